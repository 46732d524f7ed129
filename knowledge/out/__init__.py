"""What leaves the directory: the read API, pages for machines, and files."""
