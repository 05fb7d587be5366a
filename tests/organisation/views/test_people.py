"""Pages of people: the list, an account, adding, closing, opening, one-time links."""

import logging
from datetime import timedelta
from uuid import uuid4

import pytest

from tests import given
from tests.log import everything, told
from tests.organisation.test_one_time_link import may_sign_in, use
from tests.pages import signed_in, typed, words
from tests.proof_only import EVERY_ROW
from tests.rights import BOTH, closed_to_all_but, the_system
from watchbook.organisation import disposal, duty, person
from watchbook.organisation.models import Person, Service
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind

PEOPLE = "/organisation/people/"
ADD = "/organisation/people/add/"
MANY = 50 if EVERY_ROW else 30  # more than a page of the list
MANY_DUTIES = 50 if EVERY_ROW else 10
KNOWN = {"identity": "at_hand_over"}


def page_of(somebody, tail=""):
    return f"/organisation/people/{somebody.id}/{tail}"


def many(people, count):
    """Accounts in numbers, each with two granted duties that join with a warning, and a proposed one."""
    for number in range(Person.objects.filter(name__startswith="Extra").count(), count):
        one = person.add(
            email=f"extra{number}@council.invalid",
            name=f"Extra {number:03}",
            service=Service.objects.get(),
            by=people.ada,
            at=given.AT,
        )
        both = (DutyKind.INVESTIGATOR, DutyKind.AUTHORISING_OFFICER, DutyKind.SOLICITOR)
        rows = [duty.propose(one, kind=kind, from_on=today(), by=people.ada, at=given.AT) for kind in both]
        for row in rows[:2]:
            duty.grant(row, by=people.bashir, at=given.AT)


def test_the_list_shows_each_account_with_its_service_its_duties_and_whether_it_is_open(people):
    person.close(people.nell, by=people.ada, at=given.AT)
    text = words(signed_in(people.ada).get(PEOPLE))
    assert "Ines Service Trading Standards Duties investigator Account no password yet" in text
    assert "Nell Service – Duties – Account closed" in text
    assert "Watchbook (jobs)" not in text
    assert "Add a person" in text


def test_a_proposal_is_shown_to_whoever_may_decide_it_and_joined_duties_to_all(people):
    many(people, 1)
    for name, decides in [("ada", False), ("bashir", True), ("simon", False)]:
        text = words(signed_in(getattr(people, name)).get(PEOPLE))
        assert ("Duties for you to decide on" in text) == decides
        assert "Extra 000: authorising officer and investigator." in text
        assert "solicitor (proposed)" in text
        assert ("Add a person" in text) == (name != "simon")


def test_the_list_takes_the_same_number_of_queries_for_two_people_and_for_many(
    people, django_assert_num_queries
):
    client = signed_in(people.bashir)
    many(people, 2)
    with django_assert_num_queries(8):
        client.get(PEOPLE)
    many(people, MANY)
    with django_assert_num_queries(8):
        client.get(PEOPLE)


def test_an_account_shows_its_duties_who_decided_them_and_what_happened(people):
    text = words(signed_in(people.simon).get(page_of(people.ines)))
    assert "ines@council.invalid" in text
    assert "investigator State in force Dates from 2 March 2026 Proposed by Ada Decided by Bashir" in text
    assert "The account was added." in text
    assert "The duty of investigator was proposed." in text
    assert "The duty of investigator was granted." in text
    assert "Make a one-time link" not in text
    text = words(signed_in(people.bashir).get(page_of(people.ada)))
    assert "system administrator State in force Dates from 2 March 2026 Proposed by Watchbook (jobs)" in text
    assert "Decided by set-up Action End duty" in text
    assert "Close the account" in text
    assert "Close the account" not in words(signed_in(people.ada).get(page_of(people.ada)))


def test_what_happened_names_whoever_acted_and_what_it_was_about_and_no_log_does(people, caplog):
    client, before = signed_in(people.simon), everything()
    with caplog.at_level(logging.DEBUG):
        text = words(client.get(page_of(people.ines)))
    assert "The duty of investigator was proposed. – 2 March 2026 at 10:00am, by Ada" in text
    assert "The duty of investigator was granted. – 2 March 2026 at 10:00am, by Bashir" in text
    assert "Person Ines Duty investigator" in text
    assert "First date 2 March 2026" in text
    assert "Event duty.granted " in text
    assert (
        text.index("The duty of investigator was granted.")
        < text.index("The duty of investigator was proposed.")
        < text.index("The account was added.")
    )
    assert everything() == before
    ours = [one.getMessage() for one in caplog.records if not one.name.startswith("django.db")]
    assert [name for name in ("Ada", "Ines", "Bashir") if name in str(ours)] == []
    text = words(signed_in(people.simon).get(page_of(people.ada)))
    assert "10:00am, by Watchbook (jobs)" in text


def test_what_an_emptied_account_did_stays_and_names_nobody(people):
    person.close(people.ada, by=people.bashir, at=given.AT)
    disposal.dispose(people.ada.id, by=people.winston, at=given.AT)
    text = words(signed_in(people.simon).get(page_of(people.ines)))
    assert (
        "The duty of investigator was proposed. – 2 March 2026 at 10:00am, by a person whose name was deleted"
        in text
    )
    assert "The duty of investigator was granted. – 2 March 2026 at 10:00am, by Bashir" in text
    assert "Ada" not in text


