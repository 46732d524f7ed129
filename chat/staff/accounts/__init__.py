"""Who may come in among the staff, and what each may do there."""
