"""Rights in the register of members' meetings: the keepers record them; members, and those who govern, answer or check, read them."""

from django.utils.translation import gettext as _

from watchbook.governance.permissions import KEEPERS, READERS
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind


def may_read_members_meetings(person: Person) -> None:
    """Let elected members, and those who govern, answer or check, read what members were told and decided."""
    require_duty(person, *READERS, DutyKind.ELECTED_MEMBER, to=_("read the register of members’ meetings"))


def may_record_members_meeting(person: Person) -> None:
    """Let the co-ordinator or the SRO record what members were told and decided."""
    require_duty(person, *KEEPERS, to=_("record a meeting of members"))
