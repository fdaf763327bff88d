"""The archive's log: a leaf for each row that is kept for good, checkpoints over them, and what checks both."""
