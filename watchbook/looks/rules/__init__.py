"""Rules of looks: when repeated looks ask again, and whether a look may be opened."""
