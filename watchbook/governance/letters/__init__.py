"""Letters from oversight bodies, and what was answered."""
