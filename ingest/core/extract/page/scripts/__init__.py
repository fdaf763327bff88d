"""What a page's scripts carry: the data that its framework fills it with in a browser."""
