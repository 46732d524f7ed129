"""The staff's app: its own port, its own pages, never in a frame."""
