"""Documents that we make: a row of blocks, set as a tagged PDF."""
