"""Lotsen's protection: what counts as danger, what is then said, and what must never leave a message."""
