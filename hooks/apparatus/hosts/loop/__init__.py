"""The loop of an author who writes while a host serves: save, look, save.

A host builds the whole site at each save. Here only pages that a save affects get their Markdown
again, and templates run when a page is asked for. Whatever is not understood is left to the host.
"""
