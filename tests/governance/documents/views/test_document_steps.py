"""Pages of what happens to a document: approval, publication, review, withdrawal, advice."""

from datetime import date, timedelta

import pytest

from tests.governance.adopted import a_draft, a_newer_edition, a_policy
from tests.log import everything
from tests.pages import a_day, signed_in, typed, words
from tests.rights import closed_to_all_but
from watchbook.governance.documents.queries import editions_of
from watchbook.organisation.queries import today

APPROVED = {"decided_by": "Cabinet", "minute": "43/18", **a_day("on", date(2018, 6, 12))}
PUBLISHED = {"address": "https://council.example/policy", **a_day("on", date(2018, 7, 1))}
REVIEWED = {
    "words": "Still right",
    **a_day("on", date(2019, 7, 1)),
    **a_day("review_on", date(2021, 7, 1)),
}
WITHDRAWN = {"reason": "No longer lawful", **a_day("on", date(2020, 1, 1))}
ADVISED = {"words": "Ask first.", **a_day("on", date(2018, 6, 1))}
TOO_LATE = a_day("on", today() + timedelta(days=2))  # of today also once midnight has passed


def page_of(tail="", edition=1):
    return f"/governance/documents/D-0001/{edition}/{tail}"


def held(edition=1):
    return editions_of("D-0001")[edition - 1]


def test_an_approval_is_recorded_and_says_which_edition_it_ends(people):
    a_newer_edition(a_policy())
    client, address = signed_in(people.simon), page_of("approve/", edition=2)
    assert (
        "Once you record the approval, this edition replaces D-0001/1, “RIPA policy, version 3.1”."
        in words(client.get(address))
    )
    response = client.post(address, APPROVED | a_day("on", date(2019, 1, 1)), follow=True)
    assert "The approval was recorded." in words(response)
    assert "Approval 1 January 2019: Cabinet, 43/18" in words(response)
    assert (held(1).state, held(2).state) == ("superseded", "approved")
    again = client.post(address, APPROVED)
    assert "You cannot record the approval of this edition: the state of the edition is “approved”." in words(
        again
    )


def test_an_assessment_without_advice_says_so_before_its_approval(people):
    a_draft(kind="dpia")
    simon = signed_in(people.simon)
    assert "advice is not recorded yet" in words(simon.get(page_of("approve/")))
    assert "No advice yet" in words(simon.get(page_of()))
    signed_in(people.fatima).post(page_of("advise/"), ADVISED)
    assert "advice is not recorded yet" not in words(simon.get(page_of("approve/")))


def test_a_publication_is_recorded_by_the_information_officer(people):
    a_policy()
    client = signed_in(people.bryn)
    response = client.post(page_of("publish/"), PUBLISHED, follow=True)
    assert "The publication was recorded." in words(response)
    assert "https://council.example/policy" in words(response)
    assert held().state == "published"


def test_a_review_is_recorded_with_the_day_of_the_next(people):
    a_policy()
    response = signed_in(people.helen).post(page_of("review/"), REVIEWED, follow=True)
    assert "The review was recorded." in words(response)
    assert "Next review 1 July 2021" in words(response)
    assert "1 July 2019: reviewed and still in force Still right" in words(response)


def test_a_withdrawal_is_recorded_with_its_reason(people):
    a_policy()
    response = signed_in(people.simon).post(page_of("withdraw/"), WITHDRAWN, follow=True)
    assert "The withdrawal was recorded." in words(response)
    assert "1 January 2020: withdrawn No longer lawful" in words(response)


def test_what_was_superseded_in_another_tab_is_not_withdrawn(people):
    row = a_policy()
    client = signed_in(people.simon)
    assert client.get(page_of("withdraw/")).status_code == 200
    a_newer_edition(row, approved_on=date(2019, 1, 1))
    before = everything()
    response = client.post(page_of("withdraw/"), WITHDRAWN)
    assert "You cannot withdraw this edition: the state of the edition is “replaced”. Open the page" in words(
        response
    )
    assert "No longer lawful" in response.text
    assert everything() == before


