"""The owner of the page at an address: somebody, perhaps; or the authority, as its settings list its pages and accounts.

Nobody looks at somebody's page as at nobody in particular, nor at any but the authority's as at its own. Nothing is
opened. An account, a post or a picture without a name, a short link, a page that holds another's: each leads to somebody. A search, a
hashtag, a newspaper, a register of the State, a firm's own site lead to nobody.
"""

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase

from django.utils.translation import gettext as _

from watchbook.investigations.account import accounts_of, said_of
from watchbook.investigations.account_address import ELSEWHERE, SHORT_LINK, RecognisedAddress, recognised
from watchbook.investigations.address_within import innermost
from watchbook.investigations.known_sites import FLAGS, platform_of
from watchbook.investigations.models import Subject
from watchbook.investigations.pasted_address import Address, NotAnAddress, listed, read
from watchbook.organisation.queries import the_authority

# A search that asks for what one person wrote: from:jane, @jane, site:x.com/jane.
_BY_SOMEBODY = re.compile(
    r"(?:^|[\s(+-])[\"']?(?:@\w|(?:from|to|user|author|by|inurl|site):\s*(?P<who>\S+))", FLAGS
)
_EXTENSION = re.compile(r"\.(?:php|aspx?|html?|cgi|jsp)$", FLAGS)


def could_be_somebodys(found: RecognisedAddress) -> bool:
    """Whether the page at an address is or may be somebody's own, be it a person's, a group's or a firm's account."""
    address = _innermost(found)
    if address is None or found.kind == "short_link":
        return True
    if found.account is not None and found.kind != "site":
        return True
    if _is_home(address.host) or _asks_for_somebody(address):
        return True
    if found.platform not in ELSEWHERE or platform_of(address.host)[0] is not None:
        return not _is_theme(address, kind=found.kind)
    if found.kind == "link":
        held = [recognised(f"https://{one}") for one in found.may_be]
        return not held or any(one is None or could_be_somebodys(one) for one in held)
    return _is_persons(address)


def searches_by_words(found: RecognisedAddress) -> bool:
    """Whether a page is a search for words, which may be a name; a hashtag names nobody, and the State's own sites search their own."""
    address = _innermost(found)
    if address is None or _is_official(address):
        return False
    asked = (value.strip() for name, value in address.query.items() if name in listed("searches"))
    return any(not one.startswith("#") and any(map(str.isalpha, one)) for one in asked)


def is_search_engine(found: RecognisedAddress) -> bool:
    """Whether a page is of a search engine, which is no register or directory of anything."""
    address = _innermost(found)
    labels = address.host.removeprefix("www.").split(".") if address else []
    return any(one in listed("engines") for one in labels)


def shows_others_sites(found: RecognisedAddress) -> bool:
    """Whether an address is of a whole site below which anybody may have a page, as wordpress.com is."""
    return found.kind == "site" and found.account in listed("homes")


def _innermost(found: RecognisedAddress) -> Address | None:
    """Return the address that was recognised, cut into its parts."""
    try:
        return read(innermost(found.exact or found.address))
    except NotAnAddress:
        return None


def _is_theme(address: Address, *, kind: str) -> bool:
    """Whether a page of a well-known site is about a matter, or is the site's own."""
    _platform, under = platform_of(address.host)
    before = address.host.removesuffix(under).rstrip(".").split(".")
    path = address.path.lower().rstrip("/")
    if set(before) & listed("about_itself"):
        return True
    if not address.path.strip("/"):
        return not address.fragment.startswith("!") and not _is_numbered(address)
    if any(fnmatchcase(path, one) for one in listed("not_themes")):
        return False
    if any(fnmatchcase(path, one) for one in listed("themes")):
        return True
    return kind == "other" and under in listed("ordinary") and not _is_persons(address)


def _is_numbered(address: Address) -> bool:
    """Whether the front page is asked for something by its number, as `/?p=123` is."""
    return any(value.isdigit() for value in address.query.values())


def _asks_for_somebody(address: Address) -> bool:
    """Whether a search asks for what one person, or one account, wrote."""
    for value in address.query.values():
        for found in _BY_SOMEBODY.finditer(value):
            who = recognised(found["who"]) if found["who"] and "." in found["who"] else None
            if who is None or (who.account is not None and who.kind != "site"):
                return True
    return False


def _is_home(host: str) -> bool:
    """Whether a site is one that anybody may have below another's name."""
    return host.removeprefix("www.").endswith(tuple(f".{one}" for one in listed("homes")))


def _is_official(address: Address) -> bool:
    return any(f".{address.host}".endswith(f".{one}") for one in listed("official"))


def _is_persons(address: Address) -> bool:
    """Whether the path says that somebody's own page follows, on a site that is not the State's."""
    if _is_official(address):
        return False
    parts = [_EXTENSION.sub("", one.lower()) for one in address.path.split("/") if one]
    if any(one.startswith(("@", "~")) for one in parts):
        return True
    last = len(parts) - 1
    return any(
        one in listed("persons") and (at < last or bool(address.query)) for at, one in enumerate(parts)
    )


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
    ours = map(recognised, authority.own_pages.split() if authority else ())
    return set(pages) <= {one.page for one in ours if one} - {""}
