"""Decides the next move from what is known: pure functions, no Rasa, no input or output."""
