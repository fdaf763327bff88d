"""What is read, typed. Nothing here writes; a connection that is read-only will do."""
