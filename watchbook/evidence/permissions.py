"""Who takes, stops, sees and exhibits captures, and who takes in what was made elsewhere.

Content is for those who need to know of its investigation (or broke the glass); that somebody saw it is recorded first.
"""

from django.utils.translation import gettext as _

from watchbook.acting.refusals import NotPermitted
from watchbook.evidence.models import Capture, Exhibit
from watchbook.investigations.permissions import (
    CHECKERS,
    broken_glass,
    may_change_investigation,
    may_see_investigations,
)
from watchbook.looks.models import Look
from watchbook.looks.permissions import (
    may_go_on_with_look,
    may_open_looks,
    may_read_look,
    require_access_to_look,
)
from watchbook.organisation.models import Person
from watchbook.organisation.queries import duties_of, today


def may_ask_for_capture(person: Person, look: Look) -> None:
    """Whoever opened the look, while they may look at all."""
    may_open_looks(person)
    may_go_on_with_look(person, look)


def may_stop_capture(person: Person, capture: Capture) -> None:
    """Whoever asked for it."""
    if capture.asked_by_id != person.id or not person.is_active:
        raise NotPermitted(
            _("You cannot stop this capture: another officer asked for it. Ask that officer to stop it.")
        )


def may_take_captures(person: Person) -> None:
    """The system person alone, by whom workers act; whoever asks for a capture does not take it."""
    if not person.is_system:
        raise NotPermitted(
            _(
                "You cannot take a capture yourself: Watchbook takes captures. Ask for a capture from an open look."
            )
        )


def may_read_capture(person: Person, capture: Capture) -> None:
    """Those who may read its look, and of an investigation only those who need to know of it."""
    look = capture.look
    if look.investigation is not None:
        require_access_to_look(person, look)
        return
    may_read_look(person, look)


def may_see_custody(person: Person, capture: Capture) -> None:
    """Whoever asked for it sees who has viewed it, and so do those who may read it."""
    if capture.asked_by_id == person.id and person.is_active:
        return
    may_read_capture(person, capture)


def may_see_exhibits(person: Person) -> None:
    """Whoever may come to read an investigation; the list holds only what they may read."""
    may_see_investigations(person)


def may_produce_exhibit(person: Person, capture: Capture) -> None:
    """Whoever works on its investigation; without one, whoever asked for the capture."""
    look = capture.look
    if look.investigation_id is not None and look.investigation is not None:
        may_change_investigation(person, look.investigation)
        return
    may_ask_for_capture(person, look)


def may_decide_relevance(person: Person, capture: Capture) -> None:
    """Let those who could produce an exhibit of it decide whether it is relevant."""
    may_produce_exhibit(person, capture)


def may_change_exhibit(person: Person, exhibit: Exhibit) -> None:
    """Whoever could produce it corrects its label and notes."""
    may_produce_exhibit(person, exhibit.capture)


def may_make_pack(person: Person, exhibit: Exhibit) -> None:
    """Those who may read it and neither merely check nor broke the glass: they read here, and take nothing away."""
    may_read_capture(person, exhibit.capture)
    whole = exhibit.capture.look.investigation
    if duties_of(person, on=today()) & set(CHECKERS) or (whole and broken_glass(person, whole)):
        raise NotPermitted(
            _(
                "You cannot make a pack of this exhibit: auditors, inspectors and people with emergency access can only read it. Ask an officer of the investigation."
            )
        )


def may_take_in(person: Person, look: Look) -> None:
    """Whoever recorded the look in which it was made."""
    may_go_on_with_look(person, look)
