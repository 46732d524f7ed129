"""A line that has a system of its own gets the chats there, and its staff's replies come back from there."""
