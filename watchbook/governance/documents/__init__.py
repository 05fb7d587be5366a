"""Documents that the authority has adopted: editions, their steps, clauses, and who read them."""
