"""Alerts: what changed is made into messages, which wait in the archive until they are delivered."""
