"""Exhibits: produced from what a look holds, with the basis that the look had; marked, labelled, kept until a day; corrected.

Collateral people are counted and not named. A correction leaves in the log what it was before.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from unicodedata import combining, normalize

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record_row
from watchbook.audit_log.reference import next_number, next_reference
from watchbook.evidence.models import Capture, Exhibit, Sensitivity
from watchbook.evidence.permissions import may_change_exhibit, may_produce_exhibit, may_read_capture
from watchbook.evidence.retention_day import day_for
from watchbook.evidence.rules.exhibit import why_no_exhibit, why_not_by_hand
from watchbook.evidence.states import CaptureState, check_held
from watchbook.keys import envelope
from watchbook.organisation.models import Person

REGISTER = "EX"
LABELS = ("collateral", "sensitivity", "retention_class", "retain_until")
WORDS = ("shows", "minimised")

PRODUCED = Kind(
    "exhibit.produced",
    fields=("reference", "mark", "capture", "basis", *LABELS),
    says=gettext_lazy("The exhibit was produced."),
)
CORRECTED = Kind(
    "exhibit.corrected",
    fields=("reference", *LABELS, *(f"{name}_before" for name in LABELS)),
    personal=("why", *(f"{name}_before" for name in WORDS)),
    says=gettext_lazy("The exhibit’s label or notes were corrected."),
)
READ = Kind("exhibit.read", fields=("reference",), says=gettext_lazy("The exhibit’s notes were read."))


@dataclass(frozen=True)
class ExhibitFacts:
    """What is said of an exhibit: what it shows, how many others, how that was kept small, its label, how long it is kept."""

    shows: str
    minimised: str
    collateral: int
    retention_class: str
    retain_until: date | None = None
    sensitivity: Sensitivity = Sensitivity.NONE

    def words(self) -> dict[str, str]:
        """What lies in the envelope."""
        return {"shows": self.shows.strip(), "minimised": self.minimised.strip()}


@transaction.atomic
def produce(capture: Capture, facts: ExhibitFacts, *, by: Person, at: datetime) -> Exhibit:
    """Produce an exhibit from what a capture holds. It rests on the look's basis, which is copied as it stands."""
    held = locked(capture, "look__investigation")
    may_produce_exhibit(by, held)
    until = check_producing(held, facts, on=london_day(at))
    row = Exhibit(
        capture=held,
        investigation=held.look.investigation,
        basis=held.look.basis,
        basis_id=held.look.basis_id,
        produced_by=by,
        produced_at=at,
        **_labels(facts, until=until),
    )
    row.reference, row.mark = next_reference(REGISTER), next_mark(by.name)
    envelope.put(row, facts.words())
    row.save(force_insert=True)
    record_row(PRODUCED, row, by=by, at=at, capture=held.reference, **_told(row))
    return row


def check_producing(capture: Capture, facts: ExhibitFacts, *, on: date) -> date:
    """Return the day until which the exhibit is kept; refuse what `produce` refuses."""
    check_held(CaptureState(capture.state))
    _check(facts)
    if why := why_no_exhibit(basis=capture.look.basis, origin=capture.origin):
        raise WrongState(cannot(_("You cannot produce an exhibit"), why))
    return day_for(facts.retention_class, facts.retain_until, produced_on=on, settled_on=on)


@transaction.atomic
def correct(exhibit: Exhibit, facts: ExhibitFacts, *, why: str, by: Person, at: datetime) -> Exhibit:
    """Correct label and notes; what they were stays in the log. What it rests on and its mark never change."""
    row = locked(exhibit, "capture__look__investigation")
    may_change_exhibit(by, row)
    _check(facts)
    if not why.strip():
        raise WrongState(
            _(
                "You cannot correct this exhibit yet: the reason is missing. Say why you are correcting the exhibit."
            )
        )
    words = envelope.opened(row)
    before = _told(row) | {name: words.get(name, "") for name in WORDS}
    earlier = {f"{name}_before": value for name, value in before.items()}
    for name, value in _labels(facts, until=_corrected_day(row, facts, on=london_day(at))).items():
        setattr(row, name, value)
    envelope.put(row, facts.words())
    row.save(update_fields=[*LABELS, "envelope"])
    record_row(CORRECTED, row, by=by, at=at, why=why.strip(), **_told(row), **earlier)
    return row


@transaction.atomic
def read(exhibit: Exhibit, *, by: Person, at: datetime) -> dict[str, Any]:
    """What an exhibit's envelope holds; that somebody else than whoever produced it read it is recorded first."""
    may_read_capture(by, exhibit.capture)
    if exhibit.produced_by_id != by.id:
        record_row(READ, exhibit, by=by, at=at)
    return envelope.opened(exhibit)


def _check(facts: ExhibitFacts) -> None:
    """What the form could not know."""
    if not facts.shows.strip():
        raise WrongState(
            _(
                "You cannot save this exhibit yet: its description is missing. Say what the exhibit shows, without names."
            )
        )
    if facts.collateral and not facts.minimised.strip():
        raise WrongState(
            _(
                "You cannot save this exhibit yet: other people are in it. Say how you kept the intrusion on them to a minimum."
            )
        )


def _labels(facts: ExhibitFacts, *, until: date) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in LABELS} | {"retain_until": until}


def _corrected_day(row: Exhibit, facts: ExhibitFacts, *, on: date) -> date:
    """The day as it stands, as somebody enters it with a reason, or as another class settles it.

    What a class counts from may come long after production (a decision, an outcome): then the day is entered by hand. A
    schedule that was adopted later settles nothing anew.
    """
    produced_on, entered = london_day(row.produced_at), facts.retain_until
    if facts.retention_class != row.retention_class:
        stood = row.retain_until
        return day_for(facts.retention_class, entered, produced_on=produced_on, settled_on=on, stood=stood)
    if entered is None or entered == row.retain_until:
        return row.retain_until
    if why := why_not_by_hand(entered, produced_on=produced_on, entered_on=on):
        raise WrongState(cannot(_("You cannot choose this retention date"), why))
    return entered


def _told(row: Exhibit) -> dict[str, Any]:
    return {name: getattr(row, name) for name in LABELS} | {"sensitivity": str(row.sensitivity)}


LONGEST = 6  # of initials, as the column takes them
NO_LETTER = "X"  # of a name without a letter of the Latin alphabet
# Letters of Latin alphabets that are one sign, and no accent on another.
PLAIN = str.maketrans("ÆŒØŁĐÐÞĦŦŊẞƏ", "AOOLDDTHTNSE")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def initials_of(name: str) -> str:
    """The initials of a name in plain capitals: Zoë Ní Bhriain is ZNB. A name without a Latin letter has X."""
    letters = "".join(_plain(word[0]) for word in WORD.findall(normalize("NFC", name)))
    return letters[:LONGEST] or NO_LETTER


def next_mark(name: str) -> str:
    """The next mark of somebody of this name, taken in the transaction of the act that gives it.

    People of the same initials count on together, so that a mark is one exhibit's; a number is never skipped.
    """
    initials = initials_of(name)
    return f"{initials}/{next_number(f'mark {initials}')}"


def _plain(letter: str) -> str:
    capital = normalize("NFKD", letter.upper()[:1].translate(PLAIN))
    bare = "".join(sign for sign in capital if not combining(sign))[:1]
    return bare if bare.isascii() and bare.isalpha() else ""
