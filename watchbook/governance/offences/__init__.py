"""The register of offences, searched by words."""
