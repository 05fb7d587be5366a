"""Pages of statements: who has signed, signing for a quarter and for the years before, correcting, what is refused."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import given
from tests.governance import tools_and_training
from tests.governance.signed import another_service, entered_quarter, seat_of, trading_standards
from tests.log import everything
from tests.oversight import given as overseen
from tests.pages import a_day, signed_in, typed, words
from tests.rights import closed_to_all_but
from watchbook.governance.letters import letter_received
from watchbook.governance.statements import statement
from watchbook.governance.statements.models import Statement
from watchbook.governance.statements.rules import Quarter, last_whole_quarter, quarter_before
from watchbook.governance.statements.statement import Page
from watchbook.organisation.queries import today
from watchbook.oversight.inspection import inspection

OVERVIEW = "/governance/statements/"
LAST = last_whole_quarter(today())
READERS = {
    "helen", "simon", "leila", "bryn", "fatima", "oliver", "edmund", "ivo", "winston", "judith", "marian",
}  # fmt: skip
ALL_NONE = dict.fromkeys(("looks", "profiles"), "none")


def sign_address(seat, quarter=LAST):
    return reverse("governance:statement_sign", args=[seat.slug, quarter.slug])


def nothing_held(**changes):
    """A line manager's page where the registers hold nothing."""
    told = ALL_NONE | {"tools": "none", "methods": "none", "forms": "none", "remarks": ""}
    return told | changes


def test_the_year_shows_every_signer_and_how_they_stand_in_words(people):
    another_service(people)
    entered_quarter(people, trading_standards(), LAST, signed_on=today(), looks=0, at=timezone.now())
    text = words(signed_in(people.bryn).get(f"{OVERVIEW}?year={LAST.first_on.year}"))
    assert f"Signatures for {LAST.first_on.year}" in text
    for title in (
        "Housing",
        "Trading Standards",
        "internal auditor",
        "RIPA co-ordinator",
        "senior responsible officer",
    ):
        assert title in text
    assert "signed in part" in text
    assert "not signed" in text
    assert "Sign Trading Standards" not in text


def test_a_signer_is_led_to_what_is_theirs_alone(people):
    another_service(people)
    page = signed_in(people.marian).get(f"{OVERVIEW}?year={LAST.first_on.year}")
    assert sign_address(trading_standards()) in page.text
    assert sign_address(seat_of("internal_auditor")) not in page.text
    assert "Sign for the years before this register began : Trading Standards" in words(page).replace(
        "began:", "began :"
    )


@pytest.mark.parametrize("year", ["", "abc", "99999", "-1", "٢٠١٩", "0000", "2999"])
def test_a_year_that_is_none_shows_one_that_is(people, year):
    assert signed_in(people.bryn).get(f"{OVERVIEW}?year={year}").status_code == 200


def test_earlier_and_later_years_are_a_click_away_and_what_is_not_over_cannot_be_signed(people):
    text = words(signed_in(people.edmund).get(f"{OVERVIEW}?year={today().year}"))
    assert "quarter not over yet" in text
    assert str(today().year - 1) in text
    assert "closed" not in text


@pytest.mark.parametrize("count", [1, 6])
def test_the_overview_takes_the_same_queries_however_much_is_signed(people, django_assert_num_queries, count):
    for number in range(count):
        entered_quarter(
            people, another_service(people, f"S{number}"), LAST, signed_on=today(), looks=0, at=timezone.now()
        )
    client = signed_in(people.bryn)
    client.get(OVERVIEW)
    with django_assert_num_queries(8):
        client.get(f"{OVERVIEW}?year={LAST.first_on.year}")


def test_a_line_manager_signs_a_quarter_and_sees_it_signed(people):
    client = signed_in(people.marian)
    page = client.get(sign_address(trading_standards()))
    assert (
        "This register is not in use yet, so you can only select “None to report” or leave the question open."
        in words(page)
    )
    assert "The register shows none for these dates" in words(page)
    assert reverse("governance:tools") in page.text
    assert reverse("governance:documents") not in page.text
    response = client.post(sign_address(trading_standards()), nothing_held(), follow=True)
    assert "Your statement is signed." in words(response)
    row = Statement.objects.get()
    assert (row.first_on, row.last_on, row.signed_on, row.service.name) == (
        *LAST,
        today(),
        "Trading Standards",
    )
    assert "Looks at social media there were none" in words(response)
    assert "signed" in words(client.get(OVERVIEW))


