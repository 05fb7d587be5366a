"""Rights on other packages' tables, and the table of the cache."""
