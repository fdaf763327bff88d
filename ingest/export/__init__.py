"""What the archive holds, in the forms that other programs read."""
