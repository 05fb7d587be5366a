"""Layout, GOV.UK components, static files and error pages. No domain words."""
