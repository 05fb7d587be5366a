"""Who keeps the register of letters: the co-ordinator and the SRO record; the SRO alone signs that none was answered."""

from django.utils.translation import gettext as _

from watchbook.governance.letters.models import LetterAnswer
from watchbook.governance.permissions import KEEPERS, READERS
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind


def may_read_letters(person: Person) -> None:
    """Those who govern, answer or check read the register."""
    require_duty(person, *READERS, to=_("read the register of letters"))


def may_record_letter(person: Person) -> None:
    """The co-ordinator or the SRO records a letter, corrects it and records its reply."""
    require_duty(person, *KEEPERS, to=_("record a letter from an oversight body"))


def may_confirm_no_reply(person: Person) -> None:
    """The SRO signs that no reply was asked for and none sent: it counts as a signed “none is held”."""
    require_duty(
        person,
        DutyKind.SENIOR_RESPONSIBLE_OFFICER,
        to=_("confirm that a letter asked for no reply and none was sent"),
    )


def may_correct_answer(person: Person, answer: LetterAnswer) -> None:
    """The co-ordinator or the SRO corrects a reply on record; what the SRO signed is the SRO's alone to supersede."""
    may_record_letter(person)
    if answer.kind == LetterAnswer.Kind.NO_REPLY:
        may_confirm_no_reply(person)
