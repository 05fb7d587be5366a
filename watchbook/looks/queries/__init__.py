"""Reading looks: what counts together, lists for pages, counts for answers."""
