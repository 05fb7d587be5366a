"""Citations of the law in the reader's language: the Acts whose Welsh titles are in common use, and their places."""

import re
import tomllib
from importlib.resources import files

from django.utils.translation import get_language

from watchbook.law.provisions import provision

_WELSH = tomllib.loads(
    files("watchbook.law_words").joinpath("welsh_citations.toml").read_text(encoding="utf-8")
)
_NAMES, _PLACES, _JOINS = _WELSH["names"], _WELSH["places"], _WELSH["joins"]
_NAME = re.compile("|".join(re.escape(one) for one in sorted(_NAMES, key=len, reverse=True)))
_PLACE = re.compile(rf"(?<=, )(?:{'|'.join(_PLACES)})\b", re.IGNORECASE)
_JOIN = re.compile(r"(?<=[0-9A-Za-z)]) (and|or|to) (?=[0-9(])")


def cited(provision_id: str) -> str:
    """Name a provision, as letters and pages cite it."""
    return in_their_language(provision(provision_id).title)


def in_their_language(title: str) -> str:
    """A title or a name that the law's data hold in English, in the language in which we speak now; unknown ones stay."""
    if get_language() != "cy":
        return title
    named = _NAME.sub(lambda found: _NAMES[found[0]], title)
    placed = _PLACE.sub(lambda found: _PLACES[found[0].lower()], named)
    return _JOIN.sub(lambda found: f" {_JOINS[found[1]]} ", placed)
