"""The queue to people: who waits, who answers, who is on duty, and everything in it that must be atomic."""
