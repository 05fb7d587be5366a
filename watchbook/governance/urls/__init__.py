"""Addresses of the registers of what the authority has adopted, received, uses and signs; a module for each."""
