"""Adding and amending the subjects of an investigation, and recording that one was read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record_row
from watchbook.investigations import account
from watchbook.investigations.account_address import ELSEWHERE, RecognisedAddress, recognised
from watchbook.investigations.models import Investigation, Subject, SubjectKind
from watchbook.investigations.permissions import (
    may_change_investigation,
    may_read_investigation,
    may_read_subject,
)
from watchbook.investigations.states import InvestigationState, check_open
from watchbook.keys import blind_index, envelope
from watchbook.keys.models import BlindIndexEntry
from watchbook.organisation.models import Person

NAME, HANDLE = "subject.name", "subject.handle"
FIELDS = ("reference", "number", "kind", "people")
SAID = ("called", "handles", "known", "address", "born")
ADDED = Kind("subject.added", fields=FIELDS, personal=SAID, says=gettext_lazy("The subject was added."))
AMENDED = Kind(
    "subject.amended",
    fields=FIELDS,
    personal=SAID,
    says=gettext_lazy("The details of the subject were corrected."),
)
READ = Kind("subject.read", fields=("reference", "number"), says=gettext_lazy("The subject was read."))
ALL_READ = Kind(
    "subject.all_read", fields=("reference", "numbers"), says=gettext_lazy("The list of subjects was read.")
)
_IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]?")
_APOSTROPHE = re.compile("['’‘`´]")
_WORD = re.compile(r"[^\W_]+")
_TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "sir", "dame", "cllr"}


@dataclass(frozen=True)
class SubjectParticulars:
    """The particulars of a subject, all of them in the envelope: name, handles, what is known, address and date of birth."""

    called: str = ""
    handles: tuple[str, ...] = ()
    known: str = ""
    address: str = ""
    born: date | None = None

    @property
    def name(self) -> str:
        """The name, else the handles."""
        return self.called or ", ".join(self.handles)

    @property
    def in_full(self) -> str:
        """The name with the address and the date of birth, as the official forms ask for them; what is not known says so."""
        where = ", ".join(filter(None, map(str.strip, self.address.splitlines())))
        born = (
            _("born on {day:%-d %B %Y}").format(day=self.born) if self.born else _("date of birth not known")
        )
        return ", ".join((self.name, where or _("address not known"), born))


@transaction.atomic
def add(
    investigation: Investigation,
    particulars: SubjectParticulars,
    *,
    kind: SubjectKind,
    people: int | None = None,
    by: Person,
    at: datetime,
) -> Subject:
    """Whom or what the investigation is about. `people` is how many, None where that is not known."""
    whole = locked(investigation)
    may_change_investigation(by, whole)
    check_open(InvestigationState(whole.state))
    said = _said(particulars, at=at)
    last = whole.subjects.aggregate(last=Max("number"))["last"] or 0
    row = Subject(
        investigation=whole, number=last + 1, kind=kind, people=_how_many(kind, people), added_by=by
    )
    envelope.put(row, said)
    row.save(force_insert=True)
    _index(row, particulars)
    record_row(ADDED, row, by=by, at=at, reference=whole.reference, **said)
    _add_accounts(row, particulars, by=by, at=at)
    return row


@transaction.atomic
def amend(
    subject: Subject,
    particulars: SubjectParticulars,
    *,
    kind: SubjectKind,
    people: int | None = None,
    by: Person,
    at: datetime,
) -> Subject:
    """Say it better. It is found by what is said now, and no longer by what was said before."""
    whole = locked(subject.investigation)
    row = whole.subjects.select_for_update().get(pk=subject.pk)
    may_change_investigation(by, whole)
    check_open(InvestigationState(whole.state))
    said = _said(particulars, at=at)
    if row.kind != kind:  # it counts as a person's until somebody else confirms it
        row.kind_by, row.kind_confirmed_by, row.kind_confirmed_at = by, None, None
    row.kind, row.people = kind, _how_many(kind, people)
    envelope.put(row, said)
    row.save(
        update_fields=["kind", "people", "kind_by", "kind_confirmed_by", "kind_confirmed_at", "envelope"]
    )
    BlindIndexEntry.objects.filter(item=row.id).delete()
    _index(row, particulars)
    record_row(AMENDED, row, by=by, at=at, reference=whole.reference, **said)
    _add_accounts(row, particulars, by=by, at=at)
    return row


@transaction.atomic
def read(subject: Subject, *, by: Person, at: datetime) -> SubjectParticulars:
    """What is said of a subject; that somebody read it is recorded first."""
    may_read_subject(by, subject)
    reference = subject.investigation.reference
    record_row(READ, subject, by=by, at=at, reference=reference)
    return particulars_of(subject)


@transaction.atomic
def read_listed(
    investigation: Investigation, subjects: Iterable[Subject], *, by: Person, at: datetime
) -> list[tuple[Subject, SubjectParticulars]]:
    """Subjects of an investigation with what is said of each; that somebody read it is recorded first, in one event."""
    may_read_investigation(by, investigation)
    rows = list(subjects)
    if rows:
        numbers = [str(row.number) for row in rows]
        record_row(ALL_READ, investigation, by=by, at=at, numbers=numbers)
    said = envelope.opened_all(rows)
    return [(row, particulars_in(said[row.id])) for row in rows]


def particulars_of(subject: Subject) -> SubjectParticulars:
    """What is said of it, out of its envelope; for pages go by `read`."""
    return particulars_in(envelope.opened(subject))


def particulars_in(said: envelope.Facts) -> SubjectParticulars:
    """The particulars in an envelope that was opened."""
    return SubjectParticulars(
        called=said["called"],
        handles=tuple(said.get("handles", ())),
        known=said.get("known", ""),
        address=said.get("address", ""),
        born=date.fromisoformat(said["born"]) if said.get("born") else None,
    )


def _said(particulars: SubjectParticulars, *, at: datetime) -> dict[str, str | list[str]]:
    handles = [handle.strip() for handle in particulars.handles if handle.strip()]
    if not particulars.called.strip() and not handles:
        raise WrongState(
            _(
                "You cannot save this subject yet: it has no name or handle. Enter a name or a handle, or describe the subject in a few words."
            )
        )
    if particulars.born is not None and particulars.born > london_day(at):
        raise WrongState(
            _("You cannot save this subject yet: the date of birth is in the future. Correct the date.")
        )
    return {
        "called": particulars.called.strip(),
        "handles": list(dict.fromkeys(handles)),
        "known": particulars.known.strip(),
        "address": particulars.address.strip(),
        "born": particulars.born.isoformat() if particulars.born else "",
    }


def _how_many(kind: SubjectKind, people: int | None) -> int | None:
    return 1 if kind == SubjectKind.PERSON else people


def _add_accounts(row: Subject, particulars: SubjectParticulars, *, by: Person, at: datetime) -> None:
    """Add the account that a handle names, where it was typed as an address; the subject may have had it before."""
    had = set(row.accounts.values_list("id", flat=True))
    typed = [found for one in particulars.handles if (found := _typed_address(one))]
    named = {found.account: found for found in typed if found.account}
    if typed and not named and not had:
        account.note_page(row, typed[0].address, by=by, at=at)
    new = [found for found in named.values() if not account.items_of(str(found.account)) & had]
    if new and (len(new) > 1 or row.accounts.filter(parted_at=None).exists()):
        raise WrongState(
            _(
                "You cannot save this subject yet: the subject would have more than one account. Keep the address of one account. Add the "
                "others as accounts of the subject, with the evidence that they belong to the same subject."
            )
        )
    for found in new:
        account.add(row, found.address, by=by, at=at)


def _typed_address(handle: str) -> RecognisedAddress | None:
    """Return what a handle names that is an address; a bare name such as “jane.doe” is none, although it could name a site."""
    found = recognised(handle)
    is_address = found is not None and (found.platform not in ELSEWHERE or "/" in handle or "@" in handle[1:])
    return found if found and found.page and is_address else None


def _index(row: Subject, particulars: SubjectParticulars) -> None:
    entries = blind_index.entries(row.id, kind=NAME, words=name_forms(particulars.called))
    for entry in (*entries, *blind_index.entries(row.id, kind=HANDLE, words=particulars.handles)):
        entry.save(force_insert=True)


def name_forms(name: str) -> set[str]:
    """Return the name as it is written, and its one form without a note in brackets, a title, marks or accents, in any order.

    A name is found by exact hashes alone. What people add as they write it must not keep it from being found.
    """
    plain = _APOSTROPHE.sub("", _IN_BRACKETS.sub("", name))
    words = [one for one in _WORD.findall(plain) if one.lower() not in _TITLES]
    return {name, *([in_any_order(words)] if len(words) > 1 else words)} - {""}


def in_any_order(words: Iterable[str]) -> str:
    """Return one text for the same words, whatever their order, capital letters and accents."""
    return " ".join(sorted(map(blind_index.fold, words)))
