"""One URL in, one document out."""
