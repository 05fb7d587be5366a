"""Complaints about how the authority uses somebody's personal data (Data Protection Act 2018, s.164A)."""
