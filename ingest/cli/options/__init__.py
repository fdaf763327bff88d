"""What a user gives: options that commands share, paths, lines of standard input, names of sources."""
