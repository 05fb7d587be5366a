"""Listening projects in figures: each that was approved, of the time asked about."""

from watchbook.figures.findings import Inquiry
from watchbook.figures.times import runs_in
from watchbook.listening.models import Project
from watchbook.listening.queries import approved_projects
from watchbook.reading.times.time_of_question import TimeOfQuestion


def projects_of(inquiry: Inquiry, *, time: TimeOfQuestion) -> list[Project]:
    """Every listening project approved before the request arrived, ended or not; of a time, what ran on a day of it. One query."""
    known = [one for one in approved_projects(as_at=inquiry.as_at) if one.from_on <= inquiry.on]
    return [one for one in known if runs_in(time, one.from_on, one.until_on)]
