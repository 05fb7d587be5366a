"""The address of a page by its name. It stays as long as the process runs, so it is worked out once."""

from collections.abc import Hashable
from functools import lru_cache

from django.urls import reverse

KEPT = 5_000


@lru_cache(KEPT)
def address_of(page: str, *of: Hashable) -> str:
    """Return the address of the page of this name about these: `address_of("foi:request", "FOI-0001")`."""
    return reverse(page, args=of)
