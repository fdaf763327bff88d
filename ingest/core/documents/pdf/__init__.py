"""A PDF's glyphs, set out in the order in which they are read. `glyphs` alone knows the library; the rest is values in, values out."""
