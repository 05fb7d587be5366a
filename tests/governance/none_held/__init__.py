"""Tests of none held."""
