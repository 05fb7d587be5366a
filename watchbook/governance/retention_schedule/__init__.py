"""The retention schedule: editions, classes, adoption."""
