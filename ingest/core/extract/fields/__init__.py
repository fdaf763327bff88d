"""What a page says of its article: title, authors, dates, language and the rest."""
