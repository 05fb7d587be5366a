"""An import on its way: a spreadsheet is sent, its columns are matched, its days asked about, and it is carried out.

Until then it is kept under its hash in the store, and what nobody finishes within a day goes.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind, record_row
from watchbook.files import removal
from watchbook.files.parcel import Parcel, pack, unpack
from watchbook.files.spreadsheet import read_sheet
from watchbook.files.store import the_store
from watchbook.organisation.models import Person
from watchbook.register import column_mapping
from watchbook.register import spreadsheet as register_import
from watchbook.register.models.imports import PendingImport
from watchbook.register.spreadsheet import Outcome, Register, check_mapping, may_import

FIELDS = ("register", "parcel_sha256")
KEPT = Kind("pending_import.kept", FIELDS, says=_("A spreadsheet was uploaded for import into the register."))
MATCHED = Kind("pending_import.matched", FIELDS, says=_("The columns of the spreadsheet were matched."))
ANSWERED = Kind(
    "pending_import.answered",
    (*FIELDS, "answers"),
    says=_("The order of day and month in the spreadsheet was chosen."),
)
CARRIED_OUT = Kind("pending_import.imported", (*FIELDS, "rows"), says=_("The spreadsheet was imported."))
DROPPED = Kind("pending_import.dropped", FIELDS, says=_("A spreadsheet that was not imported was deleted."))
KEPT_FOR = timedelta(days=1)


@transaction.atomic
def keep(
    register: Register, parcel: Parcel, *, instead_of: PendingImport | None = None, by: Person, at: datetime
) -> PendingImport:
    """Keep what was sent until it is carried out, and drop what it replaces and what nobody finished."""
    earlier = _locked(instead_of, by=by) if instead_of else None
    may_import(by, register)
    pending = PendingImport(
        register=register.name,
        parcel_sha256=the_store().put(pack(parcel)),
        kept_by=by,
        answers=earlier.answers if earlier else {},
    )
    pending.save(force_insert=True)
    record_row(KEPT, pending, by=by, at=at)
    if earlier:
        record_row(DROPPED, earlier, by=by, at=at)
        _forget([earlier])
    drop_old(by=by, at=at)
    return pending


@transaction.atomic
def match(
    pending: PendingImport, register: Register, places: Mapping[str, int], *, by: Person, at: datetime
) -> PendingImport:
    """Say which column of the spreadsheet is which of ours, and remember it for the next with the same headings."""
    pending = _locked(pending, by=by)
    may_import(by, register)
    parcel = parcel_of(pending)
    sheet = read_sheet(parcel.data, name=parcel.name)
    check_mapping(register, sheet, places)
    column_mapping.remember(register, sheet.headings, places, by=by, at=at)
    pending.places = dict(places)
    pending.save(update_fields=["places"])
    record_row(MATCHED, pending, by=by, at=at)
    return pending


@transaction.atomic
def answer(
    pending: PendingImport, register: Register, answers: Mapping[str, str], *, by: Person, at: datetime
) -> PendingImport:
    """Say how the days of the spreadsheet are written."""
    pending = _locked(pending, by=by)
    may_import(by, register)
    pending.answers = dict(answers)
    pending.save(update_fields=["answers"])
    told = [f"{key}={reading}" for key, reading in answers.items()]
    record_row(ANSWERED, pending, by=by, at=at, answers=told)
    return pending


@transaction.atomic
def carry_out(pending: PendingImport, register: Register, *, seen: str, by: Person, at: datetime) -> Outcome:
    """Import it, every row or none, and forget the upload; `seen` is the digest of what the person was shown."""
    pending = _locked(pending, by=by)
    may_import(by, register)
    if seen != digest(pending):
        raise WrongState(
            _(
                "You cannot import these rows: you changed the columns or dates in another window. Check the rows again."
            )
        )
    parcel = parcel_of(pending)
    outcome = register_import.run(
        register,
        parcel.data,
        name=parcel.name,
        files=parcel.documents,
        mapping=pending.places,
        answers=pending.answers,
        by=by,
        at=at,
    )
    record_row(CARRIED_OUT, pending, by=by, at=at, rows=len(outcome.rows))
    _forget([pending])
    return outcome


@transaction.atomic
def drop_old(*, by: Person, at: datetime) -> None:
    """Drop every upload that is older than a day, whoever sent it; the clock and the next import call it."""
    rows = PendingImport.objects.select_for_update(skip_locked=True).filter(recorded_at__lt=at - KEPT_FOR)
    old = list(rows)
    for pending in old:
        record_row(DROPPED, pending, by=by, at=at)
    _forget(old)


def find(pending_id: UUID, register: Register, *, kept_by: Person) -> PendingImport | None:
    """Somebody's own import into a register that is on its way; nobody else's."""
    return PendingImport.objects.filter(pk=pending_id, register=register.name, kept_by=kept_by).first()


def parcel_of(pending: PendingImport) -> Parcel:
    """What was sent."""
    return unpack(the_store().get(pending.parcel_sha256))


def digest(pending: PendingImport) -> str:
    """A short name of how columns and days were answered: it changes when they are."""
    told = json.dumps([pending.places, pending.answers], sort_keys=True)
    return sha256(told.encode()).hexdigest()[:16]


def _locked(pending: PendingImport, *, by: Person) -> PendingImport:
    """The row, locked; only whoever sent it goes on with it."""
    row = PendingImport.objects.select_for_update().filter(pk=pending.pk, kept_by=by).first()
    if row is None:
        raise WrongState(
            _(
                "You cannot go on with this import: it has been carried out, or is over a day old. Check the register, and upload the file again if its rows are missing."
            )
        )
    return row


def _forget(rows: Iterable[PendingImport]) -> None:
    hashes = {row.parcel_sha256 for row in rows}
    for row in rows:
        row.delete()
    removal.at_commit(*hashes)
