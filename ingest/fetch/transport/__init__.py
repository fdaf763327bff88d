"""How bytes travel: live connections to checked addresses, replayed pages, a recorder."""
