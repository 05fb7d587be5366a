"""Recovery of an account whose holder lost their password: two people, an hour, and everybody concerned told."""
