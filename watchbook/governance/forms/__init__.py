"""Shapes of what is typed about the registers of governance; a module for each register."""
