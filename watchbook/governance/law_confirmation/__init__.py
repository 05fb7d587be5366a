"""Confirmations of the law’s data by the authority’s solicitor: every entry that was not verified, many with one signature."""
