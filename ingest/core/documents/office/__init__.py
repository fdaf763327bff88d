"""Word processors' files and tables. Only the parts with words are opened: no macro, no embedded object, nothing outside of the file."""
