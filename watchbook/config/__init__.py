"""Wiring: settings, addresses, server entry and command line. The only code that knows every part."""
