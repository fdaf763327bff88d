"""One run of one source: its listings are read, what they cite is chosen, asked for and kept."""
