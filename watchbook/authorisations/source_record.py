"""A covert source's own records: kept by those who run the source, opened by them and by the officer who authorised it.

Each opening is recorded first. No event says what is in them: not even sealed, for an event lies under another key.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record_row
from watchbook.authorisations.models import Authorisation, Particular, SourceRecord, SourceVault
from watchbook.authorisations.particulars import check_two_people
from watchbook.authorisations.permissions import (
    may_answer_for_source,
    may_keep_source_records,
    may_open_source_records,
)
from watchbook.authorisations.queries.sources import is_opened_to
from watchbook.authorisations.states import AuthorisationKind
from watchbook.keys.envelope import opened_all, put
from watchbook.organisation.models import Person
from watchbook.web.text_box import LONGEST

KEPT = Kind(
    "source_record.recorded",
    fields=("reference", "particular"),
    says=gettext_lazy("Somebody added to the source’s own records."),
)
READ = Kind(
    "source_record.read",
    fields=("reference", "entries"),
    says=gettext_lazy("The source’s own records were opened."),
)
HANDED_OVER = Kind(
    "source_record.keepers_changed",
    fields=("reference", "handler", "controller", "record_keeper"),
    says=gettext_lazy("The handler, the controller and the record-keeper of the source were changed."),
)


@dataclass(frozen=True)
class Keepers:
    """Who runs the source: day-to-day contact, general oversight, its records (RIPA s.29(5))."""

    handler: Person
    controller: Person
    record_keeper: Person


@transaction.atomic
def keep(
    authorisation: Authorisation, *, particular: str, words: str, by: Person, at: datetime
) -> SourceRecord:
    """Write something into the source's records; it is never changed, a correction is a further entry."""
    row = locked(authorisation)
    may_keep_source_records(by, row)
    _check_of_a_source(row)
    if particular not in Particular or not words.strip():
        raise WrongState(_("You cannot save an empty entry. Enter what you want to record about the source."))
    if len(words) > LONGEST:
        raise WrongState(
            _("You cannot save this entry: it is longer than {most} characters. Split the entry.").format(
                most=LONGEST
            )
        )
    entry = SourceRecord(vault=_vault(row), authorisation=row, particular=particular, by=by, at=at)
    put(entry, {"words": words})
    entry.save(force_insert=True)
    record_row(KEPT, row, by=by, at=at, particular=particular)
    return entry


@transaction.atomic
def read(authorisation: Authorisation, *, by: Person, at: datetime) -> list[tuple[SourceRecord, str]]:
    """Every entry with its words; that they were opened, and by whom, is recorded first."""
    may_open_source_records(by, authorisation, is_opened_to(by, authorisation, at=at))
    _check_of_a_source(authorisation)
    entries = list(SourceRecord.objects.filter(authorisation=authorisation).select_related("by"))
    record_row(READ, authorisation, by=by, at=at, entries=len(entries))
    said = opened_all(entries)
    return [(entry, said[entry.id]["words"]) for entry in entries]


@transaction.atomic
def hand_over(authorisation: Authorisation, keepers: Keepers, *, by: Person, at: datetime) -> Authorisation:
    """Set who runs the source; who ran it until now stays in the source's records, with the moment."""
    row = locked(authorisation)
    may_answer_for_source(by, row)
    _check_of_a_source(row)
    check_two_people(keepers.handler, keepers.controller, nation=row.nation)
    before = _("{handler}, {controller}, {record_keeper}, until {moment}").format(
        handler=row.handler,
        controller=row.controller,
        record_keeper=row.record_keeper,
        moment=at.isoformat(timespec="minutes"),
    )
    entry = SourceRecord(vault=_vault(row), authorisation=row, particular=Particular.PERIODS, by=by, at=at)
    put(entry, {"words": before})
    entry.save(force_insert=True)
    row.handler, row.controller = keepers.handler, keepers.controller
    row.record_keeper = keepers.record_keeper
    row.save(force_update=True)
    record_row(
        HANDED_OVER,
        row,
        by=by,
        at=at,
        handler=keepers.handler.id,
        controller=keepers.controller.id,
        record_keeper=keepers.record_keeper.id,
    )
    return row


def _check_of_a_source(row: Authorisation) -> None:
    if row.kind != AuthorisationKind.CHIS or row.is_imported:
        raise WrongState(
            _(
                "You cannot keep records of a source here: only an authorisation of a covert source has such records. Open that authorisation first."
            )
        )


def _vault(row: Authorisation) -> SourceVault:
    """The vault, made with the first entry; the row is locked, so there is one."""
    found = SourceVault.objects.filter(authorisation=row).first()
    if found is None:
        found = SourceVault(authorisation=row)
        found.save(force_insert=True)
    return found
