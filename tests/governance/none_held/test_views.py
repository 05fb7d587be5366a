"""Pages of “none is held”."""

from uuid import uuid4

import pytest
from django.utils import timezone

from tests.governance.adopted import a_policy, search
from tests.log import everything
from tests.pages import signed_in, typed, words
from tests.rights import closed_to_all_but
from watchbook.governance.documents.models import NoneHeld
from watchbook.governance.none_held import none_held
from watchbook.organisation.queries import today
from watchbook.web.wording import day

HELD = "/governance/none-held/"
SIGN = f"{HELD}sign/"
READERS = {"helen", "simon", "leila", "bryn", "fatima", "oliver", "edmund", "ivo", "winston"}
SENT = {
    "kind": "dpia",
    "searched": "The policy library",
    "reason": "None was ever written",
    "confirmed": "on",
}


def sign_now(people, kind="pia"):
    return none_held.sign(**search(kind), by=people.simon, at=timezone.now())


def test_every_kind_says_what_is_held_or_who_signed_or_that_it_is_to_be_searched(people):
    a_policy()
    a_policy(title="Surveillance policy")
    sign_now(people)
    text = words(signed_in(people.edmund).get(HELD))
    assert "Policy Status held Evidence D-0001/1 “RIPA policy” and 1 more To do –" in text
    assert (
        f"Privacy impact assessment Status none is held Evidence Signed by Simon on {day(today())}; counts until"
        in text
    )
    assert (
        "Places searched: “The policy library”; reason why none is held: “None was ever written” To do –"
        in text
    )
    assert "Software or hardware Status to be searched Evidence no document and no signature To do –" in text
    assert (
        "Somebody signed to confirm that the council holds no document, tool or course of a particular kind."
        in text
    )
    assert "Import signatures" not in text


def test_whoever_may_sign_is_led_to_it_kind_by_kind(people):
    row = sign_now(people)
    page = signed_in(people.fatima).get(HELD)
    assert f"{SIGN}?kind=dpia" in page.text
    assert f"{HELD}{row.id}/take-back/" in page.text
    assert f"{SIGN}?kind=tool" not in page.text
    assert "Import signatures" in words(page)


def test_a_signature_is_given_by_ticking_the_box(people):
    client = signed_in(people.simon)
    assert "dpia" in typed(client.get(f"{SIGN}?kind=dpia"))
    unticked = client.post(SIGN, SENT | {"confirmed": ""})
    assert "Select the box to confirm that none is held" in words(unticked)
    response = client.post(SIGN, SENT, follow=True)
    assert (
        "You signed to confirm that the council holds none of this kind: data protection impact assessment."
        in words(response)
    )
    row = NoneHeld.objects.get()
    assert (row.kind, row.searched, row.signed_on) == ("dpia", "The policy library", today())


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"kind": ""}, "Select the kind of document, tool or course that is not held"),
        ({"kind": "poem"}, "Select one of the answers on this page"),
        ({"searched": " "}, "Enter the places where you searched"),
        ({"reason": ""}, "Enter the reason why none is held"),
        ({"reason": "x" * 1001}, "Enter 1,000 characters"),
        ({"searched": "a\x00b"}, "Remove the characters that cannot be printed"),
        ({"kind": "policy"}, "D-0001/1 “RIPA policy” is in force on the date of signature. Open that entry"),
    ],
)
def test_a_refused_signature_keeps_what_was_typed_and_leaves_nothing(people, changes, says):
    a_policy()
    before = everything()
    response = signed_in(people.simon).post(SIGN, SENT | changes)
    assert says in words(response)
    assert "on" in typed(response)
    assert everything() == before


def test_the_coordinator_is_offered_only_the_kinds_they_sign(people):
    client = signed_in(people.helen)
    assert "Training course" in words(client.get(SIGN))
    assert "Policy" not in words(client.get(SIGN))
    assert "Select one of the answers on this page" in words(client.post(SIGN, SENT))


def test_words_that_would_be_a_program_are_shown_as_text(people):
    response = signed_in(people.simon).post(
        SIGN, SENT | {"searched": "<img src=x onerror=alert(1)>"}, follow=True
    )
    assert "<img src=x" not in response.text
    assert "&lt;img src=x" in response.text


def test_a_signature_that_was_wrong_is_taken_back(people):
    row = sign_now(people)
    client, address = signed_in(people.fatima), f"{HELD}{row.id}/take-back/"
    assert "Signed by Simon" in words(client.get(address))
    assert "Select the box to confirm" in words(client.post(address, {"x": "y"}))
    response = client.post(address, {"confirmed": "on"}, follow=True)
    assert "The signature was taken back and no longer counts." in words(response)
    again = client.post(address, {"confirmed": "on"})
    assert "You cannot take back this signature: somebody has already taken the entry back." in words(again)
    gone = NoneHeld.objects.get(is_struck=True)
    for missing in (gone.id, uuid4()):
        assert client.get(f"{HELD}{missing}/take-back/").status_code == 404
        assert signed_in(people.nell).get(f"{HELD}{missing}/take-back/").status_code == 403


def test_pages_are_closed_to_whoever_may_not_with_the_reason(people):
    row = sign_now(people)
    closed_to_all_but(READERS, people, HELD, match="cannot read the register of documents")
    closed_to_all_but(
        {"simon", "fatima", "helen"}, people, SIGN, match="confirm that no document of a given kind is held"
    )
    closed_to_all_but(
        {"simon", "fatima"},
        people,
        f"{HELD}{row.id}/take-back/",
        match="confirm that no document of this kind is held",
    )


def test_the_list_takes_the_same_number_of_queries_whatever_is_signed(people, django_assert_num_queries):
    client = signed_in(people.simon)
    for kind in ("pia", "dpia", "form"):
        sign_now(people, kind)
        with django_assert_num_queries(9):
            client.get(HELD)
