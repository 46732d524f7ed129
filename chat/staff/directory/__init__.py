"""The editors' part of the staff app: the directory's pages, on starlette-admin with templates of our own."""
