"""`python -m chat.visitors`."""

from chat.visitors.serve import main

main()
