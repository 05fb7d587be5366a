"""Training: courses, sessions held, who took part, and until when it counts."""
