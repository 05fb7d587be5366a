"""Tests of retention schedule."""
