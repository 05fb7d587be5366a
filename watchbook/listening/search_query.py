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
    """Return why a query cannot be used for listening, or None: by its number, with the word that it cannot have."""
    text = plain(query)
    if found := next((word for word in text.split() if "@" in word), None):
        why = _("Query {number} contains @ (“{word}”), so the query may show a handle or an email address.")
        return why.format(number=number, word=found)
    allowed = {plain(place) for place in places}
    if found := next((phrase for phrase in QUOTED.findall(text) if plain(phrase) not in allowed), None):
        why = _(
            "Query {number} contains a phrase in quotation marks that is not one of the project’s places: “{word}”. It may be somebody’s name."
        )
        return why.format(number=number, word=found)
    return _why_not_words([word.removeprefix("#") for word in QUOTED.sub(" ", text).split()], number, topics)


def _why_not_words(words: Sequence[str], number: int, topics: Sequence[str]) -> str | None:
    of_topics = frozenset().union(*(taxonomy().topics.get(topic, frozenset()) for topic in topics))
    listed = of_topics | taxonomy().said
    for refused, why in (
        (taxonomy().protests, _("Query {number} is about a protest or a campaign (“{word}”).")),
        (taxonomy().groups, _("Query {number} is about a group of people (“{word}”).")),
        (
            set(words) - listed,
            _(
                "Query {number} contains a word that is not on the list of words for the project’s topics: “{word}”. It may be the "
                "name of a person, a group or an event."
            ),
        ),
    ):
        if found := next((word for word in words if word in refused), None):
            return why.format(number=number, word=found)
    if not of_topics.intersection(words):
        why = _("Query {number} has no word from the project’s topics, so it is not about a service.")
        return why.format(number=number)
    return None


def first_refused(queries: Sequence[str], *, topics: Sequence[str], places: Sequence[str]) -> str | None:
    """Return why the first of some queries that cannot be used cannot be, or None."""
    asked = enumerate(queries, 1)
    refusals = (why_not_query(query, n, topics=topics, places=places) for n, query in asked)
    return next(filter(None, refusals), None)


def to_triage() -> str:
    """Return what to do instead of a query about somebody."""
    return _(
        "A listening project is about a service. To look at a person, a group or an event, open an investigation and answer the triage questions there."
    )


def why_not_place(place: str, registered: Collection[str]) -> str | None:
    """Return why a place cannot be listened about, or None: wards of the register and services alone, never an address or a radius."""
    if plain(place) in registered:
        return None
    return _(
        "On at least one day of the project, “{place}” is neither a ward on the register of wards nor one of our services. Enter "
        "the name as the register gives it, or ask an administrator to add the ward."
    ).format(place=place)


def why_not_placed(queries: Sequence[str], places: Sequence[str]) -> str | None:
    """Return why a project would not be about its places, or None: each query looks for one of them, and each is looked for."""
    asked = [{plain(phrase) for phrase in QUOTED.findall(query)} for query in queries]
    for number, phrases in enumerate(asked, 1):
        if places and not phrases:
            return _(
                "Query {number} does not name any of the project’s places, so it would count posts about any place. Add a place to "
                "the query in quotation marks, or leave the places blank."
            ).format(number=number)
    for place in places:
        if not any(plain(place) in phrases for phrases in asked):
            return _(
                "No query names “{place}”, so no posts about that place would be counted. Add the place to a query in quotation marks, or remove it from the places."
            ).format(place=place)
    return None


def places_looked_for(queries: Sequence[str], places: Sequence[str]) -> list[str]:
    """Return the places of which a post must name one to be counted; none where a query counts posts about any place."""
    return [] if why_not_placed(queries, places) else list(places)


def plain(text: str) -> str:
    """Return a text in one spelling: small letters, single spaces, straight apostrophes."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("’", "'").casefold().split())
