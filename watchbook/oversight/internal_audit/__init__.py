"""Internal audits of social-media research."""
