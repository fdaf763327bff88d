"""Documents that are no pages: PDF, word processors' files and tables. Bytes become text that a page's text can stand beside.

`kinds` tells what the bytes are, whatever their name says; `pdf` sets a PDF's glyphs out in reading order, `office` reads the files of
word processors and spreadsheets, `vietnamese` undoes the encodings of old fonts, `written` makes the article.
"""
