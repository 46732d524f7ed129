"""Alembic migrations of the directory database, run by knowledge.build."""
