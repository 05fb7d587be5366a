"""Pages of the registers of what the authority has adopted and received."""
