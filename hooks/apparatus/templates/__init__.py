"""Fragments of HTML, and what renders them."""
