"""What runs where: the embedded PostgreSQL, backup and restore, the processes of `serve`, doctor. No law."""
