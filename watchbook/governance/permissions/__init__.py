"""Who may do what to the registers of governance; a module for each register."""
