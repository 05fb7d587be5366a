"""Pages of the clauses of a document that matter."""

from uuid import uuid4

import pytest

from tests.given import AT
from tests.governance.adopted import a_clause, a_draft, approve, newest
from tests.log import everything
from tests.pages import signed_in, typed, words
from tests.rights import closed_to_all_but
from watchbook.governance.documents import policy
from watchbook.governance.documents.models import Clause

SENT = {
    "number": "7.1",
    "heading": "Befriending",
    "settles": ["social_media", "authoriser"],
    "text": "Nobody befriends\nwithout an authorisation.",
}


def page_of(tail=""):
    return f"/governance/documents/D-0001/1/{tail}"


def clause_page(clause, tail):
    return page_of(f"clauses/{clause.id}/{tail}")


def test_a_clause_is_typed_and_shown_line_by_line(people):
    a_draft()
    client, address = signed_in(people.helen), page_of("clauses/add/")
    assert "What is the number of the clause?" in words(client.get(address))
    response = client.post(address, SENT, follow=True)
    assert "Clause 7.1 was recorded." in words(response)
    assert (
        "7.1 Befriending Subject of the clause: the use of social media; the person who must authorise the use of social media"
        in words(response)
    )
    assert "Nobody befriends\nwithout an authorisation." in response.text.replace("\r", "")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"number": ""}, "Enter the number of the clause"),
        ({"number": "seven!"}, "number of the clause is not right"),
        ({"number": "7" * 21}, "Enter 20 characters"),
        ({"number": "7"}, "clause 7 is already recorded"),
        ({"heading": " "}, "Enter the heading of the clause"),
        ({"settles": []}, "Select what the clause covers"),
        ({"settles": ["poetry"]}, "Select one of the answers on this page"),
        ({"text": ""}, "Enter the words of the clause"),
        ({"text": "x" * 8001}, "Enter 8,000 characters"),
        ({"text": "a\x00b"}, "Remove the characters that cannot be printed"),
    ],
)
def test_a_refused_clause_keeps_what_was_typed_and_leaves_nothing(people, changes, says):
    a_clause(a_draft())
    before = everything()
    response = signed_in(people.helen).post(page_of("clauses/add/"), SENT | changes)
    assert says in words(response)
    assert {"Befriending", "social_media"} & typed(response)
    assert everything() == before


def test_a_clause_that_would_be_a_program_is_shown_as_text(people):
    a_draft()
    response = signed_in(people.helen).post(
        page_of("clauses/add/"), SENT | {"text": "<img src=x onerror=alert(1)>"}, follow=True
    )
    assert "<img src=x" not in response.text
    assert "&lt;img src=x" in response.text


def test_a_clause_is_corrected_under_its_number(people):
    clause = a_clause(a_draft())
    client, address = signed_in(people.simon), clause_page(clause, "correct/")
    page = client.get(address)
    assert {"Social media", "social_media"} <= typed(page)
    assert "What is the number of the clause?" not in words(page)
    response = client.post(address, SENT | {"number": "99"}, follow=True)
    assert "Clause 7 was corrected." in words(response)
    assert Clause.objects.get(corrected_by=None).number == "7"
    stale = client.post(address, SENT)
    assert "You cannot save this clause: somebody changed it in the meantime." in words(stale)
    wrong = client.post(address, SENT | {"text": ""})
    assert "Enter the words of the clause" in words(wrong)


def test_a_clause_entered_by_mistake_is_taken_back(people):
    clause = a_clause(a_draft())
    client, address = signed_in(people.helen), clause_page(clause, "take-back/")
    assert "Take clause 7 back" in words(client.get(address))
    assert "Select the box to confirm" in words(client.post(address, {"x": "y"}))
    response = client.post(address, {"confirmed": "on"}, follow=True)
    assert "Clause 7 was taken back." in words(response)
    assert "No clauses yet" in words(response)
    again = client.post(address, {"confirmed": "on"})
    assert "You cannot save this clause: somebody changed it in the meantime." in words(again)


def test_pages_are_closed_to_whoever_may_not_with_the_reason(people):
    clause = a_clause(a_draft())
    addresses = (page_of("clauses/add/"), clause_page(clause, "correct/"), clause_page(clause, "take-back/"))
    closed_to_all_but({"helen", "simon"}, people, *addresses, match="cannot record documents of this kind")
    approve(newest())
    closed_to_all_but({"simon"}, people, *addresses, match="You cannot record")


def test_there_is_no_page_of_a_clause_that_is_not_there(people):
    row = a_draft()
    clause = a_clause(row)
    other = a_clause(a_draft(title="Another"))
    gone = policy.take_back_clause(row, clause, by=people.helen, at=AT)
    client = signed_in(people.simon)
    for missing in (gone.id, other.id, uuid4()):
        for tail in ("correct/", "take-back/"):
            assert client.get(page_of(f"clauses/{missing}/{tail}")).status_code == 404
    assert client.get("/governance/documents/D-9999/1/clauses/add/").status_code == 404
