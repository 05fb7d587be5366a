"""The authority's own pages and accounts, as its settings list them: no other page is looked at as its own."""

from collections.abc import Iterable

from watchbook.investigations.account import accounts_of, said_of
from watchbook.investigations.account_address import recognised
from watchbook.investigations.models import Subject
from watchbook.organisation.queries import the_authority


def is_own_page(address: str) -> bool:
    """Whether an address is of a page or account that the authority lists as its own. One query."""
    found = recognised(address)
    return found is not None and _are_own([found.page])


def is_own(subject: Subject) -> bool:
    """Whether all accounts of a subject, of which there is one at least, are the authority's own. Three queries."""
    rows = accounts_of([subject])
    return bool(rows) and _are_own(one.account for one in said_of(rows).values())


def _are_own(pages: Iterable[str]) -> bool:
    authority = the_authority()
    listed = map(recognised, authority.own_pages.split() if authority else ())
    return set(pages) <= {one.page for one in listed if one} - {""}
