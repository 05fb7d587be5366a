"""Pages of training: courses, sessions, who took part."""

from datetime import date, timedelta

import pytest

from tests.given import AT
from tests.governance.tools_and_training import HELD_ON, a_course, a_session, course_facts
from tests.log import everything
from tests.pages import a_day, signed_in, typed, words
from tests.rights import closed_to_all_but
from watchbook.governance.training import course, training
from watchbook.governance.training.models import Attendance, Course, TrainingSession
from watchbook.organisation import person
from watchbook.organisation.queries import today

TRAINING = "/governance/training/"
ADD = f"{TRAINING}courses/add/"
COURSE = f"{TRAINING}courses/COURSE-0001/"
SESSION = f"{TRAINING}sessions/SESSION-0001/"
KEEPERS = {"helen", "simon"}
READERS = KEEPERS | {"leila", "bryn", "fatima", "oliver", "edmund", "ivo", "winston", "marian"}
TOMORROW = today() + timedelta(days=2)  # of today also once midnight has passed
TYPED = {
    "title": "Social media and RIPA",
    "provider": "Example Training Limited",
    "covers": "Looks",
    "covers_social_media": "yes",
    "for_duties": ["authorising_officer", "investigator"],
    "counts_for_months": "24",
}


def held(people, *names, **changes):
    """A session as a browser sends it."""
    ticked = [str(getattr(people, name).id) for name in names]
    return {**a_day("held_on", HELD_ON), "trainer": "A. Trainer", "people": ticked} | changes


def test_the_register_lists_courses_with_their_sessions(people):
    row = a_course(people)
    a_session(people, of=row, held_on=date(2020, 1, 1))
    a_session(people, of=row)
    a_course(people, title="Basics", for_duties=(), counts_for_months=None, covers_social_media=False)
    text = words(signed_in(people.edmund).get(TRAINING))
    for said in (
        "COURSE-0001: Social media and RIPA Given by Example Training Limited Covers social media yes",
        "Meant for authorising officer, investigator Counts 24 months Sessions 2, last on 14 January 2026",
        "Covers social media no Meant for no particular duty Counts without a time limit Sessions none yet",
        "Training by service and duty",
    ):
        assert said in text
    assert "Record a course" not in text


def test_an_empty_register_says_that_this_proves_nothing(people):
    text = words(signed_in(people.helen).get(TRAINING))
    assert "No courses yet" in text
    assert "Record a course" in text
    assert "Confirm that the council has no record of any training course" in text


def test_a_course_is_recorded(people):
    client = signed_in(people.helen)
    assert "Which duties is the course for?" in words(client.get(ADD))
    response = client.post(ADD, TYPED, follow=True)
    assert "The course was recorded as COURSE-0001." in words(response)
    assert "No sessions yet." in words(response)
    row = Course.objects.get()
    assert (row.for_duties, row.counts_for_months) == (["authorising_officer", "investigator"], 24)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": ""}, "Enter the course’s title"),
        ({"title": "\u00a0"}, "Enter the course’s title"),
        ({"counts_for_months": "0"}, "Enter a number that is 1 or more"),
    ],
)
def test_a_refused_course_keeps_what_was_typed_and_writes_nothing(people, changes, says):
    client = signed_in(people.helen)
    before = everything()
    response = client.post(ADD, TYPED | changes)
    assert says in words(response)
    assert {"Example Training Limited", "yes", "investigator"} <= typed(response)
    assert everything() == before


def test_a_course_is_corrected_from_what_it_says(people):
    row = a_course(people)
    client, address = signed_in(people.simon), f"{COURSE}correct/"
    assert {"Social media and RIPA", "yes", "authorising_officer", "24"} <= typed(client.get(address))
    response = client.post(address, TYPED | {"title": "Renamed", "counts_for_months": ""}, follow=True)
    assert "The entry was corrected. We keep the earlier version." in words(response)
    for said in (
        "Renamed",
        "Counts without a time limit",
        "Earlier versions of this entry",
        "counts for 24 months",
    ):
        assert said in words(response)
    assert Course.objects.get(corrects=row).title == "Renamed"


def test_two_who_correct_at_the_same_time_are_told(people):
    row = a_course(people)
    course.correct(row, course_facts(), by=people.simon, at=AT)
    response = signed_in(people.helen).post(f"{COURSE}correct/", TYPED | {"seen": str(row.id)})
    assert "somebody has already corrected the entry." in words(response)


def test_a_session_is_recorded_with_those_who_are_ticked(people):
    a_course(people)
    person.close(people.leila, by=people.ada, at=AT)
    client, address = signed_in(people.helen), f"{COURSE}sessions/add/"
    offered = words(client.get(address))
    assert "Ines, Trading Standards" in offered
    assert "Leila" not in offered
    response = client.post(address, held(people, "ines", "oliver", "nell"), follow=True)
    assert "The session was recorded as SESSION-0001." in words(response)
    for said in ("Ines Counts until 14 January 2028", "Nell Counts until 14 January 2028", "A. Trainer"):
        assert said in words(response)
    assert "3" in words(client.get(COURSE))
    assert Attendance.objects.count() == 3


