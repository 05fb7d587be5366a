"""Legal holds: what may not be deleted for now, why, and who said so."""
