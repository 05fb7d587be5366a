"""The fictional council is brought about by real acts, once, and never beside a real register."""

import re
from datetime import date

import pytest

from tests.pages import browser, signed_in, words
from watchbook.acting.london_day import london_day
from watchbook.audit_log.models import Event
from watchbook.demo.harrowmere import FOUNDED_AT, NAME, SRO, load_harrowmere
from watchbook.demo.not_loaded import NotLoaded
from watchbook.foi.models import Request
from watchbook.governance.letters.models import LetterReceived
from watchbook.governance.rule_set.models import RuleSetAdoption
from watchbook.listening.queries import approved_projects, is_in_force
from watchbook.organisation.models import Authority, Duty, Person, Service
from watchbook.organisation.queries import today
from watchbook.organisation.states import DutyState

INFORMATION_OFFICER = "bryn.holloway@harrowmere.invalid"


def counted():
    """How much of each kind there is."""
    kinds = (Authority, Service, Person, Duty, LetterReceived, Request, Event)
    return {kind.__name__: kind.objects.count() for kind in kinds}


def test_a_council_of_eight_services_stands_with_every_duty_granted_but_the_newest_and_its_letters_recorded(
    loaded,
):
    assert Authority.objects.get().name == NAME
    assert Service.objects.count() == 8
    waiting = Duty.objects.filter(state=DutyState.PROPOSED)
    assert waiting.count() == Duty.objects.exclude(state=DutyState.GRANTED).count() == 2
    holders = set(Duty.objects.values_list("kind", flat=True))
    assert {"senior_responsible_officer", "information_officer", "authorising_officer"} <= holders
    letters = LetterReceived.objects.order_by("dated_on").values_list("dated_on", flat=True)
    assert list(letters) == [date(2017, 3, 20), date(2020, 1, 14)]


def test_what_lies_in_the_past_was_recorded_then_and_the_request_is_received_today_by_its_officer(loaded):
    assert Person.objects.get(email=SRO).recorded_at == FOUNDED_AT
    recorded = LetterReceived.objects.order_by("dated_on").values_list("recorded_at", flat=True)
    assert [moment.date() for moment in recorded] == [date(2017, 4, 3), date(2020, 2, 3)]
    assert loaded.received_on == london_day(loaded.recorded_at), "today, when it was loaded"
    assert loaded.recorded_by.email == INFORMATION_OFFICER
    assert loaded.questions.count() > 9


def test_everybody_signs_in_with_the_one_password(loaded, settings):
    people = Person.objects.filter(is_system=False)
    assert people.count() > 20
    assert all(person.check_password(settings.DEMONSTRATION_PASSWORD) for person in people)


def test_a_second_time_finds_it_as_it_was_left(loaded):
    before = counted()
    assert load_harrowmere() == loaded
    assert counted() == before


def test_beside_a_real_register_nothing_is_loaded(committed, as_owner):
    as_owner.execute("UPDATE audit_log_installation SET mode = 'production'")
    before = counted()
    with pytest.raises(NotLoaded, match="This database holds a real register") as refused:
        load_harrowmere()
    assert "WATCHBOOK_MODE=demo" in refused.value.next_step
    assert counted() == before


def test_the_officer_sees_the_whole_answer_and_opens_everything_it_rests_on(loaded):
    officer = signed_in(Person.objects.get(email=INFORMATION_OFFICER))
    page = officer.get("/foi/requests/FOI-0003/draft/").text
    for address in ("draft/", "draft.html"):
        assert officer.get(f"/foi/requests/FOI-0003/{address}").status_code == 200
    shown = set(re.findall(r'href="(/(?:governance|listening|oversight|triage)/[^"]+)"', page))
    assert len(shown) > 30
    assert {address for address in shown if officer.get(address).status_code != 200} == set()


def test_the_solicitor_adopts_no_edition_of_the_rules_before_it_was_made(loaded):
    adopted = RuleSetAdoption.objects.get()
    assert adopted.edition.startswith(adopted.adopted_on.isoformat())


def test_listening_can_be_seen_from_an_approved_project_to_its_chart_its_labels_and_its_end(loaded):
    projects = {row.title: row for row in approved_projects()}
    running, withheld = projects["Bins and libraries"], projects["Parks in winter"]
    assert (running.state, projects["Blocked drains after rain"].state) == ("approved", "ended")
    assert is_in_force(running, on=today())
    page = words(browser().get(f"/listening/counts/{running.reference}/"))
    assert " Posts 148 Minimum number of authors 17 Net sentiment opinion not measured" in page
    assert re.search(r" Posts 155 Minimum number of authors 17 Net sentiment \d+ \(from ", page)
    assert " Posts hidden Minimum number of authors hidden " in page
    public = words(browser().get("/listening/"))
    assert "section 22: the queries are in the report on parks" in public
    assert "ended early on" in public
    assert withheld.search_words.splitlines()[0] not in public
    officer = signed_in(running.proposed_by)
    assert "ins missed" in officer.get(f"/listening/labels/{running.reference}/").text
