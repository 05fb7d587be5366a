"""The topics on which the council may listen, each with the words that a query may use. Data: `topics.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TITLES: dict[str, Promise] = {
    "waste": _("Waste and recycling"),
    "roads": _("Roads and pavements"),
    "parking": _("Parking"),
    "open_spaces": _("Parks and open spaces"),
    "libraries": _("Libraries and museums"),
    "leisure": _("Leisure centres"),
    "housing": _("Council housing and repairs"),
    "planning": _("Planning"),
    "council_tax": _("Council tax and benefits"),
    "schools": _("School places and transport"),
    "contact": _("Contacting the council"),
}


@dataclass(frozen=True)
class Taxonomy:
    """The words of each topic, those said of any service ("late"), those that tell of protests and of groups, and plain ones for titles."""

    topics: dict[str, frozenset[str]]
    said: frozenset[str]
    protests: frozenset[str]
    groups: frozenset[str]
    plain: frozenset[str]


@cache
def taxonomy() -> Taxonomy:
    """Read the list, once."""
    told = tomllib.loads((files("watchbook.listening") / "topics.toml").read_text(encoding="utf-8"))
    topics = {name: frozenset(one["words"].split()) for name, one in told["topics"].items()}
    said, refused = told["said"]["words"], told["refused"]
    lists = (said, refused["protests"], refused["groups"], told["plain"]["words"])
    return Taxonomy(topics, *(frozenset(words.split()) for words in lists))
