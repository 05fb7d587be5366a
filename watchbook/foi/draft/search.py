"""A search by hand: where somebody looked, for what, when, and what they found; its certificate (FOIA s.1(1), s.1(4)).

Absence from our registers proves nothing. What a person looked for and did not find is what makes “not held” an answer.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log import record as log
from watchbook.audit_log.record import Kind
from watchbook.audit_log.reference import next_reference
from watchbook.files.store import the_store
from watchbook.files.upload import Content
from watchbook.foi.models import Request, Search, SearchOutcome
from watchbook.foi.permissions import may_record_search
from watchbook.foi.request.open_request import must_be_asked, must_be_open
from watchbook.organisation.models import Person

REGISTER = "SC"
LIMITS = {"where": 4_000, "terms": 4_000, "result": 8_000, "answer": 20_000}
MISSING = {
    "where": gettext_lazy("Enter the places where you searched. A search without a place proves nothing."),
    "terms": gettext_lazy("Enter the words that you searched for. A search without terms proves nothing."),
    "result": gettext_lazy("Enter the result of the search, even if you found no records."),
    "answer": gettext_lazy("Enter the sentence for the requester."),
}
ADDRESS = re.compile(r"https://\w[^\s]*\.[^\s]+")
RECORDED = Kind(
    "search.recorded",
    fields=("reference", "question", "searched_on", "searched_by", "outcome", "start", "end", "file_sha256"),
    personal=tuple(LIMITS),
    says=gettext_lazy("A search by hand was recorded."),
)


@dataclass(frozen=True)
class SearchParticulars:
    """Where was looked, for which terms, when, what came of it, and the sentence for the requester.

    `outcome` is one of SearchOutcome; `searched_by` is whoever looked, None for the person who records it.
    """

    where: str
    terms: str
    searched_on: date
    result: str
    outcome: str
    answer: str
    searched_by: Person | None = None


@transaction.atomic
def record(
    request: Request,
    *,
    start: int,
    end: int,
    particulars: SearchParticulars,
    file: Content | None,
    by: Person,
    at: datetime,
) -> Search:
    """Record a search for one question, with a file of what it found where one is to be kept. The newest holds."""
    may_record_search(by)
    locked = must_be_open(request)
    question = must_be_asked(locked, start=start, end=end)
    _check(particulars, received_on=locked.received_on, today=london_day(at))
    search = Search(
        request=locked,
        start=start,
        end=end,
        reference=next_reference(REGISTER),
        searched_on=particulars.searched_on,
        searched_by=particulars.searched_by or by,
        outcome=particulars.outcome,
        recorded_by=by,
        **_texts(particulars),
    )
    if file:  # the bytes first: a row may never name a file that is not there
        search.file_sha256, search.file_name = the_store().put(file.data), file.name
    search.save(force_insert=True)
    told = ("reference", "searched_on", "start", "end", "file_sha256", *LIMITS)
    facts = {name: getattr(search, name) for name in told}
    facts |= {
        "question": question.number,
        "searched_by": search.searched_by_id,
        "outcome": str(search.outcome),
    }
    log.record(RECORDED, subject=locked, by=by, at=at, **facts)
    return search


def _texts(particulars: SearchParticulars) -> dict[str, str]:
    return {name: getattr(particulars, name).strip() for name in LIMITS}


def _check(particulars: SearchParticulars, *, received_on: date, today: date) -> None:
    texts = _texts(particulars)
    if empty := [name for name, text in texts.items() if not text]:
        raise WrongState(str(MISSING[empty[0]]))
    for name, text in texts.items():
        if len(text) > LIMITS[name]:
            raise WrongState(
                _(
                    "You cannot save this text: it has {length} characters, and the limit is {limit}. Shorten the text."
                ).format(length=f"{len(text):,}", limit=f"{LIMITS[name]:,}")
            )
    if particulars.searched_on > today:
        raise WrongState(
            _("You cannot record this search: its date is in the future. Enter the date of the search.")
        )
    if particulars.searched_on < received_on:
        raise WrongState(
            _(
                "You cannot use this search: it was made before we received the request, so it does not show what we held on the date of receipt. Search again, "
                "and enter the date of the new search."
            )
        )
    if particulars.outcome not in SearchOutcome.values:
        raise WrongState(
            _(
                "You cannot record this search: you have not selected the answer that follows from it. Select an answer from the list."
            )
        )
    if particulars.outcome == SearchOutcome.HELD_LINK and not ADDRESS.search(texts["answer"]):
        raise WrongState(
            _(
                "You cannot record this answer yet: you selected that the information is published, but the sentence for the requester does not give the web "
                "address. Add the address, beginning with https://."
            )
        )
