"""Readers that bring activities in from elsewhere, one per format."""
