"""What was pasted, read as one web address, or refused with what happened, why and what next. Nothing is opened.

The text is judged before it is cut: what a browser would quietly drop or turn round (tabs, backslashes, dots, letters
that look like others) is refused here, since the account that it names would not be the one that a reader sees.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any
from urllib.parse import parse_qsl, unquote, unquote_plus

# No address in circulation is longer; all reading below is linear in it.
LONGEST = 8_000
LONGEST_HOST = 253  # RFC 1035 s.2.3.4, less what DNS adds
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_WEB = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_WITH_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_INSIDE_TEXT = re.compile(r"https?://", re.IGNORECASE)
_LINK = re.compile(r"(?:\]\(|href=[\"'])(https?://[^\s\"'<>()]+)", re.IGNORECASE)
_WITHOUT_SCHEME = re.compile(r"[^\s/@:]+\.[a-z]{2,}/", re.IGNORECASE)
_RUNS_OR_READS = re.compile(r"(?:javascript|vbscript|data|file|blob|about):.", re.IGNORECASE)
VIEW_SOURCE = "view-source:"  # a browser shows the same page as it was written
_AROUND = "<>\"'“”‘’«»()[]{}"
_AFTER = _AROUND + ".,;:!?…"
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?", re.ASCII)
_BAD_PERCENT = re.compile(r"%(?![0-9a-f]{2})", re.IGNORECASE)
_INTERNAL_ENDINGS = {
    "localhost", "localdomain", "local", "internal", "lan", "intranet", "corp", "home", "private", "arpa",
}  # fmt: skip


class NotAnAddress(Exception):
    """The text is not taken as an address; the three sentences say what happened, why and what next."""

    def __init__(self, reason: str) -> None:
        said = _refusals()[reason]
        self.reason = reason
        self.what, self.why, self.next = said["what"], said["why"], said["next"]
        super().__init__(f"{self.what} {self.why} {self.next}")


@dataclass(frozen=True, slots=True)
class Address:
    """One web address: its host in small letters, its path without its last slash, what it asks, its fragment."""

    host: str
    path: str
    query: dict[str, str]
    fragment: str

    @property
    def leads_on(self) -> bool:
        """Whether it holds another address, to which a site that forwards would lead."""
        inside = f"{self.path} {' '.join(self.query.values())}".lower()
        return any(mark in inside for mark in ("http:/", "https:/", "://", "%3a%2f", "www."))


@cache
def _refusals() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = tomllib.loads(_data("address_refusals.toml"))
    return found


def _data(name: str) -> str:
    return files("watchbook.investigations").joinpath(name).read_text(encoding="utf-8")


def alone(pasted: str) -> str:
    """The one address in a pasted text, which may be a shared message; refused where there is none or a second."""
    text = _clean(pasted)
    words = text.split()
    if any(_RUNS_OR_READS.match(word.strip(_AROUND)) for word in words):
        raise NotAnAddress("not_for_the_web")
    if len(words) == 1:
        return _unwrapped(_out_of_a_link(words[0]))
    found = {
        _unwrapped(_out_of_a_link(word[at.start() :] if not _LINK.search(word) else word))
        for word in words
        if (at := _INSIDE_TEXT.search(word))
    }
    if not found:
        found = {_unwrapped(word) for word in words if _WITHOUT_SCHEME.match(word.lstrip(_AROUND))}
    if len(found) != 1:
        raise NotAnAddress("several" if found else "none")
    address = found.pop()
    if "\n" in text[text.index(address) :]:
        raise NotAnAddress("broken_line")
    return address


def exact(address: str) -> str:
    """The address as a browser opens it, path, query and fragment letter for letter, less what only tracks the reader there.

    Of the query it leaves out less than recognising does: on one site `ref` is a mark, on another the page asked for.
    """
    if address.startswith(VIEW_SOURCE):
        return VIEW_SOURCE + exact(address.removeprefix(VIEW_SOURCE))
    whole = address if _WITH_SCHEME.match(address) else f"https://{address.removeprefix('//')}"
    host = read(whole).host
    before, mark, fragment = whole.partition("#")
    page, _, query = before.partition("?")
    parts = query.replace("&amp;", "&").split("&")
    asked = "&".join(one for one in parts if not _is_mark(unquote_plus(one.partition("=")[0]), host=host))
    return page + (f"?{asked}" if asked else "") + mark + fragment


def tracks(name: str, *, host: str) -> bool:
    """Whether a part of a query only tells how the address came here, so that it is no part of what is recognised."""
    return name.startswith(tuple(listed("tracking"))) or _is_mark(name, host=host)


def _is_mark(name: str, *, host: str) -> bool:
    """Whether a part of a query is a mark that is set to follow the reader, on every site or on this one."""
    above = (marks for site, marks in hosts()["marks_at"].items() if f".{host}".endswith(f".{site}"))
    return any(fnmatchcase(name.lower(), mark) for mark in chain(listed("marks"), *above))


def _out_of_a_link(word: str) -> str:
    """The address of what is a link in Markdown or HTML; else the word as it is."""
    link = _LINK.search(word)
    return link[1] if link and len(_INSIDE_TEXT.findall(word)) == 1 else word


def _clean(pasted: str) -> str:
    if len(pasted) > LONGEST:
        raise NotAnAddress("too_long")
    text = pasted.replace("\r\n", "\n").strip(" \n\t\r\xa0")
    if not text:
        raise NotAnAddress("none")
    if any(unicodedata.category(one) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} for one in text if one != "\n"):
        raise NotAnAddress("hidden")
    return text


def _unwrapped(word: str) -> str:
    return word.lstrip(_AROUND).rstrip(_AFTER)


def read(address: str) -> Address:
    """An address, with or without its scheme, cut into its parts."""
    if "\\" in address:
        raise NotAnAddress("backslash")
    rest = _without_scheme(address)
    authority, path, query, fragment = _cut(rest)
    if "@" in unquote(authority):
        raise NotAnAddress("mail" if address == authority else "credentials")
    if authority.startswith("[") or authority.count(":") > 1:
        raise NotAnAddress("number")
    if ":" in authority:
        raise NotAnAddress("port")
    return Address(
        host=read_host(authority),
        path=_path(path),
        query=_query(query),
        fragment=fragment,
    )


def page_of(address: str) -> str:
    """The path of an address with its query and fragment, letter for letter."""
    rest = _without_scheme(address)
    return rest.removeprefix(re.split("[/?#]", rest, maxsplit=1)[0])


def _without_scheme(address: str) -> str:
    if web := _WEB.match(address):
        return address[web.end() :]
    scheme = _SCHEME.match(address)
    if scheme is None or address[scheme.end() :].split("/", maxsplit=1)[0].isdigit():
        return address
    if "@" in address[scheme.end() :].split("/", maxsplit=1)[0] and scheme[1].lower() not in {
        "mailto",
        "acct",
    }:
        raise NotAnAddress("credentials")
    raise NotAnAddress("slashes" if scheme[1].lower() in {"http", "https"} else "not_for_the_web")


def _cut(rest: str) -> tuple[str, str, str, str]:
    rest, _, fragment = rest.partition("#")
    rest, _, query = rest.partition("?")
    authority, slash, path = rest.partition("/")
    return authority, slash + path, query, fragment


def _query(query: str) -> dict[str, str]:
    """What is asked, by name; a name that is said twice with two values fits no form, since sites differ in which they take."""
    found: dict[str, list[str]] = {}
    for name, value in parse_qsl(query.replace("&amp;", "&"), keep_blank_values=True):
        found.setdefault(name.lower(), []).append(value)
    return {name: "\n".join(dict.fromkeys(values)) for name, values in found.items()}


def _path(path: str) -> str:
    if _BAD_PERCENT.search(path):
        raise NotAnAddress("percent")
    # An escaped slash stays escaped: it divides nothing.
    parts = [_whole(unquote(part.replace("%2F", "%252F").replace("%2f", "%252F"), errors="surrogateescape"))
             for part in path.split("/") if part]  # fmt: skip
    if any(part in {".", ".."} for part in parts):
        raise NotAnAddress("dots")
    return "/" + "/".join(parts)


def _whole(part: str) -> str:
    if any(unicodedata.category(one) in {"Cc", "Cf", "Cs", "Zl", "Zp"} or one == "\\" for one in part):
        raise NotAnAddress("hidden")
    if any(not one.isascii() and unicodedata.normalize("NFC", one).isascii() for one in part):
        return part  # such as the sign for kelvin, which is no K to the site
    return unicodedata.normalize("NFC", part)


def read_host(written: str) -> str:
    """A host's name in small letters, a foreign alphabet and whatever looks like a platform's own name refused."""
    if not written:
        raise NotAnAddress("none")
    if len(written) > LONGEST_HOST:
        raise NotAnAddress("host")
    labels = [_label(label) for label in written.lower().removesuffix(".").split(".")]
    if labels[-1].isdigit() or re.fullmatch(r"0x[0-9a-f]*", labels[-1]):
        raise NotAnAddress("number")
    if labels[-1] == "onion":
        raise NotAnAddress("onion")
    if labels[-1] in _INTERNAL_ENDINGS:
        raise NotAnAddress("this_network")
    if len(labels) == 1:
        raise NotAnAddress("handle")
    if len(labels[-1]) < 2:
        raise NotAnAddress("host")
    return ".".join(labels)


def _label(label: str) -> str:
    """One word of a host's name; letters beyond a to z only where they are these with an accent, as in Welsh."""
    if label.startswith("xn--"):
        try:
            label = label[4:].encode("ascii").decode("punycode").lower()
        except UnicodeError:
            raise NotAnAddress("host") from None
        if label.isascii():
            raise NotAnAddress("host")
    label = unicodedata.normalize("NFC", label)
    plain = _plain(label)
    if not label.isascii() and (not plain.isascii() or plain in listed("known_labels") or "xn--" in plain):
        raise NotAnAddress("look_alike")
    if not _LABEL.fullmatch(plain):
        raise NotAnAddress("host")
    return label


def _plain(label: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", label) if not unicodedata.combining(one))


@cache
def hosts() -> dict[str, Any]:
    """Return what is listed of hosts beside the platforms' forms (`hosts.toml`)."""
    return tomllib.loads(_data("hosts.toml"))


@cache
def listed(name: str) -> frozenset[str]:
    """Return the hosts, words or paths of one list of these."""
    return frozenset(hosts()[name])
