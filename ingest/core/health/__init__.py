"""Whether a source is well: the counts of its days become a baseline, and what a run brought is judged by it, as a probability."""