def test_a_refused_session_keeps_what_was_typed_and_writes_nothing(people):
    a_course(people)
    client, address = signed_in(people.helen), f"{COURSE}sessions/add/"
    before = everything()
    response = client.post(address, held(people, "ines", **a_day("held_on", TOMORROW)))
    assert "is in the future" in words(response)
    assert {"A. Trainer", str(people.ines.id)} <= typed(response)
    assert everything() == before


def test_a_session_is_corrected_from_what_it_says_also_where_an_account_was_closed_since(people):
    a_session(people, attended_by=[people.ines, people.oliver])
    person.close(people.oliver, by=people.ada, at=AT)
    client, address = signed_in(people.simon), f"{SESSION}correct/"
    assert {str(people.ines.id), str(people.oliver.id), "A. Trainer", "14"} <= typed(client.get(address))
    sent = held(people, "oliver", **a_day("held_on", date(2024, 1, 14)))
    response = client.post(address, sent, follow=True)
    assert "The session was corrected. We keep the earlier version." in words(response)
    assert "Oliver Counts counted until 14 January 2026" in words(response)
    assert "Earlier versions of this entry 14 January 2026, A. Trainer" in words(response)
    assert "A record of attendance was taken back." in words(response)
    late = client.post(address, held(people, **a_day("held_on", TOMORROW)))
    assert "is in the future" in words(late)


def test_a_session_is_taken_back_and_its_page_says_so(people):
    a_session(people, attended_by=[people.ines])
    client, address = signed_in(people.helen), f"{SESSION}take-back/"
    assert "Tick the box to take the entry back" in words(client.post(address, {"x": "y"}))
    response = client.post(address, {"confirmed": "on"}, follow=True)
    assert "This session was taken back" in words(response)
    assert "The register shows no participants for this session." in words(response)
    again = client.post(address, {"confirmed": "on"})
    assert "somebody has already taken the entry back." in words(again)


def test_names_are_shown_to_those_who_may_see_them_and_counted_for_others(people):
    a_session(people, attended_by=[people.ines, people.nell], trainer="")
    client = signed_in
    assert "Ines Counts" in words(client(people.ivo).get(SESSION))
    assert "trainer not recorded" not in words(client(people.ivo).get(SESSION))
    bryn, marian = words(client(people.bryn).get(SESSION)), words(client(people.marian).get(SESSION))
    assert "Ines" not in bryn
    assert "whose names you cannot see: 2." in bryn
    assert "Ines Counts" in marian
    assert "Nell" not in marian
    assert "whose names you cannot see: 1." in marian
    assert "Correct this session" not in marian
    assert "Someone’s attendance was recorded." in words(client(people.ivo).get(SESSION))
    assert "Someone’s attendance was recorded." not in marian


def test_pages_are_closed_to_whoever_may_not_with_the_reason(people):
    a_session(people)
    closed_to_all_but(
        READERS, people, TRAINING, COURSE, SESSION, match="cannot read the register of training"
    )
    closed_to_all_but(
        KEEPERS,
        people,
        ADD,
        f"{COURSE}correct/",
        f"{COURSE}sessions/add/",
        f"{SESSION}correct/",
        f"{SESSION}take-back/",
        match="cannot record training",
    )


def test_there_is_no_page_of_what_was_not_recorded(people):
    client = signed_in(people.simon)
    for tail in ("courses/COURSE-9/", "courses/COURSE-9/correct/", "courses/COURSE-9/sessions/add/",
                 "sessions/SESSION-9/", "sessions/SESSION-9/correct/", "sessions/SESSION-9/take-back/"):  # fmt: skip
        assert client.get(f"{TRAINING}{tail}").status_code == 404


def test_markup_in_what_was_typed_is_shown_and_never_run(people):
    row = a_course(people, title="<script>alert(1)</script>", provider="<b>x</b>", covers="<i>y</i>")
    a_session(people, of=row, trainer="<script>alert(2)</script>")
    client = signed_in(people.helen)
    for address in (TRAINING, COURSE, SESSION, f"{COURSE}sessions/add/", f"{SESSION}correct/"):
        assert "<script>alert" not in client.get(address).text


def test_the_numbers_of_queries_are_fixed(people, django_assert_num_queries):
    row = a_course(people)
    a_session(people, of=row, attended_by=[people.ines])
    client = signed_in(people.simon)
    for count in (2, 15):
        while TrainingSession.objects.count() < count:
            session = a_session(people, attended_by=[people.ines])
            training.correct_session(
                session, held_on=HELD_ON, trainer="", people=[people.nell], by=people.helen, at=AT
            )
            a_session(people, of=row, attended_by=[people.ines, people.nell])
        client.get(COURSE)
        with django_assert_num_queries(5):
            client.get(TRAINING)
        with django_assert_num_queries(12):
            client.get(COURSE)


def test_a_session_takes_the_same_number_of_queries_for_two_people_and_for_all(
    people, django_assert_num_queries
):
    session = a_session(people, attended_by=[people.ines, people.nell])
    client = signed_in(people.simon)
    for name in ("oliver", "marian", "joan", "edmund"):
        client.get(SESSION)
        with django_assert_num_queries(13):
            client.get(SESSION)
        training.attend(session, getattr(people, name), by=people.helen, at=AT)
