"""What waits for a person about investigations: that the SRO broke the glass, to be read and acknowledged."""

from collections.abc import Callable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from watchbook.home.waiting import WaitingMatter
from watchbook.investigations.permissions import may_hear_of_broken_glass
from watchbook.investigations.queries import glass_to_acknowledge
from watchbook.organisation.models import Person
from watchbook.web.wording import moment


def _broken_glass(person: Person, _on: date) -> list[WaitingMatter]:
    """The data protection officer hears of all, whoever leads an investigation of what they lead."""
    return [
        WaitingMatter(
            what=_("{name} broke the glass on {reference}, until {end}").format(
                name=row.opened_by.name, reference=row.investigation.reference, end=moment(row.until_at)
            ),
            to_do=_("read why, and acknowledge that you were told"),
            href=reverse("investigations:break_glass", args=[row.id]),
        )
        for row in glass_to_acknowledge(person)
    ]


LISTS: tuple[tuple[Callable[[Person], None], Callable[[Person, date], list[WaitingMatter]]], ...] = (
    (may_hear_of_broken_glass, _broken_glass),
)
