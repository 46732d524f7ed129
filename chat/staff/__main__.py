"""`python -m chat.staff`."""

from chat.staff.serve import main

main()
