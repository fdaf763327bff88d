"""The pages of an archive: each a function from a visit to an answer. What they ask of the archive is in `archive/read`."""
