"""The accounts that a page of an unlisted site may mirror: the same path, or a name in it or in its query, on each platform.

A site that nobody listed may show anybody’s account under its own name. Nothing tells that from a page of its own, so what is
found here binds nothing: it is asked about (`looks.namesakes`).
"""

import re
from functools import cache

from watchbook.investigations.account_address import ELSEWHERE, WEB, recognised
from watchbook.investigations.address_forms import FLAGS, platforms
from watchbook.investigations.pasted_address import read

MOST_NAMES = 6  # of one address
_NAME = re.compile(r"@?[a-z0-9_][a-z0-9._-]{1,63}", FLAGS)


def possibly_mirrored(pasted: str) -> frozenset[str]:
    """Return the accounts of platforms that an address may show, where its site is none that is known."""
    found = recognised(pasted)
    if found is None or found.platform not in ELSEWHERE:
        return frozenset()
    address = read(found.exact)
    written = [*address.path.split("/"), *address.query.values()]
    names = [one.removeprefix("@") for one in written if _NAME.fullmatch(one)][:MOST_NAMES]
    paths = {address.path, *(f"/{mark}{one}" for one in names for mark in ("", "@"))} - {"", "/"}
    pages = (recognised(f"https://{host}{one}") for host in _hosts() for one in sorted(paths))
    return frozenset(one.account for one in pages if one and one.account and one.platform != WEB) - {
        found.account
    }


@cache
def _hosts() -> tuple[str, ...]:
    """The host under which each platform writes its accounts."""
    accounts = [form.account for one in platforms().values() for form in one.forms if form.account]
    hosts = {one.partition("/")[0] for one in accounts}
    return tuple(sorted(one for one in hosts if "{" not in one))
