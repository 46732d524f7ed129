"""Measures understanding and safety on the development sets in tests/data; `run.py` is the way in."""

from lotsen.evaluation.run import evaluate

__all__ = ["evaluate"]
