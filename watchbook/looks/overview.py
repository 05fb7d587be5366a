"""The looks of an investigation for its overview: each subject's on a line against the thresholds, and the look to close."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import can
from watchbook.authorisations.models import Authorisation, AuthorisedSubject, OvertPlan
from watchbook.authorisations.overview import steps_in
from watchbook.authorisations.queries.in_force import not_yet_in_force
from watchbook.investigations.models import Investigation, Subject
from watchbook.investigations.overview import OverviewShare
from watchbook.investigations.together import counts_as, together_with
from watchbook.looks.models import Look
from watchbook.looks.permissions import may_look_at
from watchbook.looks.queries.drift import counted, covering, drift_of, looks_in, thresholds_on
from watchbook.looks.queries.stopped_subjects import stopped_among
from watchbook.looks.rules.assessed import NEEDS, NEVER, SOURCE
from watchbook.looks.rules.drift import LookLimits, LooksStanding, standing, window_begins
from watchbook.looks.states import LookState
from watchbook.organisation.models import Person
from watchbook.triage.models import Assessment
from watchbook.web.overview import DrawnFigures, StepAhead
from watchbook.web.picture import WHOLE, PictureRow, Shape, upright

DRAWN = 5  # subjects, those looked at most; the others are on the tab of the looks


class SubjectStanding(NamedTuple):
    """A subject, how it stands before the next look, and whether looks at it ask for more as they grow."""

    subject: Subject
    stands: LooksStanding
    counts: bool
    missing: str = ""  # without it no look opens
    covers: str = ""  # on what the next look opens


def of_investigation(investigation: Investigation, *, reader: Person, at: datetime) -> OverviewShare:
    """The looks at its subjects as a picture, and an open look of this reader as what is next.

    Four queries, five at most for each of the five subjects that are drawn, and those of `stopped_among` and `_covered`.
    """
    by_law = thresholds_on(london_day(at))
    subjects = list(
        investigation.subjects.select_related("investigation")
        .annotate(looked=Count("looks"))
        .order_by("-looked", "number")[:DRAWN]
    )
    stopped = stopped_among(_may_be_stopped(subjects), at=at)
    covered = _covered(subjects, reader=reader, at=at)
    found = [
        _standing(one, by_law=by_law, at=at)._replace(
            missing=stopped.get(one.id, ""), covers=covered.get(one.id, "")
        )
        for one in subjects
    ]
    mine = Look.objects.filter(investigation=investigation, opened_by=reader, state=LookState.OPEN)
    return OverviewShare(
        picture=_picture(found, by_law=by_law) if found else None,
        nexts=tuple(
            _nexts(
                mine.defer("envelope").order_by("opened_at").first(),
                found,
                by_law=by_law,
                reader=reader,
                at=at,
            )
        ),
    )


def _may_be_stopped(subjects: Sequence[Subject]) -> Sequence[Subject]:
    """The one subject, whose next look is told; of several those of which an assessment ever asked for more than a plan. One query."""
    if len(subjects) == 1:
        return subjects
    asked = Assessment.objects.filter(
        subject__in=subjects, outcomes__overlap=[*NEVER, *(NEEDS.keys() - {"overt_plan"})]
    )
    ids = set(asked.values_list("subject_id", flat=True))
    return [one for one in subjects if one.id in ids]


def _covered(subjects: Sequence[Subject], *, reader: Person, at: datetime) -> dict[UUID, str]:
    """Name what the next look at each may open on, as `drift_of` finds it for those named in a power; a source's only to whoever may look."""
    named = [Exists(one.objects.filter(subject=OuterRef("pk"))) for one in (AuthorisedSubject, OvertPlan)]
    asked = Subject.objects.filter(named[0] | named[1], pk__in=[one.id for one in subjects])
    ids = set(asked.values_list("pk", flat=True))
    found = {
        one.id: covering(drift_of(one, service=one.investigation.service_id, at=at))
        for one in subjects
        if one.id in ids
    }
    told = {one.id for one in subjects if can(may_look_at, reader, one)}
    return {
        pk: covers.reference
        for pk, covers in found.items()
        if covers is not None and (covers.kind != SOURCE or pk in told)
    }


def _standing(subject: Subject, *, by_law: LookLimits, at: datetime) -> SubjectStanding:
    """As triage counts them before a look."""
    whole = together_with(subject)
    begins = window_begins(on=london_day(at), window_days=by_law.window_days)
    looks = [counted(row) for row in looks_in(whole, first=begins, last=at)]
    kind = counts_as(subject, whole=whole)
    service = subject.investigation.service_id
    stands = standing(looks, kind=kind, at=at, service=service, by_law=by_law)
    return SubjectStanding(subject, stands, kind in by_law.subject_kinds)


