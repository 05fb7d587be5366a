"""Sites that are known: the platforms, with the forms of their addresses, out of their files (`platforms/*.toml`), and other hosts.

Of others (`hosts.toml`) it is known what forwards, what mirrors, what is of the fediverse, below what each name is
somebody's, and what is easily taken for a well-known site.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from watchbook.investigations.pasted_address import Address, hosts

FLAGS = re.IGNORECASE | re.ASCII
_PLACE = re.compile(r"(\{\w+\}|/\*\*|\*)")
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[a-z]{2})?", re.ASCII)
_LONG = 8  # letters of a name in which one other letter is not yet another word


@dataclass(frozen=True, slots=True)
class Form:
    """One shape of address: what its host, path and query look like, and how its account is written.

    Without an account, `page` is how the page is written that has several addresses, `may_be` an account that it may show.
    """

    host: re.Pattern[str]
    path: re.Pattern[str]
    query: Mapping[str, re.Pattern[str]]
    kind: str
    account: str | None
    page: str = ""
    may_be: str = ""

    def names_in(self, address: Address) -> dict[str, str] | None:
        """The names that an address of this form holds; None where it is of another form."""
        parts = [(self.host, address.host), (self.path, address.path)]
        asked = address.query | {"#": address.fragment}
        parts += [(pattern, asked.get(key, "")) for key, pattern in self.query.items()]
        found = [pattern.fullmatch(part) for pattern, part in parts]
        names: dict[str, str] = {}
        for one in found:
            if one is None:
                return None
            names |= one.groupdict()
        return names


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform as its file describes it: its hosts, the forms of its addresses, and how it tells names apart.

    `same` are the sub-domains that show the same pages; where `apart` names those that do not, all others do.
    """

    id: str
    title: str
    hosts: frozenset[str]
    same: frozenset[str]
    apart: frozenset[str]
    has_languages: bool
    hash_pages: frozenset[str]
    forms: tuple[Form, ...]
    folds: Mapping[str, str]

    def site(self, host: str, *, under: str) -> str:
        """Its host without a sub-domain that shows the same pages for a device or in a language."""
        before = host.removesuffix(under).rstrip(".")
        if self.has_languages and _LANGUAGE.fullmatch(before):
            return under
        labels = set(before.split("."))
        is_same = labels <= self.same or (self.apart and not labels & self.apart)
        return under if is_same else host


def platform_of(host: str) -> tuple[Platform | None, str]:
    """Return the platform of a host, and the host of its own that the host is or lies under; None and “” for any other."""
    labels = host.split(".")
    below = (".".join(labels[first:]) for first in range(len(labels) - 1))
    under = next((one for one in below if one in _by_host()), "")
    return _by_host().get(under), under


@cache
def _by_host() -> dict[str, Platform]:
    return {host: platform for platform in platforms().values() for host in platform.hosts}


@cache
def platforms() -> dict[str, Platform]:
    """Every platform by the name of its file."""
    folder = files("watchbook.investigations").joinpath("platforms")
    return {
        one.name.removesuffix(".toml"): _platform(tomllib.loads(one.read_text(encoding="utf-8")))
        for one in folder.iterdir()
    }


def _platform(data: dict[str, Any]) -> Platform:
    patterns = {name: _name(name, one) for name, one in data["names"].items()}
    hosts = "|".join(map(re.escape, data["hosts"])) or ".+"
    return Platform(
        id=data["id"],
        title=data["title"],
        hosts=frozenset(data["hosts"]) | frozenset(data.get("other_hosts", [])),
        same=frozenset(data.get("same", [])) | {""},
        apart=frozenset(data.get("apart", [])),
        has_languages=data.get("languages", False),
        hash_pages=frozenset(data.get("hash_pages", [])),
        forms=tuple(
            _form(written, form=form, patterns=patterns, hosts=f"(?P<host>{hosts})")
            for form in data["forms"]
            for written in form["addresses"]
        ),
        folds={name: one.get("fold", "") for name, one in data["names"].items()},
    )


def _name(name: str, data: Mapping[str, Any]) -> str:
    """A name's pattern, less the words that the platform keeps for pages of its own."""
    between = r"\.*" if "dots" in data.get("fold", "") else ""
    never = "|".join(between.join([*map(re.escape, word), ""]) for word in data.get("never", []))
    kept = f"(?!{between}(?:{never})(?:/|$))" if never else ""
    return f"(?P<{name}>{kept}{data['is']})"


