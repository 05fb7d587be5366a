"""Tests of what every act stands on."""
