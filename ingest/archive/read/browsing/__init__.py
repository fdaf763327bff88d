"""What the pages of the archive ask for, each in few statements and bounded in what it looks at."""
