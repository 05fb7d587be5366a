"""The names that stand in an address, however they are written there: in its path, its query, escaped, or in base64.

Nobody can tell from an address alone whether they are somebody's. They are held against what is on record by exact hashes.
"""

import re
from base64 import b64decode, urlsafe_b64decode
from collections.abc import Iterable, Iterator
from functools import cache
from urllib.parse import unquote_plus

from watchbook.investigations.account_address import recognised
from watchbook.investigations.address_forms import FLAGS, platforms
from watchbook.investigations.address_within import innermost
from watchbook.investigations.name_forms import in_any_order
from watchbook.investigations.pasted_address import VIEW_SOURCE, NotAnAddress, page_of, read, tracks

MOST_WORDS = 200  # of one address: ordinary ones have a dozen
_LONGEST_RUN = 4  # words of one name
_SHORTEST = 3
_BASE64 = re.compile(r"[a-z0-9+/_-]{8,}={0,2}", FLAGS)
_WORD = re.compile(r"[^\W_]+")
_LEVELS = 4  # of what is written within what is written
_JOINTS = ("", ".", "_", "-")


def names_within(pasted: str) -> frozenset[str]:
    """Return every name that the words of an address may make, alone and with those beside them; none where it is no address.

    The page of an account has the account's own name, with or without its numbers, and no part of it.
    """
    found = recognised(pasted)
    if found is None:
        return frozenset()
    is_accounts = found.account is not None and found.kind != "site"
    names, count = set[str](), 0
    for text in _texts(innermost(found.exact) if is_accounts else found.exact.removeprefix(VIEW_SOURCE)):
        words = _WORD.findall(text)
        count += len(words)
        if count > MOST_WORDS:
            raise NotAnAddress("several")
        letters = [one for one in words if not one.isdigit()]
        whole = {joint.join(run) for run in (words, letters) for joint in _JOINTS}
        names |= {text.strip().strip("\"'"), *(whole if is_accounts else _runs(words))}
    return frozenset(one for one in names if len(one) >= _SHORTEST)


def accounts_called(names: Iterable[str]) -> frozenset[str]:
    """Return the account of each platform that has one of these names."""
    found = set[str]()
    for name in names:
        bare = name.lstrip("@")
        plain = {"": bare, "case": bare.lower(), "case dots": bare.lower().replace(".", "")}
        found |= {written.format(plain[fold]) for written, fold in _accounts() if fold in plain}
    return frozenset(found)


def _texts(exact: str) -> list[str]:
    """The parts of an address that may hold a name, and what stands written within each."""
    address = read(exact)
    path = page_of(exact).partition("?")[0].partition("#")[0]
    asked = [value for name, value in address.query.items() if not tracks(name, host=address.host)]
    texts, todo = dict[str, None](), [*path.split("/"), *asked, *address.fragment.split("/")]
    for _level in range(_LEVELS):
        todo = [one for one in todo if one and one not in texts]
        texts |= dict.fromkeys(todo)
        todo = [inner for one in todo for inner in _written_in(one)]
    return [one for one in texts if unquote_plus(one) == one or not one.isascii()]


def _written_in(text: str) -> Iterator[str]:
    """Yield what a text says once it is unescaped, and what its base64 stands for."""
    plain = text
    while (more := unquote_plus(plain)) != plain:
        plain = more
    if plain != text:
        yield from (plain, *plain.split("/"))
    for piece in _BASE64.findall(plain):
        padded = piece.rstrip("=") + "=" * (-len(piece.rstrip("=")) % 4)
        for decode in (b64decode, urlsafe_b64decode):
            try:
                said = decode(padded).decode()
            except ValueError:
                continue
            if said.isprintable():
                yield from (said, *said.split("/"))


def _runs(words: list[str]) -> Iterator[str]:
    """Yield each word, and each few that follow one another, joined as handles are, as a name is, and as a name in another order."""
    for first in range(len(words)):
        for last in range(first + 1, min(first + _LONGEST_RUN, len(words)) + 1):
            run = words[first:last]
            yield from (joint.join(run) for joint in (_JOINTS if len(run) > 1 else ("",)))
            if len(run) > 1:
                yield in_any_order(run)


@cache
def _accounts() -> tuple[tuple[str, str], ...]:
    """Return how each platform writes an account that has one name, and how it tells names apart."""
    found = set[tuple[str, str]]()
    for platform in platforms().values():
        for form in platform.forms:
            holes = re.findall(r"\{(\w+)\}", form.account or "")
            if form.account and len(holes) == 1 and holes != ["host"]:
                written = form.account.replace(f"{{{holes[0]}}}", "{0}")
                found.add((written, platform.folds.get(holes[0], "")))
    return tuple(sorted(found))
