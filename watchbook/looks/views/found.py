"""What the pages share: the look of an address, for whoever may read it, and what a page is filled in with."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from watchbook.acting.refusals import can
from watchbook.investigations.account import accounts_of, said_of
from watchbook.investigations.models import Account, Investigation, Subject
from watchbook.keys import envelope
from watchbook.looks.forms.looks import fact_names
from watchbook.looks.models import Look, ReTriage
from watchbook.looks.permissions import may_decide_re_triage, may_read_look, may_read_re_triage
from watchbook.looks.queries.departures import answered_before
from watchbook.looks.queries.looks import look_by_reference, re_triage_by_reference
from watchbook.looks.re_triage import answers_before
from watchbook.organisation.models import Person
from watchbook.register.views.acting import readable_or_404, reader
from watchbook.triage import assessment
from watchbook.triage.graph import current
from watchbook.triage.permissions import may_read_assessment
from watchbook.triage.queries import AssessmentStanding
from watchbook.triage.views.asking import in_words


def look_or_404(request: HttpRequest, reference: str) -> Look:
    """The look of an address, for somebody who may read it."""
    unknown = Look(investigation=Investigation(reference=reference))
    return readable_or_404(look_by_reference(reference), may_read_look, by=reader(request), unknown=unknown)


def re_triage_or_404(request: HttpRequest, reference: str) -> ReTriage:
    """The re-triage of an address, for somebody who may read it."""
    row = re_triage_by_reference(reference)
    unknown = ReTriage(subject=Subject(investigation=Investigation(reference=reference)))
    return readable_or_404(row, may_read_re_triage, by=reader(request), unknown=unknown)


def answers_of(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What triage was told, question by question, as people say it."""
    return [
        (current().facts[name].text, in_words(name, facts[name])) for name in fact_names() if name in facts
    ]


def answers_told(row: ReTriage, facts: Mapping[str, Any], *, by: Person) -> dict[str, Any]:
    """Return the answers of a re-triage, those first that differ from what was answered before it, as far as the reader may read that."""
    now = answers_of(facts)
    told: dict[str, Any] = {"answers": now, "before": ""}
    for before, earlier in _answered_before(row, by=by):
        was = dict(answers_of(earlier))
        changed = [(asks, was.get(asks, ""), answer) for asks, answer in now if was.get(asks) != answer]
        same = [one for one in now if was.get(one[0]) == one[1]]
        told = {"answers": same, "changed": changed, "before": before}
        if changed:
            break
    return told


def _answered_before(row: ReTriage, *, by: Person) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give the answers of the newest assessment, and of the last look: the assessment may be of the very answers that are to be signed."""
    at, standing = timezone.now(), answered_before(row)
    if standing is not None and can(may_read_assessment, by, standing):
        facts = assessment.read(standing, by=by, at=at)["facts"]
        yield _("assessment {reference}").format(reference=standing.assessment.reference), facts
    if can(may_decide_re_triage, by, row) and (last := answers_before(row, by=by, at=at)):
        look, answered = last
        yield _("look {reference}").format(reference=look.reference), answered


def bound_facts(assessed: AssessmentStanding | None, subject: Subject) -> dict[str, Any]:
    """Return the answers of the assessment that binds a subject, for its form to begin with.

    None where somebody signed a departure from it, and none of another investigation.
    """
    if (
        assessed is None
        or assessed.lowered_by
        or assessed.assessment.investigation_id != subject.investigation_id
    ):
        return {}
    said: dict[str, Any] = envelope.opened(assessed.assessment)["facts"]
    return {name: answer for name, answer in said.items() if name in fact_names()}


def accounts_by_id(subject: Subject) -> tuple[list[Account], dict[str, str]]:
    """The accounts that a subject has now, and how a page names each."""
    rows = accounts_of([subject])
    said = said_of(rows)
    return rows, {str(row.id): said[row.id].account for row in rows}
