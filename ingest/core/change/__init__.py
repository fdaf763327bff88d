"""Two versions of an article: what differs, and what becomes of the newer one."""
