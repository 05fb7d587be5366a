"""Whether the page at an address is somebody's own, or may be: nobody looks at such a page as at nobody in particular.

Pure; nothing is opened. An account, a post or a picture without a name, a short link, a page that holds another's: each
leads to somebody. A search, a hashtag, a newspaper, a register of the State, a firm's own site lead to nobody.
"""

import re
import tomllib
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files

from watchbook.investigations.account_address import ELSEWHERE, RecognisedAddress, recognised
from watchbook.investigations.address_forms import FLAGS, platform_of
from watchbook.investigations.address_within import innermost
from watchbook.investigations.pasted_address import Address, NotAnAddress, read

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
    asked = (value.strip() for name, value in address.query.items() if name in _of_hosts("searches"))
    return any(not one.startswith("#") and any(map(str.isalpha, one)) for one in asked)


def is_search_engine(found: RecognisedAddress) -> bool:
    """Whether a page is of a search engine, which is no register or directory of anything."""
    address = _innermost(found)
    labels = address.host.removeprefix("www.").split(".") if address else []
    return any(one in _of_hosts("engines") for one in labels)


def shows_others_sites(found: RecognisedAddress) -> bool:
    """Whether an address is of a whole site below which anybody may have a page, as wordpress.com is."""
    return found.kind == "site" and found.account in _of_hosts("homes")


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
    if set(before) & _of_hosts("about_itself"):
        return True
    if not address.path.strip("/"):
        return not address.fragment.startswith("!") and not _is_numbered(address)
    if any(fnmatchcase(path, one) for one in _of_hosts("not_themes")):
        return False
    if any(fnmatchcase(path, one) for one in _of_hosts("themes")):
        return True
    return kind == "other" and under in _of_hosts("ordinary") and not _is_persons(address)


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
    return host.removeprefix("www.").endswith(tuple(f".{one}" for one in _of_hosts("homes")))


def _is_official(address: Address) -> bool:
    return any(f".{address.host}".endswith(f".{one}") for one in _of_hosts("official"))


def _is_persons(address: Address) -> bool:
    """Whether the path says that somebody's own page follows, on a site that is not the State's."""
    if _is_official(address):
        return False
    parts = [_EXTENSION.sub("", one.lower()) for one in address.path.split("/") if one]
    if any(one.startswith(("@", "~")) for one in parts):
        return True
    last = len(parts) - 1
    return any(
        one in _of_hosts("persons") and (at < last or bool(address.query)) for at, one in enumerate(parts)
    )


@cache
def _of_hosts(name: str) -> frozenset[str]:
    text = files("watchbook.investigations").joinpath("hosts.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[name])
