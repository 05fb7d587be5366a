"""“None is held”: somebody looked for a kind, found none, and signed."""
