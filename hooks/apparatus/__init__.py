"""Annotated texts from plain Markdown and data: links, cards, backlinks and notes.

The core imports neither MkDocs nor its theme; `hooks/crosslinks.py` connects it to them.
"""
