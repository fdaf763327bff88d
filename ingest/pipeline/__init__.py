"""A run: listings and URLs are asked for, read by workers, judged and kept."""
