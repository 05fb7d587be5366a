"""An assessment that was begun: what was answered so far, in a sealed draft of whoever answers, one for an investigation."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from watchbook.governance.thresholds.queries import own_thresholds
from watchbook.investigations.models import Investigation, Subject, SubjectKind
from watchbook.keys import draft
from watchbook.triage.assessment import facts_of
from watchbook.triage.facts import NO, YES, Facts
from watchbook.triage.graph import QuestionPage, current
from watchbook.triage.rules import next_question

PEOPLE = {SubjectKind.PERSON, SubjectKind.GROUP, SubjectKind.ORGANISATION}


@dataclass(frozen=True)
class AssessmentDraft:
    """The subject by its number (None: nobody in particular), the facts, the notes, and whether what else is so was asked.

    `settled` names facts that follow from whom it is about or that the register knows, so that no page asks them.
    """

    subject: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    settled: Sequence[str] = ()
    was_asked_what_else: bool = False

    @property
    def given(self) -> dict[str, Any]:
        """As `assessment.make` takes it."""
        return {"facts": dict(self.facts), "notes": dict(self.notes)}

    def read(self, *, on: date) -> Facts:
        """As the rules take it."""
        return facts_of(self.given, on=on)


def kept(session: SessionBase, investigation: Investigation) -> AssessmentDraft | None:
    """What was begun and not finished, or None."""
    held = draft.kept(session, _form(investigation))
    return AssessmentDraft(**held) if held else None


def keep(session: SessionBase, investigation: Investigation, begun: AssessmentDraft) -> None:
    """Keep it; a part above begins one here with the subject and `prior_looks`, then leads to the first question."""
    draft.keep(session, _form(investigation), asdict(begun))


def forget(session: SessionBase, investigation: Investigation) -> None:
    """Forget it: it was made, or given up."""
    draft.forget(session, _form(investigation))


def begin(
    held: AssessmentDraft | None, chosen: Subject | None, *, known: Mapping[str, Any]
) -> AssessmentDraft:
    """Return what was begun, with another beginning: whom it is about, and what the register knows, which no page asks."""
    subject = chosen.number if chosen else None
    same = (
        held if held and held.subject == subject else AssessmentDraft()
    )  # another’s answers are not this one’s
    settled = dict(known)
    if chosen is None or chosen.kind in PEOPLE:
        settled["no_one_named"] = YES if chosen is None else NO
    return replace(same, subject=subject, facts={**same.facts, **settled}, settled=list(settled))


def next_page(begun: AssessmentDraft, *, on: date) -> QuestionPage | None:
    """The page that is asked next under the rules of a day and the authority's own thresholds; None at the end."""
    with own_thresholds(on=on):
        return next_question(begun.read(on=on), on=on)


def asked_on(page: QuestionPage, begun: AssessmentDraft, *, on: date) -> list[str]:
    """The facts that a page asks: those still needed, and those that were answered on it."""
    question = next_page(begun, on=on)
    needed = question.facts if question and question.id == page.id else ()
    asked = (fact for fact in page.facts if fact in needed or fact in begun.facts)
    return [fact for fact in asked if fact not in begun.settled]


def page_before(page: QuestionPage | None, begun: AssessmentDraft) -> QuestionPage | None:
    """The last page before this one, or before the end, on which something was answered."""
    before: QuestionPage | None = None
    for one in current().questions:
        if page and one.id == page.id:
            return before
        if any(fact in begun.facts and fact not in begun.settled for fact in one.facts):
            before = one
    return before


def _form(investigation: Investigation) -> str:
    return f"triage.{investigation.reference}"
