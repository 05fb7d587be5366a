"""The rules in use, as the authority’s solicitor adopted them."""
