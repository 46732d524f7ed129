"""What an entry becomes: rows, history, the words that are said of it, and what searching reads."""
