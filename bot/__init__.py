"""TALKS: all that runs in Rasa and its action server."""
