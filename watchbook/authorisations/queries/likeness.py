"""Boxes of an application that are too like an earlier one that its reader may open: both passages, side by side."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from watchbook.acting.refusals import can
from watchbook.authorisations.application_form import Box, boxes_of
from watchbook.authorisations.models import ApplicationVersion, Authorisation
from watchbook.authorisations.permissions import may_read_authorisation
from watchbook.authorisations.rules.formulaic import Likeness, nearest_of
from watchbook.keys.envelope import Facts, opened_all
from watchbook.organisation.models import Person

COMPARED = 50  # earlier applications of the same kind, the newest first


@dataclass(frozen=True)
class Formulaic:
    """A box, the earlier application that it is like, how much, and the passage in both."""

    box: Box
    earlier: Authorisation
    alike: Likeness
    ours: str
    theirs: str


def formulaic_boxes(row: Authorisation, *, reader: Person, on: date) -> list[Formulaic]:
    """The compared boxes that share too much with an earlier application of the kind. Three queries and two looks at the keys."""
    earlier = _earlier(row, reader=reader)
    said = _answers([row, *earlier], reader=reader)
    answers = said[row.id]
    found = []
    for box in boxes_of(row.kind):
        text = answers.get(box.id, "")
        if not box.is_compared or not text:
            continue
        texts = [said[one.id].get(box.id, "") for one in earlier]
        if (most := nearest_of(text, earlier=texts, on=on)) is not None:
            place, alike = most
            longest = max(alike.passages, key=lambda one: one.end - one.start)
            found.append(
                Formulaic(
                    box=box,
                    earlier=earlier[place],
                    alike=alike,
                    ours=text[longest.start : longest.end],
                    theirs=texts[place][longest.earlier_start : longest.earlier_end],
                )
            )
    return found


def _answers(rows: list[Authorisation], *, reader: Person) -> dict[UUID, Facts]:
    """Return what each says: as it is written now for its applicant alone, for others as it was sent last."""
    sent = ApplicationVersion.objects.filter(authorisation__in=rows).order_by("number")
    newest = {one.authorisation_id: one for one in sent.exclude(authorisation__applicant=reader)}
    texts, own = opened_all(newest.values()), opened_all([one for one in rows if one.id not in newest])
    return {
        one.id: texts[newest[one.id].id] if one.id in newest else own[one.id].get("answers", {})
        for one in rows
    }


def _earlier(row: Authorisation, *, reader: Person) -> list[Authorisation]:
    rows = (
        Authorisation.objects.filter(
            Q(submitted_at__isnull=False) | Q(applicant=reader),  # nobody reads another's draft
            kind=row.kind,
            recorded_at__lt=row.recorded_at,
            is_imported=False,
        )
        .select_related("investigation")
        .order_by("-recorded_at")[:COMPARED]
    )
    return [one for one in rows if can(may_read_authorisation, reader, one)]