def _nexts(
    look: Look | None, found: Sequence[SubjectStanding], *, by_law: LookLimits, reader: Person, at: datetime
) -> list[StepAhead]:
    """The reader's look that is open; else a look at the subject, where there is one alone."""
    if look:
        says = _("Your look {reference} is open.").format(reference=look.reference)
        return [StepAhead(says, _("Close look"), reverse("looks:look", args=[look.reference]))]
    if len(found) != 1 or not can(may_look_at, reader, found[0].subject):
        return _of_several(found, by_law, reader=reader)
    (one,) = found
    if one.missing:
        says = _("You cannot look at {subject} yet. {why}").format(subject=one.subject, why=one.missing)
        if waits := not_yet_in_force(one.subject, reader=reader):
            return [_applied_for(waits, says, reader=reader, at=at)]
        to = reverse("looks:open_subject", args=[one.subject.investigation.reference, one.subject.number])
        return [StepAhead(says, _("See what the look needs"), to)]
    to = reverse("looks:open_subject", args=[one.subject.investigation.reference, one.subject.number])
    if one.covers:
        says = _("You may look under {reference}.").format(reference=one.covers)
        return [StepAhead(says, _("Look at {subject}").format(subject=one.subject), to)]
    return [StepAhead(_may_look(one, by_law), _("Look at {subject}").format(subject=one.subject), to)]


def _of_several(found: Sequence[SubjectStanding], by_law: LookLimits, *, reader: Person) -> list[StepAhead]:
    """Say to whoever may look that no look opens yet at any of several subjects; nothing where one does."""
    is_all = 1 < len(found) < DRAWN and all(_needs_first(one, by_law) for one in found)
    if not is_all or not can(may_look_at, reader, found[0].subject):
        return []
    to = reverse("looks:of", args=[found[0].subject.investigation.reference])
    says = _(
        "A further step is needed before the next look at each subject: see “Next check” in the table below."
    )
    return [StepAhead(says, _("Go to the looks"), to)]


def _needs_first(one: SubjectStanding, by_law: LookLimits) -> bool:
    """Whether no look at a subject opens yet: something is missing, or the count asks for a plan or a signature."""
    return not one.covers and bool(one.missing or (one.counts and one.stands.told + 1 >= by_law.red_look))


def _applied_for(waits: Sequence[Authorisation], says: str, *, reader: Person, at: datetime) -> StepAhead:
    """Say that a look waits for applications, and whose step is next in each."""
    steps, own = steps_in(waits, reader=reader, at=at)
    row = own or waits[0]
    to = reverse("authorisations:authorisation", args=[row.reference])
    told = _("{says}. {steps}").format(says=says.rstrip("."), steps=steps)
    return StepAhead(told, _("Read application {reference}").format(reference=row.reference), to)


def _picture(found: list[SubjectStanding], *, by_law: LookLimits) -> DrawnFigures:
    days = ngettext("{count} day", "{count} days", by_law.window_days).format(count=by_law.window_days)
    return DrawnFigures(
        title=_("Looks at each subject in the last {days}").format(days=days),
        says=_("Each dot is a look. The table below has the figures."),
        rows=[PictureRow(_words(one, by_law), _shapes(one, by_law)) for one in found],
        key=[(Shape("dot", 0), _("a look")), *(_limits(by_law) if any(one.counts for one in found) else ())],
        head=[_("Subject"), _("Looks"), _("Looks by other services"), _("Next check")],
        table=[
            (str(one.subject), str(one.stands.told), str(one.stands.others), _left(one, by_law))
            for one in found
        ],
    )


def _limits(by_law: LookLimits) -> tuple[tuple[Shape, str], ...]:
    """Explain the two lines, which stand in the picture where looks are limited."""
    amber = _("from look {number} on, the officer must say why looking again is not surveillance")
    red = _("from look {number} on, each look needs a plan, an authorisation or a re-triage")
    return (
        (upright(0), amber.format(number=by_law.amber_look)),
        (upright(0, look="dark"), red.format(number=by_law.red_look)),
    )


def _shapes(one: SubjectStanding, by_law: LookLimits) -> tuple[Shape, ...]:
    """A dot for each look in its place, and a line before the first look that asks for more."""
    slot = WHOLE / max(by_law.red_look + 1, one.stands.told + 1)
    dots = [Shape("dot", round(slot * (place + 0.5), 1)) for place in range(one.stands.told)]
    if not one.counts:
        return tuple(dots)
    amber, red = (slot * (number - 1) for number in (by_law.amber_look, by_law.red_look))
    return (*dots, upright(amber), upright(red, look="dark"))


def _words(one: SubjectStanding, by_law: LookLimits) -> str:
    looks = ngettext("{count} look", "{count} looks", one.stands.told).format(count=one.stands.told)
    return f"{one.subject}: {looks}. {_left(one, by_law)}"


def _left(one: SubjectStanding, by_law: LookLimits) -> str:
    """Say how many looks are left before the next check, as triage counts them."""
    if not one.counts and not one.missing:
        return _("The number of looks at this subject is not limited.")
    if one.covers:
        return _("The next look can be made under {reference}.").format(reference=one.covers)
    number = one.stands.told + 1
    if number >= by_law.red_look:
        return _("The next look needs a plan, an authorisation or a re-triage.")
    if one.missing:
        return _("You cannot look at this subject yet.")
    if number >= by_law.amber_look:
        return _("Before the next look, the officer must say why looking again is not surveillance.")
    return _("From look {number} on, the officer must say why looking again is not surveillance.").format(
        number=by_law.amber_look
    )


def _may_look(one: SubjectStanding, by_law: LookLimits) -> str:
    """Say to whoever may look what the next look asks of them."""
    number = one.stands.told + 1
    if not one.counts or number >= by_law.red_look:
        return _left(one, by_law)
    if number >= by_law.amber_look:
        return _("You may look. First say why looking again is not surveillance.")
    said = _("You may look. From look {number} on, say why looking again is not surveillance.")
    return said.format(number=by_law.amber_look)
