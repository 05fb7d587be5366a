"""The report of an audit or an inspection: how far it concerns social media, and whether it may be given out."""
