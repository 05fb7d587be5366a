"""The lines of “What it must show”, a module for each issue."""
