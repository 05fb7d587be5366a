"""Reading what the authority has adopted, received, uses and signs; a module for each register."""
