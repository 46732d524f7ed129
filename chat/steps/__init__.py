"""The steps of a message's way, one file each; chat/pipeline.py puts them in order."""
