"""A kept page read once more by today's rules, and what its article would become. Pure: a worker or a cluster may call it."""
