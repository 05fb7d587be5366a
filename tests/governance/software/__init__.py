"""Tests of software."""
