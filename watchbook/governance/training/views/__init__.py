"""Pages of training: courses and sessions, the matrix, one person."""
