"""Tests of rule set."""
