"""Courses and attendance imported from spreadsheets: what a row becomes, and why one is refused."""

from datetime import date

import pytest

from tests.given import AT, address
from tests.governance.tools_and_training import a_course
from tests.log import leaves_nothing
from tests.rights import refused_to_all_but
from watchbook.governance.training.imports import (
    ATTENDANCE_COLUMNS,
    COURSE_COLUMNS,
    TRAINING_ATTENDANCE,
    TRAINING_COURSES,
)
from watchbook.governance.training.models import Attendance, Course, TrainingSession
from watchbook.organisation import person
from watchbook.register.spreadsheet import ImportRefused, run, template_file

COURSE_HEADER = "title,provider,covers,covers_social_media,for_duties,counts_for_months"
COURSE = "Social media and RIPA,Example Limited,Looks,yes,authorising_officer; Investigator,24"
HEADER = "course,held_on,trainer,person"
KEEPERS = {"helen", "simon"}


def attended(name, *, title="Social media and RIPA", on="2019-03-14", trainer="A. Trainer"):
    return f"{title},{on},{trainer},{address(name)}"


def import_(register, by, *rows):
    header = COURSE_HEADER if register is TRAINING_COURSES else HEADER
    data = "\r\n".join([header, *rows]).encode()
    return run(register, data, name="rows.csv", files={}, by=by, at=AT).added


def reason(register, by, *rows):
    """Why rows are refused; and nothing is left."""
    found = []

    def act():
        try:
            import_(register, by, *rows)
        except ImportRefused as refusal:
            found.extend(refusal.rows)
            raise

    leaves_nothing(ImportRefused, act, "We imported nothing.")
    return " ".join(row.reason for row in found)


def test_the_columns_are_these():
    assert ",".join(column.name for column in COURSE_COLUMNS) == COURSE_HEADER
    assert ",".join(column.name for column in ATTENDANCE_COLUMNS) == HEADER


def test_every_row_becomes_a_course(people):
    import_(TRAINING_COURSES, people.simon, COURSE, "Basics,Us,All,no,,")
    rows = Course.objects.order_by("title")
    assert [(row.title, row.covers_social_media, row.for_duties, row.counts_for_months) for row in rows] == [
        ("Basics", False, [], None),
        ("Social media and RIPA", True, ["authorising_officer", "investigator"], 24),
    ]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (COURSE.replace("yes", "maybe"), "“covers_social_media” is “maybe”"),
        (COURSE.replace("Investigator", "wizard"), "“for_duties” is “wizard”"),
        (COURSE.replace("24", "two"), "“counts_for_months” is “two”"),
        (COURSE.replace("24", "0"), "training can count for 1 to 600 months"),
        (COURSE.replace("24", "-24"), "training can count for 1 to 600 months"),
        (COURSE.replace("24", "999999999"), "training can count for 1 to 600 months"),
        (COURSE.replace("Example Limited", ""), "“provider” is empty"),
        (COURSE.replace("Looks", "x" * 1001), "“covers” has 1001 characters"),
    ],
)
def test_a_row_that_cannot_be_a_course_says_why(people, row, why):
    assert why in reason(TRAINING_COURSES, people.helen, row)


def test_a_second_course_of_one_title_is_refused(people):
    a_course(people)
    again = COURSE.replace("Social media", "SOCIAL MEDIA")
    assert "a course with this title already" in reason(TRAINING_COURSES, people.helen, again)


def test_rows_of_one_course_day_and_trainer_are_one_session(people):
    a_course(people)
    import_(
        TRAINING_ATTENDANCE,
        people.simon,
        attended("oliver", title="social media and ripa"),
        attended("ines").replace("ines@", "INES@"),
        attended("ines", on="2021-03-14"),
        attended("nell", trainer=""),
    )
    import_(TRAINING_ATTENDANCE, people.simon, attended("marian"))
    assert TrainingSession.objects.count() == 3
    rows = Attendance.objects.filter(session_reference="SESSION-0001").order_by("person__name")
    assert [(row.person.name, row.completed_on, row.counts_until) for row in rows] == [
        (name, date(2019, 3, 14), date(2021, 3, 14)) for name in ("Ines", "Marian", "Oliver")
    ]


def test_somebody_whose_account_was_closed_may_have_been_there(people):
    a_course(people)
    person.close(people.oliver, by=people.ada, at=AT)
    assert len(import_(TRAINING_ATTENDANCE, people.helen, attended("oliver"))) == 1


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (attended("oliver", title="Unknown"), "there is no course called “Unknown”."),
        (attended("oliver", title="Twice"), "more than one course called “Twice”"),
        (attended("oliver", on="2026-03-03"), "is in the future"),
        (attended("oliver", on="soon"), "“held_on” is “soon”"),
        (attended("stranger"), "You cannot import this row: no account has the email"),
        (attended("oliver").replace("@", " at "), "“person” is “oliver at council.invalid”"),
    ],
)
def test_a_row_that_cannot_be_attendance_says_why(people, row, why):
    a_course(people)
    a_course(people, title="Twice")
    a_course(people, title="TWICE")
    assert why in reason(TRAINING_ATTENDANCE, people.helen, row)


def test_somebody_recorded_twice_for_a_session_is_refused_with_every_row(people):
    a_course(people)
    told = reason(TRAINING_ATTENDANCE, people.helen, attended("ines"), attended("ines"))
    assert "they are already recorded for this session" in told


def test_the_file_to_fill_in_for_courses_can_be_imported_as_it_is(people):
    for ending in ("csv", "xlsx"):
        data = template_file(TRAINING_COURSES, ending)
        run(TRAINING_COURSES, data, name=f"x.{ending}", files={}, by=people.helen, at=AT, dry_run=True)
    assert b"authorising_officer; investigator" in template_file(TRAINING_COURSES, "csv")
    assert template_file(TRAINING_ATTENDANCE, "csv").decode().startswith(HEADER)


def test_co_ordinator_and_sro_alone_import_training(people):
    a_course(people)
    only = "cannot record training"
    for register, row in ((TRAINING_COURSES, COURSE), (TRAINING_ATTENDANCE, attended("ines"))):
        refused_to_all_but(
            KEEPERS, people, lambda by, told=(register, row): import_(told[0], by, told[1]), match=only
        )
