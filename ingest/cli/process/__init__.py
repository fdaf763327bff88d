"""What a running command consists of: the archive opened and locked, signals, a supervisor, alerts, a daemon that is handed work."""
