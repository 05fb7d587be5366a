"""Reading captures: whose they are, what waits, and on what each rests."""
