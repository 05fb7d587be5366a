"""The register of offences: searched by words, and what the authority’s solicitor confirmed of it."""
