"""Looks whether what the directory says still stands on the organisations' own pages. It never changes anything."""
