"""The line's numbers: how many asked, were answered or gave up, and how long they waited. Never text."""