def _form(written: str, *, form: Mapping[str, Any], patterns: Mapping[str, str], hosts: str) -> Form:
    """One written form: `/groups/{group}/**`, `/profile.php?id={number}`, or with a host of its own `{handle}.t.me`."""
    head, _, query = written.partition("?")
    host, slash, path = head.partition("/")
    asked = (pair.partition("=") for pair in query.split("&") if pair)
    return Form(
        host=_pattern(host, patterns) if host else re.compile(hosts, FLAGS),
        path=_pattern(slash + path, patterns),
        query={key: _pattern(value, patterns) for key, _, value in asked},
        kind=form["kind"],
        account=form.get("account"),
        page=form.get("page", ""),
        may_be=form.get("may_be", ""),
    )


def _pattern(written: str, patterns: Mapping[str, str]) -> re.Pattern[str]:
    """A written form as a pattern: `{name}` a name, `*` a part of a segment, `/**` the rest, if any."""
    known = {"/**": "(?:/.*)?", "*": "[^/]*"} | {f"{{{name}}}": pattern for name, pattern in patterns.items()}
    return re.compile("".join(known.get(part) or re.escape(part) for part in _PLACE.split(written)), FLAGS)


def suffixes() -> list[str]:
    """Return the hosts below each of which a name is somebody's own."""
    return [*hosts()["suffixes"], *hosts()["homes"]]


def site(host: str) -> str:
    """The host of a plain web page without what marks only a kind of device: `www.`, `m.`, `mobile.`."""
    labels = host.split(".")
    while len(labels) > 2 and labels[0] in hosts()["devices"]:
        if labels[0] != "www" and ".".join(labels[1:]) in suffixes():
            break
        labels = labels[1:]
    return ".".join(labels)


def forwards(host: str) -> bool:
    """Whether a host only forwards or mirrors: what stands behind its addresses is known to it alone."""
    return is_under(host, hosts()["forwarders"]) or host.split(".", maxsplit=1)[0] in hosts()["mirrors"]


def is_known_instance(host: str) -> bool:
    """Whether a host is known to be of the fediverse, so that `name@host` is no mail address."""
    return is_under(host, hosts()["fediverse"])


def is_under(host: str, above: Iterable[str]) -> bool:
    """Whether a host is one of these or lies below one."""
    return any(host == one or host.endswith(f".{one}") for one in above)


def look_alike(host: str) -> str:
    """The well-known site that the name of another is easily taken for, as `faceb00k` and `faceboook` are; else “”."""
    words = [_shape(one) for one in re.split(r"[.-]", host) if one not in hosts()["not_taken_for"]]
    known = ((_shape(one), title) for one, title in hosts()["taken_for"].items())
    return next((title for shape, title in known if any(_is_taken_for(word, shape) for word in words)), "")


def _is_taken_for(word: str, known: str) -> bool:
    """Whether a word is a known one, or that with one slip of the hand.

    The first letter is never the slip. A letter doubled or not doubled, or two swapped, is one in any name; another
    letter, one more or one less only in a long name, since a short one becomes another word (twitter, twister).
    """
    if word == known or word[:1] != known[:1] or abs(len(word) - len(known)) > 1:
        return word == known
    at = next((place for place, pair in enumerate(zip(word, known, strict=False)) if pair[0] != pair[1]), -1)
    if len(word) == len(known):
        is_swapped = word[at : at + 2] == known[at : at + 2][::-1] and word[at + 2 :] == known[at + 2 :]
        return is_swapped or (len(known) >= _LONG and word[at + 1 :] == known[at + 1 :])
    shorter, longer = sorted((word, known), key=len)
    if at < 0:  # the longer goes on where the other ends
        return longer[-1] == longer[-2] or (longer == known and len(known) >= _LONG)
    is_doubled = longer[at] == longer[at - 1]
    return longer[at + 1 :] == shorter[at:] and (is_doubled or len(known) >= _LONG)


def _shape(word: str) -> str:
    """A word as a quick reader sees it: signs that look alike are one."""
    return word.replace("rn", "m").replace("vv", "w").translate(str.maketrans("01i5", "olls"))
