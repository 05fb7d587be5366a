"""How long a test waits for what must happen: it only ends a hang. A busy machine may take long for anything."""

PATIENCE = 180  # seconds