def test_the_officers_advice_is_recorded(people):
    a_draft(kind="dpia")
    response = signed_in(people.fatima).post(page_of("advise/"), ADVISED, follow=True)
    assert "Your advice was recorded." in words(response)
    assert "1 June 2018, Fatima Ask first." in words(response)


@pytest.mark.parametrize(
    ("tail", "facts", "changes", "says"),
    [
        (
            "approve/",
            APPROVED,
            {"decided_by": ""},
            "Enter the person or committee that approved the document",
        ),
        ("approve/", APPROVED, {"decided_by": "x" * 201}, "Enter 200 characters"),
        ("approve/", APPROVED, {"minute": "a\x00b"}, "Remove the characters that cannot be printed"),
        ("approve/", APPROVED, {"on_day": "31", "on_month": "6"}, "must be a real date"),
        (
            "approve/",
            APPROVED,
            dict.fromkeys(("on_day", "on_month", "on_year"), ""),
            "Enter the date of the approval",
        ),
        ("approve/", APPROVED, TOO_LATE, "date is in the future"),
        ("publish/", PUBLISHED, {"address": ""}, "Enter the web address"),
        ("publish/", PUBLISHED, {"address": "javascript:alert(1)"}, "Enter the whole web address"),
        (
            "publish/",
            PUBLISHED,
            {"address": "https://x.example/" + "y" * 500},
            "Enter 500 characters",
        ),
        (
            "publish/",
            PUBLISHED,
            {},
            "You cannot record the publication of this edition: the state of the edition is “draft”",
        ),
        ("review/", REVIEWED, {"words": ""}, "Enter the findings of the review"),
        ("review/", REVIEWED, {"words": "x" * 4001}, "Enter 4,000 characters"),
        ("review/", REVIEWED, {"review_on_year": "2099999"}, "must be between 1900 and 2100"),
        ("review/", REVIEWED, {}, "You can review only an approved edition"),
        ("withdraw/", WITHDRAWN, {"reason": " "}, "Enter the reason for the withdrawal"),
        ("withdraw/", WITHDRAWN, TOO_LATE, "date is in the future"),
    ],
)
def test_what_is_refused_keeps_what_was_typed_and_leaves_nothing(people, tail, facts, changes, says):
    a_draft()
    before = everything()
    response = signed_in(people.simon).post(page_of(tail), facts | changes)
    assert says in words(response)
    assert (facts | changes)["on_year"] in typed(response) | {""}
    assert everything() == before


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"words": ""}, "Enter the advice"),
        ({"words": "x" * 4001}, "Enter 4,000 characters"),
        (TOO_LATE, "date is in the future"),
    ],
)
def test_advice_that_is_refused_leaves_nothing(people, changes, says):
    a_draft(kind="dpia")
    before = everything()
    assert says in words(signed_in(people.fatima).post(page_of("advise/"), ADVISED | changes))
    assert everything() == before


def test_advice_on_another_document_is_refused(people):
    a_draft()
    response = signed_in(people.fatima).post(page_of("advise/"), ADVISED)
    assert "this document is of another kind." in words(response)


def test_pages_are_closed_to_whoever_may_not_with_the_reason(people):
    a_policy()
    closed_to_all_but(
        {"simon"}, people, page_of("approve/"), page_of("withdraw/"), match="approved or withdrawn"
    )
    closed_to_all_but({"simon", "bryn"}, people, page_of("publish/"), match="was published")
    closed_to_all_but({"simon", "helen"}, people, page_of("review/"), match="documents of this kind")
    closed_to_all_but({"fatima"}, people, page_of("advise/"), match="only the data protection officer can")


def test_there_is_no_page_of_an_edition_that_was_not_recorded(people):
    for name, tails in (
        ("simon", ("approve/", "publish/", "review/", "withdraw/")),
        ("fatima", ("advise/",)),
    ):
        for tail in tails:
            assert signed_in(getattr(people, name)).get(page_of(tail)).status_code == 404
