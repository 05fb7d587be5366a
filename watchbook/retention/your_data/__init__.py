"""Public pages: people's rights in what we hold about them, and a complaint."""
