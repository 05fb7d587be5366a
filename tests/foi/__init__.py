"""Tests of answering requests."""
