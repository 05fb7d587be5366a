"""Queries of requests: which wait and until when, what the disclosure log shows, what was published or searched before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from watchbook.figures.findings import Status
from watchbook.foi.checks.answers import PublishedAnswer
from watchbook.foi.clock import clock_of
from watchbook.foi.models import Request, Requester, RequestStep, Search, SentAnswer
from watchbook.foi.published import FIRST_DAY, Licence, Publication, Withdrawal
from watchbook.foi.states import ENDS, LEADS_TO, RequestState
from watchbook.foi.words_of_entry import WordsOfEntry
from watchbook.law.explanations import Deadline
from watchbook.law.parameters import NotInForce, parameter
from watchbook.organisation.queries import today
from watchbook.reading.personal_words import Asker
from watchbook.reading.times.period import Period


def due(request: Request) -> Deadline:
    """The last day for the answer. Raises law.Refusal where the law or its calendars do not reach the day."""
    return clock_of(request).deadline


@dataclass(frozen=True)
class InboxRequest:
    """A request as the inbox lists it: late where its answer went, or still waits, after its last day.

    `sent_on` is None while it waits; while the requester is to act next, and once it has ended, it is not late.
    """

    request: Request
    due_on: date
    working_days_left: int
    is_late: bool
    sent_on: date | None
    state: RequestState = RequestState.OPEN


def request_or_404(reference: str) -> Request:
    """A request of an address, with its answer and its steps. Two queries."""
    rows = Request.objects.select_related("sent", "recorded_by").prefetch_related("steps__recorded_by")
    return get_object_or_404(rows, reference=reference)


def is_sent(request: Request) -> bool:
    """Whether the answer to a request was sent. One query."""
    return SentAnswer.objects.filter(request=request).exists()


def requests_waiting() -> QuerySet[Request]:
    """Requests of which no answer was sent, and which did not end without one, the next due first. Two queries.

    In the order of the days as they were last counted: after each step, and every morning (foi.count_again).
    """
    rows = requests_unanswered().prefetch_related("steps")
    return rows.order_by(F("due_on").asc(nulls_last=True), "reference")


def requests_unanswered() -> QuerySet[Request]:
    """The same in no order, without their steps."""
    sent = SentAnswer.objects.filter(request=OuterRef("pk"))
    ends = RequestStep.objects.filter(request=OuterRef("pk"), kind__in=ENDS)
    is_open = ~Exists(ends) | ~Q(_turned__in=ENDS)  # of few the last step must be found: most have no end
    return _requests().filter(is_open, ~Exists(sent)).prefetch_related(None)


def requests_answered() -> QuerySet[Request]:
    """Requests of which an answer was sent, or which ended without one, the newest first. Two queries."""
    return (
        _requests().filter(Q(_turned__in=ENDS) | Q(sent__isnull=False)).order_by("-received_on", "-reference")
    )


def requests_received() -> QuerySet[Request]:
    """Every request, the newest first. Two queries."""
    return _requests().order_by("-received_on", "-reference")


def _requests() -> QuerySet[Request]:
    """Requests with the last step that changed their state, empty where none did."""
    turns = RequestStep.objects.filter(request=OuterRef("pk"), kind__in=LEADS_TO).order_by(
        "-on", "-recorded_at"
    )
    turned = Coalesce(Subquery(turns.values("kind")[:1]), Value(""))
    return Request.objects.alias(_turned=turned).select_related("sent").prefetch_related("steps")


def listed(requests: Iterable[Request], *, on: date) -> list[InboxRequest]:
    """The requests in their order, as on a day; what was sent is counted as on the day it went. No query."""
    return [_listed(row, on=on) for row in requests]


def _listed(row: Request, *, on: date) -> InboxRequest:
    sent = getattr(row, "sent", None)
    clock = clock_of(row)
    deadline, day = clock.deadline, sent.sent_on if sent else on
    left = sum(one.counts and one.on > day for one in deadline.days)
    return InboxRequest(
        request=row,
        due_on=deadline.on,
        working_days_left=left,
        is_late=day > deadline.on and not clock.is_stopped,
        sent_on=sent.sent_on if sent else None,
        state=clock.state,
    )


# What an entry's status may be: a draft's alone never leaves.
OUTCOMES = [status for status in Status if status != Status.TO_BE_SEARCHED]


@dataclass(frozen=True)
class LicenceTerms:
    """Under what the public may use an answer again: the licence's name and address, or the authority's own terms."""

    name: str
    address: str = ""
    words: str = ""


@dataclass(frozen=True)
class DisclosureEntry:
    """An entry as the public sees it."""

    publication: Publication
    terms: LicenceTerms

    @property
    def is_late(self) -> bool:
        """Whether the answer went after its last day."""
        row = self.publication
        return bool(row.due_on and row.answered_on > row.due_on)


def shown(*, words: str = "", year: int | None = None, outcome: str = "") -> QuerySet[Publication]:
    """The editions that the public reads, newest entry first; with all of these words, of a year, with an outcome."""
    taken_back = Withdrawal.objects.filter(publication=OuterRef("pk"))
    found = _newest().filter(~Exists(taken_back)).order_by(FIRST_DAY.desc(), "-reference")
    if year:
        found = found.alias(first=FIRST_DAY).filter(first__year=year)
    if outcome:
        found = found.filter(answers__contains=[{"status": outcome}])
    if asked := words.replace("\0", " ").strip():
        query = SearchQuery(asked, config="english", search_type="websearch")
        found = found.annotate(words=WordsOfEntry(F("title")))
        found = found.filter(Q(words=query) | Q(reference=asked.upper()))
    return found


def _newest() -> QuerySet[Publication]:
    """The newest edition of each entry."""
    later = Publication.objects.filter(reference=OuterRef("reference"), edition__gt=OuterRef("edition"))
    return Publication.objects.filter(~Exists(later))


def years() -> list[int]:
    """The years in which something was published that still is, newest first. Two queries."""
    first = shown().last()
    if first is None:
        return []
    every = range(today().year, first.first_day.year - 1, -1)
    # Of each year the database looks for one entry: to list the years of all it would read all.
    are_any = [Exists(shown(year=one)) for one in every]
    found = Publication.objects.order_by().values_list(*are_any)[:1]
    return [one for told in found for one, is_any in zip(every, told, strict=True) if is_any]


def withdrawn() -> list[Publication]:
    """The last editions of the entries that were taken back, the newest first, each with its withdrawal. One query."""
    taken = Publication.objects.exclude(withdrawal=None).select_related("withdrawal")
    return list(taken.order_by("-withdrawal__withdrawn_on", "-reference"))


def entries_of(publications: Iterable[Publication]) -> list[DisclosureEntry]:
    """Editions found by `shown`, each with its licence. No query of its own."""
    return [DisclosureEntry(publication=row, terms=_terms(row)) for row in publications]


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
    name = row.get_licence_display()
    if row.licence != Licence.OGL:
        return LicenceTerms(name, words=row.licence_terms)
    try:
        return LicenceTerms(name, address=str(parameter("ropsi.licence.address", on=row.answered_on)))
    except NotInForce:
        return LicenceTerms(name)


def published_before(
    request: Request, *, asked: Iterable[tuple[str | None, Period | None]]
) -> list[PublishedAnswer]:
    """Answers of the disclosure log to these topics and periods, other than this request's own. One query."""
    matters = [
        (topic, {"from": period.first_on.isoformat(), "to": period.last_on.isoformat()} if period else None)
        for topic, period in asked
        if topic
    ]
    return [
        PublishedAnswer(entry.reference, one["topic"], one["answer"], one["value"], entry.published_on)
        for entry in shown().exclude(request_reference=request.reference)
        for one in entry.answers
        if (one["topic"], one["period"]) in matters
    ]


def later_search(search: Search) -> Search | None:
    """The newest search of the same question, where it is not this one. One query."""
    same = Search.objects.filter(request=search.request_id, start=search.start, end=search.end)
    newest = same.order_by("-recorded_at").first()
    return None if newest is None or newest.pk == search.pk else newest
