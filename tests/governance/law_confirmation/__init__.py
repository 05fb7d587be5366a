"""Tests of offences."""
