"""Rules of evidence: what an exhibit must satisfy, and how two captures of one page are compared."""
