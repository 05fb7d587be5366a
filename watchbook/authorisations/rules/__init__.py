"""Rules of authorisations, pure: facts in, a decision with every reason out."""
