"""The sheet of texts that officers label: a few an hour, sealed under a key of their own, which is destroyed within seven days.

A text stands on its sheet while its source shows it, unchanged, and until two officers have labelled it. Its labels are then
counted without it. Nothing says who wrote it.
"""

import random
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.record import Kind, record_row
from watchbook.keys import destruction, envelope
from watchbook.law.parameters import number
from watchbook.listening.cleaning import kept_words
from watchbook.listening.counting import LATE
from watchbook.listening.feed import FeedReading
from watchbook.listening.feed_posts import same_post
from watchbook.listening.labels import counted_labels, with_pairs_counted, without_gone
from watchbook.listening.matching import matched_queries, topics_in
from watchbook.listening.models import LabelSheet, Project
from watchbook.listening.opinion import Opinion, cell_of
from watchbook.listening.permissions import may_count_posts, may_label_project
from watchbook.listening.queries import open_sheets, proposers_of
from watchbook.listening.rules import AREA, lines_of
from watchbook.organisation.models import Person
from watchbook.register import entry

HOUR = timedelta(hours=1)
ON_A_PAGE = 10
ENVELOPE = "listening.label_sheet"
FIELDS = ("project_reference", "day_on")
KEPT = Kind("label_sheet.kept", FIELDS, says=gettext_lazy("Texts for labelling were stored or removed."))
READ = Kind("label_sheet.read", FIELDS, says=gettext_lazy("Texts for labelling were read."))
LABELLED = Kind("label_sheet.labelled", FIELDS, says=gettext_lazy("Texts were labelled."))
CLOSED = Kind(
    "label_sheet.closed",
    FIELDS,
    says=gettext_lazy("A day’s texts were deleted and their labels were counted."),
)

type SheetFacts = dict[str, Any]


@transaction.atomic
def keep(project: Project, readings: Iterable[FeedReading], *, by: Person, at: datetime) -> list[LabelSheet]:
    """Keep a few texts of the last hour, and remove each text that its source does not show any more."""
    may_count_posts(by)
    found, today = list(readings), london_day(at)
    shown = {one.source: one.shown for one in found}
    sheets = [entry.lock(one) for one in open_sheets(project.reference)]
    if today not in {one.day_on for one in sheets}:
        sheets.append(LabelSheet(project_reference=project.reference, day_on=today))
    for sheet in sheets:
        held = without_gone(facts_of(sheet), shown)
        if sheet.day_on == today:
            held["texts"] += _sample(project, found, {same_post(one["mark"]) for one in held["texts"]}, at=at)
        _seal(sheet, held)
        sheet.save()
        record_row(KEPT, sheet, by=by, at=at)
    return sheets


@transaction.atomic
def read(project: Project, *, by: Person, at: datetime) -> list[SheetFacts]:
    """Return some texts of a project that a person has not labelled, once it is recorded that they read them."""
    may_label_project(by, project.service_id, proposers_of(project))
    told: list[SheetFacts] = []
    for sheet in open_sheets(project.reference, on=london_day(at)):
        waiting = [one for one in facts_of(sheet)["texts"] if str(by.pk) not in one["labels"]]
        if chosen := waiting[: ON_A_PAGE - len(told)]:
            record_row(READ, sheet, by=by, at=at)
            told += chosen
    return told


@transaction.atomic
def label(project: Project, given: Mapping[str, Opinion], *, by: Person, at: datetime) -> int:
    """Label texts by their marks; return how many. One that is gone is passed over; one with two labels goes and is counted."""
    may_label_project(by, project.service_id, proposers_of(project))
    sheets, labelled = [entry.lock(one) for one in open_sheets(project.reference, on=london_day(at))], 0
    for sheet in sheets:
        held = facts_of(sheet)
        meant = [one for one in held["texts"] if one["mark"] in given]
        for one in meant:
            one["labels"][str(by.pk)] = given[one["mark"]]
        if meant:
            _seal(sheet, with_pairs_counted(held))
            sheet.save(update_fields=["sealed"])
            record_row(LABELLED, sheet, by=by, at=at)
            labelled += len(meant)
    return labelled


@transaction.atomic
def close(sheet: LabelSheet, *, by: Person, at: datetime) -> LabelSheet:
    """Count the labels of a day, and destroy its texts with their key."""
    sheet = entry.lock(sheet)
    may_count_posts(by)
    if sheet.closed_at is not None:
        raise WrongState(cannot(_("You cannot close this sheet"), _("This sheet is already closed.")))
    sheet.labels, sheet.pairs = counted_labels(facts_of(sheet)["pairs"])
    sheet.closed_at, sheet.sealed = at, b""
    sheet.save(update_fields=["labels", "pairs", "closed_at", "sealed"])
    record_row(CLOSED, sheet, by=by, at=at)
    destruction.at_commit(sheet.pk)
    return sheet


def is_over(sheet: LabelSheet, *, moment: datetime) -> bool:
    """Whether the texts of a sheet have had their time, which ends before the last day that they may be kept."""
    days = number(f"{AREA}texts_kept_days", on=sheet.day_on)
    return london_day(moment) >= sheet.day_on + timedelta(days=days - 1)


def facts_of(sheet: LabelSheet) -> SheetFacts:
    """Open a sheet: its texts, and the labels of those that went with two. One whose key is gone holds nothing."""
    if not sheet.sealed or envelope.is_destroyed(sheet.pk):
        return {"texts": [], "pairs": []}
    return envelope.open_sealed(bytes(sheet.sealed), item=sheet.pk, kind=ENVELOPE)


def _seal(sheet: LabelSheet, facts: SheetFacts) -> None:
    sheet.sealed = envelope.seal(facts, item=sheet.pk, kind=ENVELOPE)


def _sample(
    project: Project, readings: Iterable[FeedReading], held: set[str], *, at: datetime
) -> list[SheetFacts]:
    """Choose a few posts of the last hour by chance, with what names anybody taken out of their texts."""
    queries = matched_queries(lines_of(project.search_words))
    until = at - LATE
    fresh = {  # of one that two feeds show, one
        post.same: (reading.source, post)
        for reading in readings
        for post in reading.posts
        if until - HOUR < post.at <= until
        and post.same not in held
        and topics_in(post.text, queries, topics=project.topics)
    }
    most = number(f"{AREA}texts_an_hour", on=london_day(at))
    return [
        {
            "mark": post.mark,
            "source": source,
            "text": kept_words(post.text),
            "cell": cell_of(post.text),
            "labels": {},
        }
        for source, post in random.SystemRandom().sample(list(fresh.values()), min(most, len(fresh)))
    ]
