"""Entering tabled drafts of the coming session from a list."""
