"""Stands under every act: moves of a state, refusals, the London day. Pure Python, no part above known."""
