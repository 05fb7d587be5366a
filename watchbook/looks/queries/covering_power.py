"""The power that covers the next look at the subject of an assessment, for the page of that assessment."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from watchbook.acting.refusals import can
from watchbook.looks.permissions import may_look_at
from watchbook.looks.queries.drift import covering, drift_of
from watchbook.looks.rules.assessed import SOURCE
from watchbook.organisation.models import Person
from watchbook.triage.next_steps import NextStep
from watchbook.triage.queries import AssessmentStanding
from watchbook.web.wording import day


def covered_step(standing: AssessmentStanding, *, reader: Person, at: datetime) -> NextStep | None:
    """Say under what a look that needs a plan or an authorisation may be opened now; a source's only to whoever may look."""
    subject = standing.assessment.subject
    if subject is None or not standing.binds:
        return None
    covers = covering(drift_of(subject, service=subject.investigation.service_id, at=at))
    may_look = can(may_look_at, reader, subject)
    if covers is None or (covers.kind == SOURCE and not may_look):
        return None
    told = {"reference": covers.reference, "day": day(covers.last_day)}
    if not may_look:
        said = _("Officers may look under {reference}, which is in force to the end of {day}.")
        return NextStep(said.format(**told))
    said = _("You may look under {reference}, which is in force to the end of {day}.")
    href = reverse("looks:open_subject", args=[subject.investigation.reference, subject.number])
    return NextStep(said.format(**told), link=_("Open a look"), href=href)
