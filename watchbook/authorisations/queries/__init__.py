"""Reading authorisations: who decides them, which are in force, the central record, what waits."""
