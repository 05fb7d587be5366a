"""Evidence of how long things are kept, and whether anything is kept too long: one judgement for the inspectors' page and the sheet of the SRO."""

from collections import Counter
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.governance.retention_schedule.queries import schedule_in_force
from watchbook.organisation.models import Person
from watchbook.reports.inspection_evidence import Evidence, InspectionEvidence, of_figure
from watchbook.retention.deletion import queue
from watchbook.retention.deletion.closed_lists import kinds_untold
from watchbook.retention.deletion.queue import held_words


def kept_for(on: date) -> Evidence:
    """The schedule in force."""
    if schedule_in_force(on=on, as_at=None):
        yield from of_figure("retention_period")(on)


def past_its_end(on: date, reader: Person) -> Evidence:
    """Tell what is past its last day, where a schedule says when that is."""
    if schedule_in_force(on=on, as_at=None):
        yield from overdue_records(on, reader)


def overdue_records(on: date, reader: Person) -> Evidence:
    """Count what the reader may know of and is past its retention date: what nothing holds is a fault, what is held is none."""
    untold = kinds_untold(reader)
    found = [one for one in queue.overdue(on=on) if one.table not in untold]
    free, held = sum(one.count for one in found), Counter[str]()
    for one in found:
        held.update(one.held)
    words = ngettext(
        "{count} record is past its retention date, with no hold on it",
        "{count} records are past their retention date, with no hold on them",
        free,
    )
    yield InspectionEvidence(words.format(count=free), reverse("retention:due"), is_fault=bool(free))
    if held:
        words = ngettext(
            "{count} record is past its retention date but on hold: {why}",
            "{count} records are past their retention date but on hold: {why}",
            held.total(),
        )
        said = words.format(count=held.total(), why=held_words(held))
        yield InspectionEvidence(said, reverse("retention:due"))
    if untold:
        words = _(
            "The counts of records past their retention date leave out kinds of record that only some people may read. The page “Data pathway” has the figures for "
            "those kinds."
        )
        yield InspectionEvidence(words, reverse("retention:pathway"))
