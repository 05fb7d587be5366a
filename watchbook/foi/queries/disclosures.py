"""Reading the disclosure log: what the public may see of it, and which entry belongs to which request."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, Subquery

from watchbook.figures.findings import Status
from watchbook.foi.models import Publication, Requester, Search
from watchbook.foi.models.sending import Licence
from watchbook.law.parameters import NotInForce, parameter
from watchbook.reading.personal_words import Asker

# What an entry's status may be: a draft's alone never leaves.
OUTCOMES = [status for status in Status if status != Status.TO_BE_SEARCHED]


class WordsOfEntry(Func):
    """The words of an entry by their stems: title, questions and answers; neither keys nor codes."""

    template = (
        "(to_tsvector('english', %(expressions)s)"
        " || jsonb_to_tsvector('english', jsonb_path_query_array(answers, '$[*].question'), '[\"string\"]')"
        " || jsonb_to_tsvector('english', jsonb_path_query_array(answers, '$[*].answer'), '[\"string\"]'))"
    )
    arity = 1
    output_field = SearchVectorField()


@dataclass(frozen=True)
class LicenceTerms:
    """Under what the public may use an answer again: the licence's name and address, or the authority's own terms."""

    name: str
    address: str = ""
    words: str = ""


@dataclass(frozen=True)
class DisclosureEntry:
    """An entry as the public sees it, with the day of its first edition."""

    publication: Publication
    first_published_on: date
    terms: LicenceTerms

    @property
    def is_late(self) -> bool:
        """Whether the answer went after its last day."""
        row = self.publication
        return bool(row.due_on and row.answered_on > row.due_on)


def shown(*, words: str = "", year: int | None = None, outcome: str = "") -> QuerySet[Publication]:
    """The editions that the public reads, newest entry first; with all of these words, of a year, with an outcome."""
    found = _newest().filter(withdrawal=None).order_by("-first_published_on", "-reference")
    if year:
        found = found.filter(first_published_on__year=year)
    if outcome:
        found = found.filter(answers__contains=[{"status": outcome}])
    asked = words.replace("\0", " ").strip()
    return _with(asked, found) if asked else found


def _with(words: str, found: QuerySet[Any]) -> QuerySet[Any]:
    query = SearchQuery(words, config="english", search_type="websearch")
    with_words: QuerySet[Any] = found.annotate(words=WordsOfEntry(F("title")))
    return with_words.filter(Q(words=query) | Q(reference__iexact=words))


def _newest() -> QuerySet[Any]:
    """The newest edition of each entry, with the day of the first (a column that the type checker does not know)."""
    editions = Publication.objects.filter(reference=OuterRef("reference"))
    return Publication.objects.filter(~Exists(editions.filter(edition__gt=OuterRef("edition")))).annotate(
        first_published_on=Subquery(editions.filter(edition=1).values("published_on")[:1])
    )


def years() -> list[int]:
    """The years in which something was published that still is, newest first. One query."""
    days: QuerySet[Any, date] = _newest().filter(withdrawal=None).values_list("first_published_on", flat=True)
    return sorted({day.year for day in days}, reverse=True)


def withdrawn() -> list[Publication]:
    """The last editions of the entries that were taken back, the newest first, each with its withdrawal. One query."""
    taken = Publication.objects.exclude(withdrawal=None).select_related("withdrawal")
    return list(taken.order_by("-withdrawal__withdrawn_on", "-reference"))


def entries_of(publications: Iterable[Publication]) -> list[DisclosureEntry]:
    """Editions found by `shown`, each with its licence. No query of its own."""
    return [
        DisclosureEntry(publication=row, first_published_on=row.first_published_on, terms=_terms(row))  # type: ignore[attr-defined]  # annotated by _newest
        for row in publications
    ]


def newest_edition(reference: str) -> Publication | None:
    """The newest edition of an entry, withdrawn or not, with its withdrawal where there is one. One query."""
    return _newest().select_related("withdrawal").filter(reference=reference).first()


def editions_of(reference: str) -> list[Publication]:
    """Every edition, oldest first; for the authority's own people. One query."""
    found = Publication.objects.filter(reference=reference).select_related("withdrawal", "recorded_by")
    return list(found.order_by("edition"))


def publication_of(request_reference: str) -> Publication | None:
    """The edition by which the answer to a request is public now. One query."""
    return shown().filter(request_reference=request_reference).first()


def asker_of(request_reference: str) -> Asker:
    """Who asked, to be kept out of what is published; nobody where it is not known. One query."""
    found = Requester.objects.filter(request__reference=request_reference).first()
    return Asker(found.name, found.address) if found else Asker()


def days_of_searches(request_reference: str) -> dict[str, date]:
    """When each search by hand for a request was made, by the reference of its certificate. One query."""
    searches = Search.objects.filter(request__reference=request_reference)
    return dict(searches.values_list("reference", "searched_on"))


def _terms(row: Publication) -> LicenceTerms:
    if row.licence != Licence.OGL:
        return LicenceTerms(name=row.get_licence_display(), words=row.licence_terms)
    return LicenceTerms(name=row.get_licence_display(), address=_address_of_licence(row.answered_on))


def _address_of_licence(day: date) -> str:
    try:
        return str(parameter("ropsi.licence.address", on=day))
    except NotInForce:
        return ""