def test_what_the_registers_hold_is_shown_and_signed_for_by_its_number(people):
    tools_and_training.a_tool(people)
    client = signed_in(people.marian)
    page = client.get(sign_address(trading_standards()))
    assert "The register shows 1 for these dates." in words(page)
    assert reverse("governance:tools") in page.text
    client.post(sign_address(trading_standards()), nothing_held(tools="all_recorded-1"))
    assert Statement.objects.get().items.get(matter="tools").counted == 1


def test_none_is_refused_while_the_register_holds_some_and_what_was_typed_stays(people):
    tools_and_training.a_tool(people)
    before = everything()
    response = signed_in(people.marian).post(sign_address(trading_standards()), nothing_held(remarks="Mine."))
    assert "the register shows 1 for these dates, so you cannot state that there were none." in words(
        response
    )
    assert "Mine." in response.text
    assert reverse("governance:tools") in response.text
    assert everything() == before


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"looks": ""}, "Select an answer for “Looks at social media”, or leave the question open"),
        ({"profiles": "all_recorded"}, "Select one of the answers"),
        ({"tools": "all_recorded-7"}, "Tools (bought, free or on trial): the register has changed."),
        ({"tools": "all_recorded-0"}, "the register has changed"),
        ({"remarks": "x" * 2001}, "characters or fewer"),
        ({"profiles": "<script>"}, "Select one of the answers"),
        (
            dict.fromkeys(("looks", "tools", "methods", "profiles", "forms"), "open"),
            "you have not answered any question.",
        ),
    ],
)
def test_what_cannot_be_signed_is_refused_with_the_reason(people, changes, says):
    before = everything()
    response = signed_in(people.marian).post(sign_address(trading_standards()), nothing_held(**changes))
    assert response.status_code == 200
    assert says in words(response)
    assert everything() == before


def test_what_is_left_open_is_not_stated(people):
    signed_in(people.marian).post(
        sign_address(trading_standards()), nothing_held(looks="open", remarks="We are still asking.")
    )
    row = Statement.objects.get()
    assert "looks" not in {item.matter for item in row.items.all()}
    assert row.remarks == "We are still asking."


def test_the_sro_signs_for_the_letters_and_inspections_that_the_registers_show_and_for_no_other_number(
    people,
):
    letter_received.add(
        given.particulars(dated_on=LAST.first_on, received_on=LAST.first_on),
        file=None,
        by=people.helen,
        at=timezone.now(),
    )
    days = {"first_on": LAST.first_on, "last_on": LAST.first_on, "report": overseen.inspection_report()}
    inspection.add(overseen.inspection_particulars(**days), file=None, by=people.helen, at=timezone.now())
    client = signed_in(people.simon)
    address = sign_address(seat_of("senior_responsible_officer"))
    assert "All of them are on the register: 1" in words(client.get(address))
    told = {"letters": "all_recorded-1", "inspections": "all_recorded-7", "remarks": ""}
    assert "The register shows 1 for these dates" in words(client.post(address, told))
    assert "so you cannot state that there were none" in words(
        client.post(address, told | {"inspections": "none"})
    )
    client.post(address, told | {"inspections": "all_recorded-1"})
    assert {item.matter: item.counted for item in Statement.objects.get().items.all()} == {
        "letters": 1,
        "inspections": 1,
    }


@pytest.mark.parametrize("quarter", ["2019-q5", "2019", "q1-2019", "0000-q1", "0001-q1", "9999-q4", "years"])
def test_a_quarter_that_is_none_is_not_found(people, quarter):
    address = f"{OVERVIEW}sign/{trading_standards().slug}/{quarter}/"
    assert signed_in(people.marian).get(address).status_code == 404


def test_a_signer_that_is_none_is_not_found(people):
    for address in ("sign/solicitor/2019-q1/", "sign/nobody/years-before/", "ST-0009/", "ST-0009/correct/"):
        assert signed_in(people.simon).get(f"{OVERVIEW}{address}").status_code == 404


def test_a_quarter_that_is_not_over_is_refused(people):
    now = Quarter(LAST.last_on, LAST.last_on)
    address = sign_address(trading_standards(), quarter_before(date(now.first_on.year + 2, 1, 1)))
    assert "the date of signing must be after the period" in words(
        signed_in(people.marian).post(address, nothing_held())
    )


