"""Tests of answer letter."""
