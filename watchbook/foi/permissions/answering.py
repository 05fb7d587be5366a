"""Who decides of a question: its topic, a search by hand, the sentence that goes out (FOIA s.1(1))."""

from django.utils.translation import gettext as _

from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind


def may_choose_topic(person: Person) -> None:
    """The information officer says what a question is about."""
    require_duty(person, DutyKind.INFORMATION_OFFICER, to=_("say what a question is about"))


def may_record_search(person: Person) -> None:
    """The information officer records what was looked for and found."""
    require_duty(person, DutyKind.INFORMATION_OFFICER, to=_("record a search"))


def may_word_answer(person: Person) -> None:
    """The information officer writes the sentence that goes to the requester."""
    require_duty(person, DutyKind.INFORMATION_OFFICER, to=_("write the answer to a question"))
