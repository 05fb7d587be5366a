"""Limits on repeat looks: when looking again asks for more."""
