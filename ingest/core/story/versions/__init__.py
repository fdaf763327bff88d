"""The versions of one text beside each other: which came first, and where they say different things."""
