"""Lotsen side by side with the project that `rasa init` makes, on one machine and in one run."""
