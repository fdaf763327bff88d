"""What pages and listings declare of other versions, and what of it is borne out."""
