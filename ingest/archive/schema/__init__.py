"""The schema: one frozen step a version, the views, and the triggers that make tables append-only."""
