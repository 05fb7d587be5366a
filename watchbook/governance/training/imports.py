"""Training by spreadsheet: courses, and who took part in which session; a session is made by the first row that names it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from watchbook.files.columns import Column, ColumnKind
from watchbook.files.upload import Refused
from watchbook.governance.training import course, training
from watchbook.governance.training.models import Attendance, Course, TrainingSession
from watchbook.governance.training.permissions import may_record_training
from watchbook.organisation.models import Person
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.register.spreadsheet import Register

COURSE_COLUMNS = (
    Column("title", _("Title"), example=_("Social media and RIPA")),
    Column("provider", _("Provider"), example="Example Training Limited"),
    Column(
        "covers",
        _("Subjects covered"),
        ColumnKind.LONG_TEXT,
        longest=1000,
        example=_("When looking at open profiles needs an authorisation"),
    ),
    Column("covers_social_media", _("Covers the use of social media"), ColumnKind.YES_NO, example="yes"),
    Column(
        "for_duties",
        _("Duties that the course is for"),
        ColumnKind.CHOICES,
        required=False,
        choices={kind.value: TITLES[kind] for kind in DutyKind},
        example="authorising_officer; investigator",
        explains=_(
            "Separate the duties with semicolons. The course counts as training only for these duties."
        ),
    ),
    Column(
        "counts_for_months",
        _("Number of months for which the training counts"),
        ColumnKind.WHOLE_NUMBER,
        required=False,
        example="24",
        explains=_("Leave blank if there is no time limit."),
    ),
)
ATTENDANCE_COLUMNS = (
    Column("course", _("Title of the course"), example=_("Social media and RIPA")),
    Column("held_on", _("Date of the session"), ColumnKind.DAY, example="2019-03-14"),
    Column("trainer", _("Trainer"), required=False, example="A. Trainer"),
    Column(
        "person",
        _("Email address of the person who took part"),
        ColumnKind.EMAIL,
        example="name@example.com",
        explains=_("The person must have an account in Watchbook. The account may be open or closed."),
    ),
)


def _import_course(cells: Mapping[str, Any], *, by: Person, at: datetime) -> Course:
    """One course. A second of the same title is refused: attendance is imported by title."""
    if _courses_called(cells["title"]):
        raise Refused(
            _(
                "You cannot import this row: a course with this title already exists. Correct that course, or enter another title."
            )
        )
    return course.add(cells, by=by, at=at)


def _import_attendance(cells: Mapping[str, Any], *, by: Person, at: datetime) -> Attendance:
    """One person in one session."""
    person, session = _person(cells["person"]), _session(cells)
    if session is None:
        session = training.add_session(
            _the_course(cells["course"]),
            held_on=cells["held_on"],
            trainer=cells["trainer"],
            people=(),
            by=by,
            at=at,
        )
    return training.attend(session, person, by=by, at=at)


def _session(cells: Mapping[str, Any]) -> TrainingSession | None:
    """The session of this course, day and trainer, where it is on record."""
    found = TrainingSession.objects.as_at(None).filter(
        course_reference=_the_course(cells["course"]).reference,
        held_on=cells["held_on"],
        trainer=cells["trainer"],
        is_struck=False,
    )
    return found.first()


def _the_course(title: str) -> Course:
    found = _courses_called(title)
    if not found:
        raise Refused(
            _(
                "You cannot import this row: there is no course called “{title}”. Record or import the course first."
            ).format(title=title[:80])
        )
    if len(found) > 1:
        raise Refused(
            _(
                "You cannot import this row: there is more than one course called “{title}”. Correct the titles of these courses so that they differ."
            ).format(title=title[:80])
        )
    return found[0]


def _courses_called(title: str) -> list[Course]:
    return list(Course.objects.as_at(None).filter(title__iexact=title.strip(), is_struck=False)[:2])


def _person(address: str) -> Person:
    person: Person | None = Person.objects.filter(email__iexact=address, is_system=False).first()
    if person is None:
        raise Refused(
            _(
                "You cannot import this row: no account has the email address in “person”. Check the address, or ask a system administrator to add the person."
            )
        )
    return person


TRAINING_COURSES = Register(
    name="training_courses",
    title=_("training courses"),
    columns=COURSE_COLUMNS,
    may=may_record_training,
    import_row=_import_course,
    home="governance:training",
)
TRAINING_ATTENDANCE = Register(
    name="training_attendance",
    title=_("training attendance"),
    columns=ATTENDANCE_COLUMNS,
    may=may_record_training,
    import_row=_import_attendance,
    home="governance:training",
)
