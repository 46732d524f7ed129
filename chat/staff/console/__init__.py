"""What volunteers and supervisors see: start, queue, the chat itself, and the supervisor's board."""
