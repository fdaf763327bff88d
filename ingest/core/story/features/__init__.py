"""A text into its signature: what survives translation, and a sketch for texts of one language."""
