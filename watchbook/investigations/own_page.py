"""The authority's own pages and accounts, as its settings list them: no other page is looked at as its own."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from watchbook.investigations.account import accounts_of, said_of
from watchbook.investigations.account_address import SHORT_LINK, recognised
from watchbook.investigations.models import Subject
from watchbook.investigations.somebodys_page import shows_others_sites
from watchbook.organisation.queries import the_authority


def is_own_page(address: str) -> bool:
    """Whether an address is of a page or account that the authority lists as its own. One query."""
    found = recognised(address)
    return found is not None and _are_own([found.page])


def why_no_own_page(address: str) -> str | None:
    """Say why no authority can have this address as its own page, or None: it shows everybody’s, or leads elsewhere."""
    found = recognised(address)
    if found is None:
        return _(
            "Watchbook cannot tell from this address who owns the page. Paste the address as the browser shows it."
        )
    if not found.page or shows_others_sites(found):
        return _(
            "This address is the front page of a site that other people have pages on too. Enter the address of the authority’s own account on that site."
        )
    if found.account is None and found.kind != SHORT_LINK:
        return _(
            "This address is a search, a post that does not show its account, or a link to another page. Enter the address of the authority’s own account or site."
        )
    return None


def is_own(subject: Subject) -> bool:
    """Whether all accounts of a subject, of which there is one at least, are the authority's own. Three queries."""
    rows = accounts_of([subject])
    return bool(rows) and _are_own(one.account for one in said_of(rows).values())


def _are_own(pages: Iterable[str]) -> bool:
    authority = the_authority()
    listed = map(recognised, authority.own_pages.split() if authority else ())
    return set(pages) <= {one.page for one in listed if one} - {""}
