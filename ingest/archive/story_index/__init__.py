"""The index that finds what may be one text, and the stories that are derived from links."""
