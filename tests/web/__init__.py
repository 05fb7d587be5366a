"""Tests of the layout, the components, error pages and logs."""
