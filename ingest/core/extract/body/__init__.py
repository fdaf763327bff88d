"""Which blocks of a page are the article, and how they are written as text and Markdown."""
