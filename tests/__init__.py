"""Tests, mirroring watchbook/; architecture/ reads the code, journeys/ drive a browser."""
