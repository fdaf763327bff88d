"""Which articles are versions of one text, in any language, and why. `docs/stories.md` tells how."""
