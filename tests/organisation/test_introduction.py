"""Introductions: no first duty before its holder has signed in, been spoken with by the granter, and read out a code."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests import given
from tests.log import leaves_nothing
from tests.organisation.recovering import SEEN, agreed, made, with_password
from tests.pages import browser, signed_in, words
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.models import Event
from watchbook.organisation import credential, duty, person, sign_in
from watchbook.organisation.introduction import code_of, code_to_read_out, takings
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind

PAGE = "/organisation/duties/"
NEW = "three-words-of-the-holder"


@pytest.fixture(autouse=True)
def _in_production(people, settings):
    """The cast had its duties before."""
    settings.HOLDERS_INTRODUCE_THEMSELVES = True


@pytest.fixture
def carys(people):
    return person.add(email="carys@council.invalid", name="Carys", service=None, by=people.ada, at=given.AT)


def proposed(whose, *, by, kind=DutyKind.SENIOR_RESPONSIBLE_OFFICER):
    return duty.propose(whose, kind=kind, from_on=today(), by=by, at=timezone.now())


def open_link(path):
    """A browser of its own, in which the link is opened and a password set."""
    client = browser()
    page = client.get(path, follow=True)
    client.post(page.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    return client


def link(whose, *, by):
    return sign_in.make_link(whose, identity=SEEN, by=by, at=timezone.now())


def send(people, row, code, *, by="bashir"):
    sent = {"duties": [str(row.id)], "answer": "grant", f"code_{row.person_id}": code}
    return words(signed_in(getattr(people, by)).post(PAGE, sent, follow=True))


def state(row):
    row.refresh_from_db()
    return row.state


def test_the_sro_is_whoever_the_granter_spoke_with(people, carys):
    row = proposed(carys, by=people.ada)
    path = link(carys, by=people.ada)
    waiting = words(signed_in(people.bashir).get(PAGE))
    assert "You cannot grant this duty: nobody has signed in to the account yet." in waiting
    assert "Introduction code of Carys" not in waiting
    assert "nobody has signed in to the account yet" in send(people, row, "")
    holder = open_link(path)
    first_page = words(holder.get("/"))
    code = re.search(r"Your introduction code: ([2-9A-Z]{4}-[2-9A-Z]{4})", first_page)[1]
    assert (
        "You hold the duty once another person has asked you for your introduction code and granted the duty."
        in first_page
    )
    waiting = words(signed_in(people.bashir).get(PAGE))
    assert "The account was opened on" in waiting
    assert "with a link that Ada made" in waiting
    assert "Introduction code of Carys" in waiting
    assert code not in waiting
    assert "without the introduction code of the account’s owner" in send(people, row, "")
    assert "this is not the owner’s introduction code" in send(people, row, "2222-2222")
    assert state(row) == "proposed"
    assert (
        Event.objects.filter(name="introduction.refused", subject_id=carys.id, by=people.bashir.id).count()
        == 1
    )
    assert "You granted one duty." in send(people, row, code.lower().replace("-", " "))
    assert "introduction code" not in words(holder.get("/"))


def test_the_button_on_the_page_of_people_leads_to_where_the_code_is_asked(people, carys):
    row = proposed(with_password(carys), by=people.ada)
    client = signed_in(people.bashir)
    assert f'action="/organisation/duties/{row.id}/grant/"' not in client.get("/organisation/people/").text
    answer = client.post(f"/organisation/duties/{row.id}/grant/")
    assert answer.status_code == 409
    assert "without the introduction code of the account’s owner" in words(answer)


def test_whoever_made_the_link_is_not_the_one_who_grants(people, carys):
    path = link(carys, by=people.ada)
    row = proposed(carys, by=people.bashir)
    open_link(path)
    code = code_of(carys.id, takings([carys.id])[carys.id])
    leaves_nothing(
        NotPermitted,
        lambda: duty.grant(row, by=people.ada, at=timezone.now(), code=code),
        "the account was opened with a link that you made",
    )
    client = signed_in(people.ada)
    page = words(client.get(PAGE))
    assert page.index("the account was opened with a link that you made") < page.index("Proposed by Bashir")
    assert "Introduction code of Carys" not in page
    assert "Grant selected duties" not in page
    assert "decline the duty, or see why you cannot grant it now" in words(client.get("/"))


def test_after_five_wrong_codes_the_right_one_is_refused_too(people, carys, settings):
    row = proposed(with_password(carys), by=people.ada)
    for number in range(settings.WRONG_INTRODUCTIONS_A_DAY):
        assert "this is not the owner’s introduction code" in send(people, row, f"2222-222{number + 2}")
    code = code_of(carys.id, takings([carys.id])[carys.id])
    page = words(signed_in(people.bashir).get(PAGE))
    assert page.index("you entered 5 wrong introduction codes") < page.index("Proposed by Ada")
    assert "Introduction code of Carys" not in page
    assert "Grant selected duties" not in page
    assert "you entered 5 wrong introduction codes" in send(people, row, code)
    assert state(row) == "proposed"


def test_a_second_duty_wants_no_code_and_one_after_a_recovery_wants_another(people, carys):
    first = proposed(with_password(carys), by=people.ada, kind=DutyKind.SOLICITOR)
    earlier = code_to_read_out(carys)
    duty.grant(first, by=people.bashir, at=timezone.now(), code=earlier)
    second = proposed(carys, by=people.ada, kind=DutyKind.RECORDS_MANAGER)
    assert code_to_read_out(carys) == ""
    assert duty.grant(second, by=people.bashir, at=timezone.now()).state == "granted"
    open_link(made(agreed(people, carys), by=people.bashir))
    third = proposed(carys, by=people.ada, kind=DutyKind.LINE_MANAGER)
    later, code = timezone.now() + timedelta(days=2), code_to_read_out(carys)
    assert code not in {"", earlier}
    leaves_nothing(
        NotPermitted, lambda: duty.grant(third, by=people.bashir, at=later, code=code), "a link that you made"
    )


def test_an_account_that_holds_a_duty_gets_no_link_of_one_administrator(people, settings):
    leaves_nothing(NotPermitted, lambda: link(people.leila, by=people.bashir), "Ask to recover the account")
    assert people.leila not in credential.without_credential()
    assert people.nell in credential.without_credential()
    row = agreed(people, people.leila)
    assert made(row, by=people.bashir).startswith("/account/password/reset/key/")


def test_a_link_is_not_opened_where_somebody_is_signed_in(people, carys, settings):
    settings.HOLDERS_INTRODUCE_THEMSELVES = False
    path = link(carys, by=people.ada)
    answer = signed_in(people.ada).get(path)
    assert answer.status_code == 409
    assert "Ada is signed in on this browser, and the link is for Carys" in words(answer)
    told = words(signed_in(people.ada).get(f"{path[:-4]}abc/"))
    assert "the link is for another account" in told
    carys.refresh_from_db()
    assert not carys.has_usable_password()


def test_one_person_can_still_try_it_alone(people, carys, settings):
    settings.HOLDERS_INTRODUCE_THEMSELVES = False
    row = proposed(carys, by=people.ada)
    assert "Introduction code" not in words(signed_in(people.bashir).get(PAGE))
    assert duty.grant(row, by=people.bashir, at=timezone.now()).state == "granted"


def test_without_a_taking_there_is_no_code(people, carys):
    assert code_to_read_out(carys) == ""
    row = proposed(carys, by=people.ada)
    leaves_nothing(
        WrongState,
        lambda: duty.grant(row, by=people.bashir, at=timezone.now(), code="2222-2222"),
        "nobody has signed in",
    )
