"""Who may do what, complete: asked of the code act by act, and of the pages by HTTP, duty by duty."""

import pytest
from django.db import transaction
from django.urls import reverse

from tests import given
from tests.architecture.addresses import addresses
from tests.architecture.source import ROOT, listed, modules
from tests.pages import browser, signed_in
from tests.people import ADMINISTRATORS, DUTIES, NOBODY
from tools import docs, rights
from watchbook.foi import request
from watchbook.organisation import duty as duty_acts
from watchbook.organisation.rules import DutyKind

# What each address asks, and the kind of thing it is tried on (tools/rights.py); the rest is open to all signed in.
ASKS = {
    "organisation:authority": ("may_amend_authority", ""),
    "organisation:service_add": ("may_amend_authority", ""),
    "organisation:people": ("may_see_people", ""),
    "organisation:person": ("may_see_people", ""),
    "organisation:person_add": ("may_add_person", ""),
    "organisation:person_link": ("may_make_link", "another's account"),
    "organisation:person_close": ("may_close_account", "another's account"),
    "organisation:person_reopen": ("may_close_account", "another's account"),
    "organisation:duty_propose": ("may_propose_duty", ""),
    "organisation:duty_grant": ("may_decide_duty", "a third person's proposal for another"),
    "organisation:duty_decline": ("may_decide_duty", "a third person's proposal for another"),
    "organisation:duty_end": ("may_end_duty", "another's duty"),
    "governance:letters": ("may_read_letters", ""),
    "governance:letter": ("may_read_letters", ""),
    "governance:letter_file": ("may_read_letters", ""),
    "governance:letter_reply_file": ("may_read_letters", ""),
    "governance:letter_add": ("may_record_letter", ""),
    "governance:letters_import": ("may_record_letter", ""),
    "governance:letters_template": ("may_record_letter", ""),
    "governance:letter_correct": ("may_record_letter", ""),
    "governance:letter_reply": ("may_record_letter", ""),
    "governance:letter_no_reply": ("may_confirm_no_reply", ""),
    "foi:requests": ("may_read_requests", ""),
    "foi:request": ("may_read_requests", ""),
    "foi:draft": ("may_read_requests", ""),
    "foi:draft_file": ("may_read_requests", ""),
    "foi:request_new": ("may_receive_request", ""),
}
OPEN_TO_ALL_SIGNED_IN = {
    "home",
    "account_reauthenticate", "account_email", "account_change_password", "account_set_password",
}  # fmt: skip
# What everybody may do for themselves.
OWN = {("may_set_password", "their own account")}
POSTED = {
    "organisation:person_link", "organisation:person_close", "organisation:person_reopen",
    "organisation:duty_grant", "organisation:duty_decline",
}  # fmt: skip
FORBIDDEN = 403


@pytest.fixture
def places(people):
    """The arguments of every address that takes some: real rows, so that nothing is refused for not being there."""
    letter = given.a_letter_with_reply(people)
    received = request.receive(
        "1. Why?", received_on=given.AT.date(), regime="foia", by=people.bryn, at=given.AT
    )
    proposal = duty_acts.propose(
        people.nell, kind=DutyKind.INVESTIGATOR, from_on=given.AT.date(), by=people.ada, at=given.AT
    )
    named = {address.name: address.pattern for address in addresses() if address.name in ASKS}
    rows = {
        "person_id": lambda name: people.nell.id,
        "duty_id": lambda name: (
            people.ines.duties.get().id if name == "organisation:duty_end" else proposal.id
        ),
        "reference": lambda name: (received if name.startswith("foi:") else letter).reference,
    }
    return {
        name: reverse(name, kwargs={key: row(name) for key, row in rows.items() if f":{key}>" in pattern})
        for name, pattern in named.items()
    }


def status(client, path, *, posted):
    """The answer's status; what the request changed is undone."""
    with transaction.atomic():
        answer = client.post(path) if posted else client.get(path)
        transaction.set_rollback(True)
    return answer.status_code


def test_every_act_asks_somebody_and_every_question_is_in_the_matrix():
    asked = {right.may for right in rights.rights()} | rights.ASKS_NOBODY.keys()
    assert asked == rights.questions().keys()
    assert set(rights.COLUMNS) == set(DutyKind)


def test_every_question_is_asked_by_something():
    wrong = [may for may in rights.questions() if sum(one.text.count(may) for one in modules()) < 2]
    assert not wrong, listed(wrong)


def test_nobody_without_a_duty_may_do_anything_but_what_is_their_own_and_no_closed_account():
    closed = [right.may for right in rights.rights() if rights.CLOSED in right.holders]
    without = {(right.may, right.about) for right in rights.rights() if rights.NOBODY in right.holders}
    assert not closed
    assert without <= OWN


def test_the_matrix_is_the_one_in_the_documents():
    assert (ROOT / "docs" / "reference" / "rights.md").read_text(encoding="utf-8") == docs.pages()[
        "rights.md"
    ]


def test_every_address_is_public_or_asks_or_is_open_to_all_who_signed_in():
    private = {address.name for address in addresses() if not address.is_public}
    assert private == ASKS.keys() | OPEN_TO_ALL_SIGNED_IN
    assert all(may in rights.questions() for may, _ in ASKS.values())


def test_without_sign_in_every_page_leads_to_it(places):
    client, wrong = browser(), {}
    for name, path in places.items():
        answer = client.post(path) if name in POSTED else client.get(path)
        if answer.status_code != 302 or not answer["Location"].startswith(reverse("account_login")):
            wrong[name] = answer.status_code
    assert not wrong
    assert client.get(reverse("home")).status_code == 302


@pytest.mark.parametrize("who", [NOBODY, *DUTIES, ADMINISTRATORS[1]])
def test_a_page_opens_for_a_duty_exactly_where_the_matrix_says_so(people, places, who):
    client = signed_in(getattr(people, who))
    duty = {NOBODY: rights.NOBODY, ADMINISTRATORS[1]: DutyKind.SYSTEM_ADMINISTRATOR}.get(who) or DUTIES[who]
    holders = {(right.may, right.about): right.holders for right in rights.rights()}
    expected = {name for name, asks in ASKS.items() if duty in holders[asks]}
    opened = {
        name for name, path in places.items() if status(client, path, posted=name in POSTED) != FORBIDDEN
    }
    assert opened == expected
    assert status(client, reverse("home"), posted=False) == 200
