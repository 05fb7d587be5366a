"""The questions of a signer's page: what the registers say beside them, and the answers they offer."""

import pytest

from watchbook.governance.statements.forms import page_of, questions, statement_form
from watchbook.governance.statements.rules import ALL_RECORDED, NONE, MatterStatement


def offered(duty, held):
    return {one.matter: [value for value, _words in one.choices] for one in questions(duty, held)}


def test_a_page_offers_what_can_be_signed_of_each_matter():
    assert offered("line_manager", {"tools": 2, "methods": 0, "forms": 1}) == {
        "looks": ["none", "open"],
        "tools": ["none", "all_recorded-2", "open"],
        "methods": ["none", "open"],
        "profiles": ["none", "open"],
        "forms": ["none", "all_recorded-1", "open"],
    }
    assert offered("internal_auditor", {"audits": 1}) == {"audits": ["none", "all_recorded-1", "open"]}


@pytest.mark.parametrize(
    ("held", "says"),
    [
        ({"letters": 0}, "The register shows none for these dates"),
        ({"letters": 3}, "The register shows 3 for these dates."),
    ],
)
def test_what_the_register_holds_stands_beside_the_question(held, says):
    letters, _inspections = questions("senior_responsible_officer", held)
    assert says in letters.register
    profiles = next(one for one in questions("line_manager", {}) if one.matter == "profiles")
    assert "not in use yet" in profiles.register


def test_a_filled_page_says_what_was_answered_and_nothing_of_what_was_left_open():
    asked = questions("senior_responsible_officer", {"letters": 3, "inspections": 2})
    form = statement_form(asked)(
        {"letters": "all_recorded-3", "inspections": "all_recorded-2", "remarks": "Seen."}
    )
    assert form.is_valid()
    page = page_of(form, asked)
    assert page.said == {
        "letters": MatterStatement(ALL_RECORDED, 3),
        "inspections": MatterStatement(ALL_RECORDED, 2),
    }
    assert page.remarks == "Seen."
    form = statement_form(asked)({"letters": "none", "inspections": "open", "remarks": ""})
    assert form.is_valid()
    assert page_of(form, asked).said == {"letters": MatterStatement(NONE)}


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (
            "",
            "Select an answer for “Letters from oversight bodies about social media”, or leave the question open",
        ),
        ("all_recorded-2", "the register has changed"),
        ("all_recorded", "the register has changed"),
        ("x" * 500, "the register has changed"),
    ],
)
def test_an_answer_that_is_not_offered_is_refused_with_what_to_do(answer, says):
    asked = questions("senior_responsible_officer", {"letters": 3})
    form = statement_form(asked)({"letters": answer, "inspections": "open", "remarks": ""})
    assert says in str(form.errors["letters"])
