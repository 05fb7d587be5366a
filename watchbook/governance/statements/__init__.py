"""Signed statements: what each duty says of a quarter."""
