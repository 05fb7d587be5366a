"""Tools and training that tests start from, reached by running the real acts."""

from datetime import date

from tests.given import AT
from watchbook.governance.software import software
from watchbook.governance.training import course, training

MONITOR = {
    "kind": "software",
    "name": "Monitor",
    "supplier": "Example Limited",
    "acquired": "bought",
    "purpose": "Alerts on mentions of the council",
    "does_sentiment_analysis": False,
    "services": frozenset(),
    "from_on": date(2018, 4, 1),
    "until_on": None,
}
BASICS = {
    "title": "Social media and RIPA",
    "provider": "Example Training Limited",
    "covers": "When a look needs an authorisation",
    "covers_social_media": True,
    "for_duties": ("authorising_officer", "investigator"),
    "counts_for_months": 24,
}
HELD_ON = date(2026, 1, 14)


def tool_facts(**changes):
    """A monitoring tool of the whole authority, or one that differs in something."""
    return MONITOR | changes


def a_tool(people, **changes):
    """A tool in the register."""
    return software.add(tool_facts(**changes), by=people.helen, at=AT)


def course_facts(**changes):
    """A course for officers and investigators that counts for two years, or one that differs in something."""
    return BASICS | changes


def a_course(people, **changes):
    """A course in the register."""
    return course.add(course_facts(**changes), by=people.helen, at=AT)


def a_session(people, *, of=None, held_on=HELD_ON, trainer="A. Trainer", attended_by=()):
    """A session of a course, with whoever took part."""
    return training.add_session(
        of or a_course(people), held_on=held_on, trainer=trainer, people=attended_by, by=people.helen, at=AT
    )
