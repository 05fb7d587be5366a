"""Rights in one legal hold: who ends it, and who reads why it was placed."""

from django.utils.translation import gettext as _

from watchbook.acting.refusals import NotPermitted, can
from watchbook.organisation.models import Person
from watchbook.organisation.queries import duties_of, today
from watchbook.organisation.rules import DutyKind
from watchbook.retention.due import row_of
from watchbook.retention.legal_hold.models import LegalHold
from watchbook.retention.permissions import KNOWS_WHO_ASKS, may_place_hold, may_read_retention
from watchbook.retention.reading_rights import reads_all, require_right_to_read


def may_end_hold(person: Person, hold: LegalHold) -> None:
    """Let the person who placed a hold, the SRO, or another solicitor where a solicitor placed it, end it: it protects their case."""
    may_place_hold(person)
    mine = duties_of(person, on=today())
    if person.id == hold.placed_by_id or DutyKind.SENIOR_RESPONSIBLE_OFFICER in mine:
        return
    if DutyKind.SOLICITOR in mine and DutyKind.SOLICITOR in duties_of(hold.placed_by, on=today()):
        return
    why = _(
        "You cannot end this hold: {name} placed it. Ask {name} or the senior responsible officer to end it."
    )
    raise NotPermitted(why.format(name=hold.placed_by.name))


def may_know_what_is_held(person: Person, hold: LegalHold) -> None:
    """Let who reads for which names somebody asks know which record is held only if they may read it; others know it of each."""
    may_read_retention(person)
    asks_for_names = duties_of(person, on=today()) & {*KNOWS_WHO_ASKS}
    if asks_for_names and not reads_all(person, hold.table):
        may_read_why_held(person, hold)


def may_note_holds(person: Person) -> None:
    """Let the system person alone note the holds outside the database."""
    if not person.is_system:
        raise NotPermitted(
            _(
                "You cannot save the list of holds yourself: Watchbook saves it outside the register once a minute."
            )
        )


def may_read_why_held(person: Person, hold: LegalHold) -> None:
    """Let who may read the record read the reason, and who placed the hold or may end it: nobody ends what they could not read."""
    may_read_retention(person)
    if person.id in (hold.placed_by_id, hold.ended_by_id) or can(may_end_hold, person, hold):
        return
    record = row_of(hold.table, hold.thing)
    if record is None or not can(require_right_to_read, person, hold.table, record):
        why = _(
            "You cannot read why this hold was placed: you are not allowed to read the record. Ask {name}, who placed the hold."
        )
        raise NotPermitted(why.format(name=hold.placed_by.name))