def test_the_years_before_are_signed_once_from_a_day_of_ones_choice(people):
    client = signed_in(people.marian)
    start = reverse("governance:years_before", args=[trading_standards().slug])
    assert "You sign one statement for all dates from the date that you enter up to" in words(
        client.get(start)
    )
    refused = client.post(start, a_day("first_on", today()))
    assert "Enter a first date that is not after the last date that you sign for" in words(refused)
    assert "Enter the first date" in words(client.post(start, {"x": "y"}))
    page = client.post(start, a_day("first_on", date(2016, 1, 1)), follow=True)
    assert "Statement for the years before this register began" in words(page)
    assert "of these dates are more than a quarter ago. In answers" in words(page)
    address = page.redirect_chain[-1][0]
    client.post(address, nothing_held())
    row = Statement.objects.get()
    assert (row.first_on, row.last_on) == (date(2016, 1, 1), LAST.last_on)
    again = reverse("governance:statement_years_before", args=[trading_standards().slug, "2010-01-01"])
    assert "somebody has already signed for the years before this register began." in words(
        client.post(again, nothing_held())
    )
    overview = client.get(f"{OVERVIEW}?year={LAST.first_on.year - 3}")
    assert f"{row.reference}, Trading Standards : 1 January 2016 to" in words(overview)
    assert start not in overview.text
    assert client.get(start).url == OVERVIEW
    for wrong in ("2019-02-30", "soon", "9999-12-31", "0001-01-01"):
        assert client.get(f"{start}{wrong}/").status_code == 404


def test_a_statement_is_corrected_by_a_new_one_and_the_earlier_version_is_shown(people):
    client = signed_in(people.marian)
    client.post(sign_address(trading_standards()), nothing_held())
    address = reverse("governance:statement_correct", args=["ST-0001"])
    page = client.get(address)
    assert "none" in typed(page)
    told = nothing_held(looks="open", remarks="One look was found.")
    response = client.post(address, told, follow=True)
    text = words(response)
    assert "Earlier versions" in text
    assert "left open" in text
    assert Statement.objects.count() == 2
    assert "This history comes from the audit log" in text


def test_a_page_opened_before_the_statement_was_corrected_signs_nothing(people):
    client = signed_in(people.marian)
    client.post(sign_address(trading_standards()), nothing_held())
    address, seen = reverse("governance:statement_correct", args=["ST-0001"]), str(Statement.objects.get().id)
    assert f'name="seen" value="{seen}"' in client.get(address).text
    told = nothing_held(looks="open", remarks="One look was found.") | {"seen": seen}
    client.post(address, told)
    assert "somebody has already corrected the entry" in words(client.post(address, told))
    assert Statement.objects.count() == 2


def test_a_statement_shows_its_number_and_when_it_was_signed_too_late(people):
    entered_quarter(people, seat_of("internal_auditor"), quarter_before(date(2020, 1, 1)), audits=3)
    client = signed_in(people.bryn)
    text = words(client.get(reverse("governance:statement", args=["ST-0001"])))
    assert "all of them are on the register: 3" in text
    assert "were more than a quarter ago when it was signed" not in text
    late = entered_quarter(
        people,
        seat_of("ripa_coordinator"),
        quarter_before(date(2020, 1, 1)),
        signed_on=date(2025, 1, 1),
        authorisations=0,
    )
    assert "were more than a quarter ago when it was signed" in words(
        client.get(reverse("governance:statement", args=[late.reference]))
    )


def test_pages_are_closed_to_all_but_those_who_read_and_those_who_sign(people):
    row = statement.sign(
        seat_of("internal_auditor"), LAST, Page({}, "Nothing yet."), by=people.edmund, at=timezone.now()
    )
    closed_to_all_but(
        READERS,
        people,
        OVERVIEW,
        reverse("governance:statement", args=[row.reference]),
        match="read the signed statements",
    )
    closed_to_all_but(
        {"marian"}, people, sign_address(trading_standards()), match="sign the statement of the line manager"
    )
    closed_to_all_but(
        {"edmund"},
        people,
        reverse("governance:statement_correct", args=[row.reference]),
        match="internal auditor",
    )
