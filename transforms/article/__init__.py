"""From a page to an article: its address, text, title, authors, dates and language."""