def test_an_account_without_a_duty_says_so_and_a_closed_one_can_be_opened(people):
    person.close(people.nell, by=people.ada, at=given.AT)
    text = words(signed_in(people.ada).get(page_of(people.nell)))
    assert "This person holds no duties." in text
    assert "Open the account again" in text


def test_an_account_takes_the_same_number_of_queries_for_two_duties_and_for_many(
    people, django_assert_num_queries
):
    client, address = signed_in(people.ada), page_of(people.nell)
    for wanted in (2, MANY_DUTIES):
        while people.nell.duties.count() < wanted:
            day = today() + timedelta(days=people.nell.duties.count())
            row = duty.propose(
                people.nell, kind=DutyKind.SOLICITOR, from_on=day, until_on=day, by=people.ada, at=given.AT
            )
            duty.grant(row, by=people.bashir, at=given.AT)
        client.get(address)
        with django_assert_num_queries(9):
            client.get(address)


def test_a_person_is_added_and_their_link_is_shown_once_and_stands_in_no_address(people):
    client = signed_in(people.ada)
    assert "Add a person" in words(client.get(ADD))
    sent = {
        "name": "Zadie Quill",
        "email": "Zadie@Council.invalid",
        "service": str(Service.objects.get().id),
    } | KNOWN
    response = client.post(ADD, sent)
    assert response.status_code == 200
    added = Person.objects.get(email="zadie@council.invalid")
    link = next(word for word in words(response).split() if word.startswith("http://testserver/account/"))
    use(link.removeprefix("http://testserver"))
    assert may_sign_in("zadie")
    assert "Zadie Quill Service Trading Standards Duties – Account open" in words(client.get(PEOPLE))
    assert added.service == Service.objects.get()


def test_a_refused_form_keeps_what_was_typed_and_writes_nothing(people):
    client = signed_in(people.ada)
    before = everything()
    response = client.post(ADD, {"name": "Zadie Quill", "email": "ines@council.invalid"} | KNOWN)
    assert response.status_code == 200
    assert "Error: Add a person" in words(response)
    assert "You cannot use this email address: another account has it." in words(response)
    assert {"Zadie Quill", "ines@council.invalid"} <= typed(response)
    assert everything() == before


def test_an_account_is_closed_and_opened_by_a_press_and_a_second_press_is_409(people):
    client = signed_in(people.ada)
    nell = people.nell
    assert "The account was closed." in words(client.post(page_of(nell, "close/"), follow=True))
    response = client.post(page_of(nell, "close/"))
    assert (response.status_code, "closed already" in words(response)) == (409, True)
    assert "The account is open again." in words(client.post(page_of(nell, "reopen/"), follow=True))
    assert client.post(page_of(nell, "reopen/")).status_code == 409
    assert people.nell.is_active


def test_an_account_has_a_new_link_by_a_click(people):
    client = signed_in(people.ada)
    assert "Make a one-time link" in words(client.get(page_of(people.nell, "link/")))
    unsaid = client.post(page_of(people.nell, "link/"), {"identity": ""})
    assert "Select how you know that the link reaches the right person" in words(unsaid)
    response = client.post(page_of(people.nell, "link/"), KNOWN)
    assert told(people.nell)[3] == {"identity": "at_hand_over"}
    assert "Hand this link to Nell yourself." in words(response)
    assert "/account/password/reset/key/" in response.text


def test_a_link_for_a_closed_account_is_refused_with_the_reason(people):
    person.close(people.nell, by=people.ada, at=given.AT)
    response = signed_in(people.ada).post(page_of(people.nell, "link/"))
    assert (response.status_code, "Open the account again first." in words(response)) == (403, True)


@pytest.mark.parametrize(
    ("tail", "asks"),
    [
        (
            "close/",
            "Close this account? The person will no longer be able to sign in. Their session will end at once.",
        ),
        (
            "reopen/",
            "This account cannot be opened again now You cannot open this account again: it is in use",
        ),
        ("sessions/end/", "End all sessions of this person? The person is signed in on one browser."),
    ],
)
def test_what_changes_something_is_done_by_post_only(people, tail, asks):
    signed_in(people.ines)
    before = everything()
    page = signed_in(people.ada).get(page_of(people.ines, tail))
    assert f"Ines (ines@council.invalid) {asks}" in words(page)
    assert ("Their duty of investigator will end." in words(page)) == (tail == "close/")
    assert people.ines.is_active
    assert everything() == before
    assert f'href="{page_of(people.ines)}"' in page.text


def test_pages_are_closed_to_whoever_may_not_with_the_reason(people):
    reason = "only a system administrator"
    closed_to_all_but({*BOTH, "simon"}, people, PEOPLE, page_of(people.ines), match=reason)
    tails = ("link/", "close/", "reopen/")
    closed_to_all_but(BOTH, people, ADD, *(page_of(people.ines, tail) for tail in tails), match=reason)


def test_there_is_no_page_of_the_system_person_or_of_nobody(people):
    client = signed_in(people.ada)
    assert client.get(page_of(the_system())).status_code == 404
    assert client.get(f"{PEOPLE}{uuid4()}/").status_code == 404
    assert client.post(f"{PEOPLE}{uuid4()}/close/").status_code == 404


def test_a_form_without_its_security_token_is_refused(people):
    client = signed_in(people.ada)
    client.handler.enforce_csrf_checks = True
    before = everything()
    response = client.post(page_of(people.nell, "close/"))
    assert (response.status_code, "We could not accept the form" in words(response)) == (403, True)
    assert everything() == before
