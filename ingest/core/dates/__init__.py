"""Dates as people and machines write them, in 60 languages and five calendars."""
