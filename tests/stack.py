"""Starts the whole assistant for tests."""
