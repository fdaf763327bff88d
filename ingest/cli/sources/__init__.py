"""`ingest sources`."""
