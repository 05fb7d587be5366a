"""Questions about protected records: those who may read one decide what a person who asks for their data is told of it."""
