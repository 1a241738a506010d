"""The index of the site's own search, which the reader's browser asks."""
