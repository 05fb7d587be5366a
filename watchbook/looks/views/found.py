"""What the pages share: the look of an address, for whoever may read it, and what a page is filled in with."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from watchbook.investigations.account import accounts_of, said_of
from watchbook.investigations.models import Account, Investigation, Subject
from watchbook.keys import envelope
from watchbook.looks.forms.looks import fact_names
from watchbook.looks.models import Look, ReTriage
from watchbook.looks.permissions import may_read_look, may_read_re_triage
from watchbook.looks.queries.looks import look_by_reference, re_triage_by_reference
from watchbook.register.views.acting import readable_or_404, reader
from watchbook.triage.graph import current
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
