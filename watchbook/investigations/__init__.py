"""Investigations, their subjects and the subjects' accounts; an account is recognised from its address alone.

Recognising asks nothing of any site and guesses nothing. Looking at an account (`looks`) is not here.
"""
