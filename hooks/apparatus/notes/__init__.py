"""Notes: their words in a page, their bodies, their place beside the text."""
