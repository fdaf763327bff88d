"""Two signatures, and where it is worth while their texts, into a score and what it rests on."""
