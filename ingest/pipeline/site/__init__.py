"""A site that is met for the first time: what it offers, found within a limit of requests."""
