"""What somebody had open last, on their first page: as the log tells it already, within their rights of today."""

from django.utils import timezone

from tests import given as organisation
from tests.looks import given
from tests.pages import signed_in, words
from watchbook.audit_log import queries
from watchbook.audit_log.models import Event
from watchbook.foi.request import request
from watchbook.home import opened as on_the_first_page
from watchbook.home.opened import SHOWN, opened_by
from watchbook.investigations import need_to_know
from watchbook.organisation.queries import today
from watchbook.register.asked_together import gathered


def opened(person):
    return [one.row.reference for one in gathered([opened_by(person)])]


def test_nobody_had_anything_open_at_first(people):
    assert opened(people.ines) == []
    assert "Recently opened" not in words(signed_in(people.ines).get("/"))


def test_the_cases_that_somebody_opens_stand_on_their_first_page_and_record_nothing_more(people):
    subject = given.a_subject(people)
    look = given.made(people, subject, closing=given.SEEN)
    whole = subject.investigation
    client = signed_in(people.marian)
    client.get(f"/investigations/{whole.reference}/subjects/1/")
    client.get(f"/looks/{look.reference}/")
    before = Event.objects.count()
    page = client.get("/")
    assert Event.objects.count() == before
    assert opened(people.marian) == [look.reference, whole.reference]
    told = words(page).split("Recently opened")[-1]
    assert f"{look.reference} Title Look on 3 March 2026: Counterfeit trainers" in told
    assert f"{whole.reference} Title Counterfeit trainers" in told
    assert opened(people.simon) == []


def test_a_look_has_no_title_for_whoever_lost_access_to_its_investigation(people):
    subject = given.a_subject(people)
    look = given.made(people, subject, closing=given.SEEN)
    need_to_know.add(subject.investigation, people.helen, by=people.marian, at=timezone.now())
    need_to_know.remove(subject.investigation, people.ines, by=people.marian, at=timezone.now())
    told = words(signed_in(people.ines).get("/")).split("Recently opened")[-1]
    assert f"{look.reference} Title Look on 3 March 2026 Last opened" in told


def test_what_somebody_imported_they_have_not_opened(people):
    given.imported(people)
    assert opened(people.marian) == []


def test_a_case_is_told_once_however_often_it_was_opened_and_the_newest_first(people):
    whole = organisation.an_investigation(people)
    organisation.a_subject(people, whole=whole)
    organisation.a_subject(people, whole=whole)
    row = request.receive(
        "1. How often?", received_on=today(), regime="foia", by=people.bryn, at=timezone.now()
    )
    assert opened(people.ines) == [whole.reference]
    assert opened(people.bryn) == [row.reference]


def test_no_more_than_a_few_are_told(people):
    made = [organisation.an_investigation(people).reference for _one in range(SHOWN + 1)]
    assert opened(people.ines) == made[:0:-1]


def test_what_somebody_may_not_read_any_more_is_not_told(people):
    look = given.made(people, given.a_subject(people), closing=given.SEEN)
    assert look.reference in opened(people.ines)
    whole = look.investigation
    need_to_know.add(whole, people.helen, by=people.marian, at=timezone.now())
    need_to_know.remove(whole, people.ines, by=people.marian, at=timezone.now())
    assert whole.reference not in opened(people.ines)


def test_only_the_newest_events_of_the_log_are_asked(people, monkeypatch):
    organisation.an_investigation(people)
    assert opened(people.ines)
    monkeypatch.setattr(queries, "NEWEST_EVENTS", 0)
    written_anew = on_the_first_page._newest_rows.__wrapped__
    monkeypatch.setattr(on_the_first_page, "_newest_rows", written_anew)
    assert opened(people.ines) == []


def test_open_investigations_stand_there_with_their_titles(people):
    organisation.an_investigation(people, title="Tyres by the roadside")
    assert (
        "Tyres by the roadside"
        in words(signed_in(people.ines).get("/")).split("Your open investigations")[-1]
    )
