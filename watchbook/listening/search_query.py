"""Queries and places of a listening project. A query is refused if one may name a person, a group or a protest.

A query is held against a closed list (`topics.toml`): each word must be one of the project's topics, one said of any service,
or one of its declared places. No list of names is ever complete; a list of service words is short enough to read. One thing stays
possible: a group that is called by service words alone ("Clean Roads"). The approver must see it.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from watchbook.listening.taxonomy import taxonomy

QUOTED = re.compile(r'["“”]([^"“”]*)["“”]')


def why_not_query(query: str, number: int, *, topics: Sequence[str], places: Sequence[str]) -> str | None:
    """Return why a query cannot be used for listening, or None: it is told by its number, since its words may name somebody."""
    why = _why_not(plain(query), topics, places)
    return why and why.format(number=number)


def _why_not(text: str, topics: Sequence[str], places: Sequence[str]) -> str | None:
    if "@" in text:
        return _("Query {number} contains @, so it may be a handle or an email address.")
    allowed = {plain(place) for place in places}
    if not all(plain(phrase) in allowed for phrase in QUOTED.findall(text)):
        return _(
            "Query {number} has a phrase in quotation marks that is not one of the project’s places. It may be somebody’s name."
        )
    return _why_not_words([word.removeprefix("#") for word in QUOTED.sub(" ", text).split()], topics)


def _why_not_words(words: list[str], topics: Sequence[str]) -> str | None:
    of_topics = frozenset().union(*(taxonomy().topics.get(topic, frozenset()) for topic in topics))
    if taxonomy().protests.intersection(words):
        return _("Query {number} is about a protest or a campaign.")
    if taxonomy().groups.intersection(words):
        return _("Query {number} is about a group of people.")
    if not set(words) <= of_topics | taxonomy().said:
        return _(
            "Query {number} has a word that is not on the list of words for the project’s topics. It may be the name of a person, a group or an event."
        )
    if not of_topics.intersection(words):
        return _("Query {number} has no word from the project’s topics, so it is not about a service.")
    return None


def why_not_place(place: str, registered: Collection[str]) -> str | None:
    """Return why a place cannot be listened about, or None: wards of the register and services alone, never an address or a radius."""
    if plain(place) in registered:
        return None
    return _(
        "On at least one day of the project, “{place}” is neither a ward on the register of wards nor a service of ours."
        " Enter its name as it is on the register, or ask an administrator to add the ward."
    ).format(place=place)


def why_not_placed(queries: Sequence[str], places: Sequence[str]) -> str | None:
    """Return why a project would not be about its places, or None: each query looks for one of them, and each is looked for."""
    asked = [{plain(phrase) for phrase in QUOTED.findall(query)} for query in queries]
    for number, phrases in enumerate(asked, 1):
        if places and not phrases:
            return _(
                "Query {number} looks for none of the project’s places, so it would count posts about anywhere. Add a place to it in quotation marks, or enter no places."
            ).format(number=number)
    for place in places:
        if not any(plain(place) in phrases for phrases in asked):
            return _(
                "“{place}” is in no query, so nothing would be counted about it. Put it into a query in quotation marks, or remove it from the places."
            ).format(place=place)
    return None


def places_looked_for(queries: Sequence[str], places: Sequence[str]) -> list[str]:
    """Return the places of which a post must name one to be counted; none where a query counts posts about anywhere."""
    return [] if why_not_placed(queries, places) else list(places)


def plain(text: str) -> str:
    """Return a text in one spelling: small letters, single spaces, straight apostrophes."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("’", "'").casefold().split())
