"""The officers who appear before the court: named with the decision that authorises them, printed, and recorded with the order."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.authorisations import given
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.pages import signed_in, words
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import WrongState
from watchbook.authorisations import court_appearance, court_pack, judicial_approval
from watchbook.authorisations.court_appearance import CourtAppearance
from watchbook.authorisations.paper_fields import HAND
from watchbook.keys.envelope import opened

AT = given.DECIDED + timedelta(hours=1)
INES = CourtAppearance("Ines, investigator\nM. Okafor, solicitor", "Scheme of delegation, 19 May 2025")
SECTION = "Local Government Act 1972, section 223"


def named(people, row, **changes):
    return court_appearance.name(row, replace(INES, **changes), by=people.ines, at=AT)


def pack(people, row):
    made = court_pack.make(row, by=people.helen, at=AT)
    said = " ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)
    return " ".join(said.split())


def test_whoever_is_named_stands_in_the_papers_with_the_decision_and_the_section(people):
    row = named(people, given.a_granted(people))
    assert told(row)[4] == {"appears": INES.appears, "authorised_by": INES.authorised_by}
    assert "Okafor" not in open_words()
    said = pack(people, row)
    assert said.count("M. Okafor, solicitor") == 2  # in the form and in the statement
    assert said.count(f"Authorised by: Scheme of delegation, 19 May 2025 ({SECTION}") == 2
    statement = said.partition("Statement of the officer who appears")[2]
    assert statement.strip().startswith(
        "Officers who appear Ines, investigator M. Okafor, solicitor Authorised by"
    )


def test_where_nobody_is_named_the_papers_leave_it_to_be_filled_in_by_hand(people):
    said = pack(people, given.a_granted(people))
    assert f"Officers who appear {HAND[:10]}" in said
    assert SECTION in said


@pytest.mark.parametrize("change", [{"appears": "x"}, {"authorised_by": " "}, {"authorised_by": "yes"}])
def test_a_word_names_nobody(people, change):
    row = given.a_granted(people)
    leaves_nothing(
        WrongState, lambda: named(people, row, **change), "names and posts, and the authority’s decision"
    )


def test_nobody_is_named_before_the_grant_or_where_no_court_is_asked(people):
    waiting = given.a_passed(people)
    leaves_nothing(WrongState, lambda: named(people, waiting), "not been granted yet")
    outside = given.in_force(people, kind="non_ripa")
    leaves_nothing(WrongState, lambda: named(people, outside), "does not need a court")


def test_who_may_and_nothing_stays_where_the_log_fails(people, monkeypatch):
    row = given.a_granted(people)

    def name(by):
        return court_appearance.name(row, INES, by=by, at=AT)

    refused_to_all_but({"ines", "helen"}, people, name, match=".")
    undone_when_the_log_fails(monkeypatch, court_appearance, lambda: name(people.ines))


def test_an_order_is_not_recorded_without_who_appeared(people):
    row = given.a_granted(people)
    for change in ({"appears": ""}, {"authorised_by": "n/a"}):
        order = replace(given.ORDER, **change)
        leaves_nothing(
            WrongState,
            lambda order=order: judicial_approval.record_order(
                row, order, file=given.SIGNED, by=people.ines, at=given.ORDERED
            ),
            "which officers will appear before the court",
        )


def test_the_pages_ask_fill_in_and_warn(people):
    row = given.a_granted(people)
    ines, where = signed_in(people.ines), f"/authorisations/{row.reference}/"
    assert "No officers are named yet. The papers have a blank" in words(ines.get(where))
    sent = {"appears": INES.appears, "authorised_by": INES.authorised_by}
    assert "Enter who appears" in words(ines.post(f"{where}court-appearance/", sent | {"appears": ""}))
    assert ines.post(f"{where}court-appearance/", sent).status_code == 302
    assert "M. Okafor, solicitor" in words(ines.get(where))
    assert "M. Okafor, solicitor" in ines.get(f"{where}judicial-approval/").text
    unauthorised = replace(given.ORDER, is_authorised=False, authorised_by="Nobody found a decision")
    judicial_approval.record_order(row, unauthorised, file=given.SIGNED, by=people.ines, at=given.ORDERED)
    assert opened(row.hearings.get())["is_authorised"] is False
    shown = words(ines.get(where))
    assert "Appeared for the authority: Ines, investigator" in shown
    assert "were not authorised to do so, or it is not known whether they were. Ask the solicitor" in shown


@pytest.mark.parametrize("state", ["refused", "cancelled"])
def test_nobody_is_named_once_the_court_has_nothing_to_decide(people, state):
    granted = given.a_granted(people)
    if state == "refused":
        order = replace(given.ORDER, outcome="refused")
        row = judicial_approval.record_order(
            granted, order, file=None, by=people.ines, at=order.ordered_at + timedelta(hours=1)
        )
    else:
        row = given.cancelled(people, granted, at=AT)
    leaves_nothing(
        WrongState, lambda: named(people, row), "no decision on this authorisation is waiting for the court"
    )


def test_the_officers_are_named_for_a_renewal_that_waits_for_the_court(people):
    row = given.in_force(people)
    leaves_nothing(WrongState, lambda: named(people, row), "no decision on this authorisation is waiting")
    given.a_renewal(people, row, at=given.DECIDED + timedelta(days=30))
    assert named(people, row).pk == row.pk


def test_no_papers_are_made_once_the_court_has_nothing_to_decide(people):
    row = given.cancelled(people, given.a_granted(people), at=AT)
    leaves_nothing(
        WrongState,
        lambda: court_pack.make(row, by=people.helen, at=AT),
        "You cannot make papers for the court: no decision on this authorisation is waiting for the court",
    )
