"""Courses: recorded and corrected."""

from functools import partial

import pytest

from tests.given import AT
from tests.governance.tools_and_training import a_course, a_session, course_facts
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.pages import signed_in, words
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import WrongState
from watchbook.governance.training import course
from watchbook.governance.training.models import Course
from watchbook.governance.training.queries import courses

ONLY = "You cannot record training: only the RIPA co-ordinator or senior responsible officer can"


def correct(row, by, **changes):
    return course.correct(row, course_facts(**changes), by=by, at=AT)


def test_a_course_is_recorded_with_the_next_reference(people):
    row = Course.objects.get(pk=a_course(people, title=" Basics ", material_reference="DOC-0001").pk)
    assert (row.reference, str(row), row.title, row.provider) == (
        "COURSE-0001", "COURSE-0001", "Basics", "Example Training Limited",
    )  # fmt: skip
    assert (row.covers, row.covers_social_media) == ("When a look needs an authorisation", True)
    assert (row.for_duties, row.counts_for_months) == (["authorising_officer", "investigator"], 24)
    assert (row.material_reference, row.recorded_by, row.corrects) == ("DOC-0001", people.helen, None)
    assert a_course(people, counts_for_months=None).reference == "COURSE-0002"


def test_the_log_tells_a_course_without_its_words(people):
    row = a_course(people)
    fields = {
        "reference": "COURSE-0001",
        "covers_social_media": True,
        "for_duties": ["authorising_officer", "investigator"],
        "counts_for_months": 24,
        "material_reference": "",
        "corrects": None,
    }
    personal = {
        "title": "Social media and RIPA",
        "provider": "Example Training Limited",
        "covers": "When a look needs an authorisation",
    }
    assert told(row) == ("course.recorded", people.helen.id, AT, fields, personal)
    newer = correct(row, people.simon, title="By Jane Roe")
    fields |= {"corrects": str(row.id)}
    assert told(newer) == (
        "course.corrected",
        people.simon.id,
        AT,
        fields,
        personal | {"title": "By Jane Roe"},
    )
    assert "Jane Roe" not in open_words()


def test_a_correction_is_a_new_version_and_only_the_newest_is_corrected(people):
    old = a_course(people)
    newer = correct(old, people.simon, counts_for_months=12)
    assert (newer.reference, newer.corrects, newer.counts_for_months) == ("COURSE-0001", old, 12)
    old.refresh_from_db()
    assert old.counts_for_months == 24
    leaves_nothing(WrongState, lambda: correct(old, people.helen), "has already corrected the entry")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"title": " "}, "title, the provider or the contents of the course are missing"),
        ({"provider": ""}, "title, the provider or the contents of the course are missing"),
        ({"covers": ""}, "title, the provider or the contents of the course are missing"),
        ({"counts_for_months": 0}, "training can count for 1 to 600 months"),
        ({"counts_for_months": -1}, "training can count for 1 to 600 months"),
        ({"counts_for_months": 601}, "training can count for 1 to 600 months"),
    ],
)
def test_a_course_that_cannot_be_so_is_refused(people, changes, why):
    row = a_course(people)
    leaves_nothing(WrongState, lambda: a_course(people, **changes), why)
    leaves_nothing(WrongState, lambda: correct(row, people.helen, **changes), why)


def test_co_ordinator_and_sro_alone_record_courses(people):
    row = a_course(people)
    assert course.add(course_facts(), by=people.simon, at=AT).recorded_by == people.simon
    keepers = {"helen", "simon"}
    refused_to_all_but(keepers, people, lambda by: course.add(course_facts(), by=by, at=AT), match=ONLY)
    refused_to_all_but(keepers, people, lambda by: correct(row, by), match=ONLY)


def test_a_failing_log_undoes_each_act(people, monkeypatch):
    row = a_course(people)
    take_back = partial(course.take_back, row, by=people.helen, at=AT)
    for act in (lambda: a_course(people), lambda: correct(row, people.helen), take_back):
        undone_when_the_log_fails(monkeypatch, course, act)
    assert Course.objects.get() == row


def test_a_course_recorded_by_mistake_is_taken_back_unless_it_was_given(people):
    given_, mistaken = a_course(people), a_course(people)
    a_session(people, of=given_)
    client = signed_in(people.helen)
    page, step = f"/governance/training/courses/{mistaken}/", "take-back/"
    assert f"{page}{step}" in client.get(page).text
    seen = {"seen": str(mistaken.pk), "confirmed": "on"}
    assert "The entry was taken back." in words(client.post(f"{page}{step}", seen, follow=True))
    assert "This entry was taken back." in words(client.get(page))
    assert [str(one) for one in courses()] == [str(given_)]
    other = f"/governance/training/courses/{given_}/"
    assert step not in client.get(other).text
    with pytest.raises(
        WrongState, match="You cannot take back this course: sessions of this course are on record"
    ):
        course.take_back(given_, by=people.helen, at=AT)
