"""Rights in protected records of a rights request: who may read one and holds a duty that decides or answers for it."""

from django.utils.translation import gettext as _

from watchbook.acting.refusals import NotPermitted
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind
from watchbook.retention.rights_request.models import FoundItem
from watchbook.retention.rights_request.need_to_know import is_author, readable

# Not the information officer, who answers: what their own pages ask must not depend on what is protected.
DECIDERS = (
    DutyKind.DATA_PROTECTION_OFFICER,
    DutyKind.SENIOR_RESPONSIBLE_OFFICER,
    DutyKind.HEAD_OF_PAID_SERVICE,
    DutyKind.AUTHORISING_OFFICER,
    DutyKind.RIPA_COORDINATOR,
    DutyKind.LINE_MANAGER,
)


def may_see_rights_questions(person: Person) -> None:
    """Let those who decide or answer for records see which of them a person’s request is about; the list has what they may read."""
    require_duty(person, *DECIDERS, to=_("see questions about protected records"))


def may_chase_rights_questions(person: Person) -> None:
    """Let the SRO know for how many searched requests decisions on protected records are due, whatever was found."""
    require_duty(person, DutyKind.SENIOR_RESPONSIBLE_OFFICER, to=_("ask for decisions on protected records"))


def may_answer_rights_question(person: Person, item: FoundItem) -> None:
    """Let one of them decide on a record that they may read. The refusal tells nothing of the record."""
    may_see_rights_questions(person)
    if not readable(person, [item]):
        raise NotPermitted(
            _(
                "You cannot open this page: only people with access to the record can open it. Go back to “Your work”."
            )
        )


def may_agree_to_erasure(person: Person, item: FoundItem) -> None:
    """Let another of them, who may read a record and is neither its author nor who decided, agree to its erasure."""
    may_answer_rights_question(person, item)
    if item.decided_by_id == person.id:
        raise NotPermitted(
            _(
                "You cannot agree to this erasure: you decided on it yourself. Ask another person with access to the record."
            )
        )
    if is_author(person, item):
        raise NotPermitted(
            _(
                "You cannot agree to this erasure: you made or signed the record. Ask another person with access to it."
            )
        )
