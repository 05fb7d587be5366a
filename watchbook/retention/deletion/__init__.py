"""Deletion: a list proposed by one and approved by another, carried out step by step until the last copy is gone."""
