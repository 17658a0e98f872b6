"""Tools that measure. Not tests: they read data that is not part of this repository."""
