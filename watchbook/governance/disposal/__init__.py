"""Disposal of the registers of governance: a module for each, listed in the settings."""
