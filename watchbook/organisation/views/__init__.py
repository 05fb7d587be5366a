"""Pages of who we are."""
