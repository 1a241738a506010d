"""A page's text: its normal form, its tree, its scripts, and the names of its places."""
