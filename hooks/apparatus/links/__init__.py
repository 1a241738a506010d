"""Names in prose to links, cards and backlinks."""
