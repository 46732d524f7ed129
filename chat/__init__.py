"""CONNECTS: the door to the public and the door to the volunteers."""
