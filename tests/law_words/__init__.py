"""Tests of the words of the law's answers."""
