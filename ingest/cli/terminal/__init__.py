"""What a user sees: messages, tables, counting lines, times, differences."""
