"""Tests, mirroring the packages; a package of its own, so that no installed one of this name comes before it."""
