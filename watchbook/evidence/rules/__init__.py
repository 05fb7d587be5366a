"""Rules of evidence: how two captures of one page are compared."""
