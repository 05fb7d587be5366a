"""What the registers of governance demand. Pure; a module for each register."""
