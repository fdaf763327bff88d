"""Bytes become text: charsets, what is never handed to a parser, redirects that markup asks for."""
