"""A purpose for which the person's data are used, and the law that it falls under, by two questions (DPA 2018 s.30(1)(b))."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from watchbook.acting.own_words import one_line
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record
from watchbook.keys import envelope
from watchbook.organisation.models import Person
from watchbook.retention.rights_request import found_item
from watchbook.retention.rights_request.models import ProcessingPurpose, RightsRequest
from watchbook.retention.rights_request.permissions import may_decide_found_item
from watchbook.retention.rights_request.rules import ItemDecision, Known, regime_of
from watchbook.retention.rights_request.states import RightsState, check_open

ADDED = Kind(
    "processing_purpose.added",
    ("reference", "number", "has_function", "is_against_crime", "regime"),
    ("purpose",),
    gettext_lazy("A purpose was added, with the law that it falls under."),
)
CORRECTED = Kind(
    "processing_purpose.corrected",
    ("reference", "number", "corrects", "has_function", "is_against_crime", "regime"),
    ("purpose",),
    gettext_lazy(
        "A purpose was corrected. If another law now applies to the purpose, decisions under it must be made again."
    ),
)


@dataclass(frozen=True)
class PurposeSaid:
    """A purpose in words, with the answers to the two questions on which its law hangs.

    `reopens` says that whoever corrects it knows that decisions under another law are to be made again.
    """

    purpose: str
    has_function: str
    is_against_crime: str
    reopens: bool = False


MISSING = gettext_noop(
    "The purpose or an answer is missing. Say what the data are used for, and answer both questions."
)


@transaction.atomic
def add(
    request: RightsRequest,
    purpose: str,
    *,
    has_function: str,
    is_against_crime: str,
    by: Person,
    at: datetime,
) -> ProcessingPurpose:
    """Add a purpose; the two answers decide its law, and an answer that is not known yet decides none."""
    row = locked(request)
    may_decide_found_item(by)
    tried = _("You cannot add this purpose")
    check_open(RightsState(row.state), tried=tried)
    if not purpose.strip() or not {has_function, is_against_crime} <= set(Known):
        raise WrongState(cannot(tried, _(MISSING)))
    answers = {"has_function": has_function, "is_against_crime": is_against_crime}
    number, regime = row.processingpurposes.count() + 1, regime_of(**answers).regime or ""
    added = ProcessingPurpose(request=row, number=number, regime=regime, recorded_by=by, **answers)
    envelope.put(added, {"purpose": one_line(purpose)})
    added.save(force_insert=True)
    record(
        ADDED,
        subject=row,
        by=by,
        at=at,
        reference=row.reference,
        number=number,
        regime=str(regime),
        purpose=one_line(purpose),
        **{name: str(answer) for name, answer in answers.items()},
    )
    return added


@transaction.atomic
def correct(old: ProcessingPurpose, said: PurposeSaid, *, by: Person, at: datetime) -> ProcessingPurpose:
    """Put a corrected purpose in the place of one; decisions under it stay under the same law, and are to be made again under another."""
    row = locked(old.request)
    may_decide_found_item(by)
    tried = _("You cannot correct this purpose")
    check_open(RightsState(row.state), tried=tried)
    if row.processingpurposes.filter(corrects=old.number).exists():
        why = _(
            "Somebody has already corrected this purpose. Open the page of the request to see the correction."
        )
        raise WrongState(cannot(tried, why))
    if not said.purpose.strip() or not {said.has_function, said.is_against_crime} <= set(Known):
        raise WrongState(cannot(tried, _(MISSING)))
    answers = {"has_function": said.has_function, "is_against_crime": said.is_against_crime}
    number, regime = row.processingpurposes.count() + 1, regime_of(**answers).regime or ""
    if regime != old.regime and not said.reopens:
        _check_reopened(row, old, tried=tried)
    made = ProcessingPurpose(
        request=row, number=number, regime=regime, corrects=old.number, recorded_by=by, **answers
    )
    words = one_line(said.purpose)
    envelope.put(made, {"purpose": words})
    made.save(force_insert=True)
    facts = {"regime": str(regime)} | {name: str(answer) for name, answer in answers.items()}
    about = {"number": number, "corrects": old.number}
    record(CORRECTED, subject=row, by=by, at=at, reference=row.reference, purpose=words, **about, **facts)
    found_item.put_under(old, made, by=by, at=at)
    return made


def _check_reopened(row: RightsRequest, old: ProcessingPurpose, *, tried: str) -> None:
    """Raise WrongState where another law would open decisions again, and with them end restrictions, and nobody was told."""
    decided = list(row.founditems.filter(purpose=old, is_protected=False).order_by("number"))
    if not decided:
        return
    records = ", ".join(dict.fromkeys(one.thing_reference for one in decided))
    why = _(
        "After this correction another law applies, so you must decide again on {records}. Tick the box if you want to go on."
    )
    restricted = [
        one.thing_reference
        for one in decided
        if one.decision == ItemDecision.RESTRICT and one.lifted_on is None
    ]
    ends = _(
        "Until you decide again, no restriction applies to {records}, and Watchbook does not warn anybody who opens such a record."
    )
    told = [why.format(records=records)]
    if restricted:
        told.append(ends.format(records=", ".join(dict.fromkeys(restricted))))
    raise WrongState(cannot(tried, " ".join(told)))
