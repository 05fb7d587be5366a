"""Disposal of requests: what is due, where a person is named, and how a request goes (called by retention).

An entry of the disclosure log stays, and should name nobody. Where a search finds somebody in one, it is corrected or withdrawn
on its page, and the edition that the public does not read any more can go. Who asked can go before the request
(foi.request.requester.forget).
"""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from watchbook.acting import ending
from watchbook.acting.ending import Ending
from watchbook.audit_log.record import Kind
from watchbook.files.disposal import Going, disposing
from watchbook.foi.letter.sent_answer import HASHES
from watchbook.foi.models import Request, RequestStep, Search, SentAnswer
from watchbook.foi.permissions import may_read_requests
from watchbook.foi.published import Publication, Withdrawal
from watchbook.foi.states import ENDS, LEADS_TO, StepKind
from watchbook.keys.envelope import says

DISPOSED = Kind(
    "request.disposed",
    fields=("reference", "received_on"),
    says=_("The request was deleted at the end of its retention period."),
    is_grave=True,
)
EDITION_DISPOSED = Kind(
    "publication.disposed",
    fields=("reference", "edition", "request_reference"),
    says=_("An edition of an entry in the disclosure log was deleted. The edition was no longer public."),
    is_grave=True,
)
CLASS = "information_request"
PERSONAL = {
    "Request": ("text", "file_name", "attached"),
    "Requester": ("name", "address"),
    "Search": ("where", "terms", "result", "answer", "file_name"),
    "Wording": ("answer",),
    "QuestionRefusal": ("told",),
    "RequestStep": ("words",),
    "SentAnswer": ("answers", "licence_terms", "licence_reason", "late_reason"),
}
PERSONAL_FIELDS = {f"foi.{table}.{name}": CLASS for table, names in PERSONAL.items() for name in names}


def _closed() -> QuerySet[Request]:
    """Requests that were answered or ended, with the day of that or of a later step; under review none is closed."""
    steps = RequestStep.objects.filter(request=OuterRef("pk")).order_by("-on", "-recorded_at")
    last = Subquery(steps.filter(kind__in=LEADS_TO).values("kind")[:1])
    closed_on = Greatest("sent__sent_on", Subquery(steps.values("on")[:1]))
    rows = Request.objects.annotate(led=last, closed_on=closed_on)
    answered = Q(sent__isnull=False) & (Q(led=None) | ~Q(led=StepKind.REVIEW_ASKED))
    return rows.filter(answered | Q(sent=None, led__in=ENDS))


def _closed_before(day: date) -> QuerySet[Request]:
    """Requests that had an answer or an end before a day."""
    answered = SentAnswer.objects.order_by().filter(sent_on__lt=day).values("request")
    ended = RequestStep.objects.order_by().filter(kind__in=ENDS, on__lt=day).values("request")
    return Request.objects.filter(
        pk__in=answered.union(ended)
    )  # with OR, the database would read every request


ENDINGS = (
    Ending(
        Request,
        rows=_closed,
        among=_closed_before,
        began="closed_on",
        code=CLASS,
        event=_(
            "the close of the request: the answer, the outcome of the internal review, or the end of the request without an answer"
        ),
        page=lambda row: reverse("foi:request", args=[row.reference]),
    ),
)

READERS = {Request: may_read_requests, Publication: may_read_requests}
PAGES = {Publication: lambda row: reverse("foi:publication", args=[row.reference])}


def due(on: date) -> list[UUID]:
    """Requests that were closed before a day; the period of their class is the schedule's, applied by retention."""
    return ending.due(ENDINGS, on)


def find(*texts: str) -> list[UUID]:
    """Requests in whose text, requester, searches, sentences or letter one of these texts stands, however it is spelt; published answers too."""
    found: set[UUID] = set()
    for table, names in PERSONAL.items():
        request = "id" if table == "Request" else "request_id"
        rows = apps.get_model("foi", table)._default_manager.values(request, *names)
        found |= {row[request] for row in rows if says({name: row[name] for name in names}, *texts)}
    requests = Request.objects.filter(id__in=found).values_list("id", flat=True)
    return [*requests, *_published(texts)]


def _published(texts: Sequence[str]) -> set[UUID]:
    """Every edition in whose title or answers one of these stands, those that are not shown any more too, or the reason of whose withdrawal has it."""
    editions = Publication.objects.values("id", "title", "answers")
    withdrawn = Withdrawal.objects.values("publication_id", "reason")
    found = {
        row["id"] for row in editions if says({"title": row["title"], "answers": row["answers"]}, *texts)
    }
    return found | {row["publication_id"] for row in withdrawn if says({"reason": row["reason"]}, *texts)}


def _is_read(rows: Sequence[Publication], _besides: Collection[UUID]) -> dict[UUID, str]:
    """Say of editions why they stay: the public reads them, or would read an older one again without them."""
    going = {row.pk for row in rows}
    kept = Publication.objects.filter(reference__in={row.reference for row in rows}).exclude(pk__in=going)
    newest = dict(kept.order_by("edition").values_list("reference", "edition"))
    withdrawn = set(Withdrawal.objects.filter(publication__in=going).values_list("publication", flat=True))
    last = {row.reference: row.pk for row in sorted(rows, key=lambda row: row.edition)}
    whys = {}
    for row in rows:
        if newest.get(row.reference, 0) > row.edition or row.pk != last[row.reference]:
            continue
        if row.pk not in withdrawn:
            whys[row.pk] = gettext(
                "You cannot delete this edition of {reference}: the public can read it. Correct or withdraw the entry on its page first."
            ).format(reference=row.reference)
        elif row.reference in newest:
            whys[row.pk] = gettext(
                "You cannot delete this edition of {reference}: the public would then read an older edition. Delete the older editions first."
            ).format(reference=row.reference)
    return whys


def _is_public(ids: Collection[UUID]) -> dict[UUID, str]:
    """Say of editions that the public reads what must be done before they can be erased."""
    newer = Publication.objects.filter(reference=OuterRef("reference"), edition__gt=OuterRef("edition"))
    read = Publication.objects.filter(~Exists(newer), pk__in=ids, withdrawal=None)
    why = gettext(
        "The public can read this edition of {reference}. Correct or withdraw the entry on its page first, then decide again."
    )
    return {row.pk: why.format(reference=row.reference) for row in read}


STAY = {Publication: _is_public}

# The tables that name a request go with it; of these the files go too.
FILES = {Search: ("file_sha256",), SentAnswer: HASHES, RequestStep: HASHES}
GOES = (
    Going(
        Publication,
        EDITION_DISPOSED,
        parts=(Going(Withdrawal, EDITION_DISPOSED, by=("publication_id",)),),
        why_not=_is_read,
    ),
    Going(
        Request,
        DISPOSED,
        parts=tuple(Going(table, by=("request_id",), files=files) for table, files in FILES.items()),
        files=("file_sha256",),
    ),
)
dispose = disposing(GOES)
