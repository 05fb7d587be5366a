"""The authority's activities with personal data from social media, each with its lawful basis and its papers (UK GDPR Article 30)."""
