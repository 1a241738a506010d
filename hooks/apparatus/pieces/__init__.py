"""Computed pieces of a page, one folder each: its nouns, its checks, its view."""
