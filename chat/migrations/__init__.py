"""Alembic's steps from an empty chat database to the present tables."""
