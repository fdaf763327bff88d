"""What a page or a terminal says in words: names of languages and countries, moments, spans of time."""
