"""Requests by which people use a right in their own data: access, rectification, erasure, restriction, objection."""
