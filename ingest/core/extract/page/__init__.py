"""A page as a reader meets it: parsed once, laid out in boxes and blocks, or recognised as a wall."""
