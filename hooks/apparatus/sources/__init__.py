"""Sources: the bibliography, citations, and where each source is used."""
