"""What the central record says to each question: counts, purposes, outcomes, days, refusals, profiles (2.c; demand D15)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.authorisations import given
from tests.governance import signed
from watchbook.authorisations import judicial_approval
from watchbook.authorisations.models import Authorisation
from watchbook.figures import authorisation_facts, authorisations
from watchbook.figures.findings import Inquiry, Status
from watchbook.figures.named import QUERIES
from watchbook.governance.statements.rules import Quarter

RECEIVED = date(2026, 8, 3)
IN_2026 = "How many were there in 2026?"
BY_MONTH = "How many were there in each month from March 2026 to May 2026?"
SIGNED_AT = datetime(2026, 8, 1, 9, tzinfo=UTC)
ENDED = datetime(2026, 5, 1, 9, tzinfo=UTC)
FIRST = Quarter(date(2026, 1, 1), date(2026, 3, 31))
SECOND = Quarter(date(2026, 4, 1), date(2026, 6, 30))
OURS = [
    name
    for name, query in QUERIES.items()
    if query.__module__ in {authorisations.__name__, authorisation_facts.__name__}
]


def asked(text=IN_2026, *, on=RECEIVED, as_at=None):
    """A question as a query sees it."""
    return Inquiry(text=text, on=on, as_at=as_at)


def both_quarters_signed(people):
    """The co-ordinator signed that there was none."""
    for quarter in (FIRST, SECOND):
        signed.entered_quarter(
            people,
            signed.seat_of("ripa_coordinator"),
            quarter,
            at=SIGNED_AT,
            authorisations=0,
            covert_profiles=0,
        )


def test_what_took_effect_is_counted_and_what_the_court_has_not_approved_is_not(people):
    row = given.in_force(people)
    given.a_passed(people)
    finding = authorisations.authorisations_for_social_media(asked())
    assert (finding.status, finding.value) == (Status.PARTLY, 1)
    assert finding.answer.startswith("1 authorisation for covert looks at social media took effect.")
    assert [one.reference for one in finding.evidence] == [row.reference]
    assert "Jane Roe" not in repr(finding)
    assert authorisations.directed_surveillance_count(asked()).value == 1
    assert authorisations.chis_count(asked()).status is Status.TO_BE_SEARCHED
    months = authorisations.authorisations_by_period(asked(BY_MONTH))
    assert [one["count"] for one in months.value] == [1, 0, 0]


def test_a_row_without_the_flag_makes_a_count_of_social_media_partly_and_never_nil(people):
    row = given.in_force(people)
    both_quarters_signed(people)
    Authorisation.objects.filter(pk=row.pk).update(is_social_media=None)
    finding = authorisations.authorisations_for_social_media(asked())
    assert (finding.status, finding.value) == (Status.PARTLY, 0)
    assert "does not say whether they concerned social media: 1 (DS-0001)." in finding.answer


@pytest.mark.parametrize("name", OURS)
def test_nought_is_nil_on_signed_statements_and_to_be_searched_without(people, name):
    assert QUERIES[name](asked()).status is Status.TO_BE_SEARCHED
    both_quarters_signed(people)
    finding = QUERIES[name](asked())
    assert (finding.status, finding.value) == (Status.NIL, 0)
    assert finding.evidence
    assert "No signed statement covers 1 July 2026 to 3 August 2026 yet" in finding.answer


def test_none_of_a_sort_is_nil_where_the_co_ordinator_signed_for_those_on_record(people):
    given.in_force(people)
    for quarter, count in ((FIRST, 1), (SECOND, 0)):
        signed.entered_quarter(
            people, signed.seat_of("ripa_coordinator"), quarter, at=SIGNED_AT, authorisations=count
        )
    assert authorisations.chis_count(asked()).status is Status.NIL
    assert authorisation_facts.juvenile_sources(asked()).status is Status.NIL


def test_purposes_outcomes_days_and_operations_are_told(people):
    given.cancelled(people, given.in_force(people), at=ENDED)
    assert "Trade Marks Act 1994" in authorisations.surveillance_purposes(asked()).answer
    assert authorisations.surveillance_outcomes(asked()).value == {"a prosecution": 1}
    days = authorisations.authorisation_days(asked())
    assert days.value == [{"kind": "directed_surveillance", "from": "2026-03-04", "days": 59}]
    assert authorisations.surveillance_operations(asked()).value == 1
    ends = authorisations.renewals_and_cancellations(asked())
    assert ends.value == {"count": 1, "reviews": 0, "renewals": 0, "cancellations": 1, "lapses": 0}


def test_refusals_by_officer_and_by_court_are_counted_apart(people):
    given.refused(people, "Open looks would do")
    assert authorisation_facts.refused_by_officer(asked()).value == 1
    granted = given.a_granted(people)
    order = replace(given.ORDER, outcome="refused")
    judicial_approval.record_order(
        granted, order, file=None, by=people.ines, at=order.ordered_at + timedelta(hours=1)
    )
    assert authorisation_facts.refused_by_magistrate(asked()).value == 1


def test_sources_confidential_information_companies_and_what_is_below_the_threshold(people):
    given.in_force(people, kind="chis", source={"born": date(2009, 5, 1)}, by=people.judith)
    assert authorisation_facts.juvenile_sources(asked()).value == 1
    assert authorisation_facts.confidential_information(asked()).status is Status.TO_BE_SEARCHED
    assert authorisation_facts.contractors(asked()).status is Status.TO_BE_SEARCHED


def test_outside_ripa_is_counted_by_itself(people):
    given.in_force(people, kind="non_ripa")
    assert authorisations.non_ripa_authorisations(asked()).value == 1
    assert authorisation_facts.below_threshold(asked()).value == 1


def test_covert_profiles_are_counted_with_who_approved_them_by_office(people):
    given.a_checked_profile(people, "Seen")
    finding = authorisation_facts.covert_profiles(asked())
    assert finding.value == {"count": 1, "approved": 1, "retired": 0}
    assert "robin" not in repr(finding).casefold()
    before = authorisation_facts.covert_profiles(asked("How many were there in 2019?"))
    assert before.status is Status.TO_BE_SEARCHED


def test_a_time_that_cannot_be_read_is_a_persons_to_search(people):
    unclear = asked("How many were there in 2019 and 2019/20?")
    for name in OURS:
        assert QUERIES[name](unclear).status is Status.TO_BE_SEARCHED


def test_a_register_that_begins_later_says_so(people):
    given.in_force(people)
    finding = authorisations.directed_surveillance_count(asked("How many were there since 2016?"))
    assert "The register begins with an entry dated 2 March 2026" in finding.answer
    as_then = authorisations.directed_surveillance_count(asked(as_at=datetime(2026, 1, 1, tzinfo=UTC)))
    assert as_then.status is Status.TO_BE_SEARCHED


@pytest.mark.parametrize(
    ("first_quarter_signed", "since", "status", "told"),
    [
        (True, "1 October 2025", Status.HELD_SUPPLIED, ""),
        (True, "1 September 2025", Status.PARTLY, "1 September 2025 to 30 September 2025"),
        (False, "1 October 2025", Status.PARTLY, "1 January 2026 to 1 March 2026"),
    ],
)
def test_days_before_the_register_are_certified_as_none_or_said_to_be_uncovered(
    people, first_quarter_signed, since, status, told
):
    given.in_force(people)
    seat, before = signed.seat_of("ripa_coordinator"), Quarter(date(2025, 10, 1), date(2025, 12, 31))
    signed.entered_quarter(people, seat, before, at=SIGNED_AT, authorisations=0)
    if first_quarter_signed:
        signed.entered_quarter(people, seat, FIRST, at=SIGNED_AT, authorisations=1)
    finding = authorisations.authorisations_for_social_media(
        asked(f"How many between {since} and 30 June 2026?")
    )
    assert (finding.status, finding.value) == (status, 1)
    certified = "certified, quarter by quarter, that there was nothing to record from 1 October 2025 to 31 December 2025."
    assert (
        "The register begins with an entry dated 2 March 2026. The responsible officers have"
        in finding.answer
    )
    assert certified in finding.answer
    assert (f"Neither the register nor a signed statement covers {told}." in finding.answer) == bool(told)
    assert "does not cover any earlier time" not in finding.answer
    assert {one.register for one in finding.evidence} == {
        "central record of authorisations",
        "signed statements",
    }
    assert finding.searched[-1].register == "signed statements"


def test_each_period_before_the_register_has_its_certified_nought_and_others_no_records(people):
    given.in_force(people)
    seat, before = signed.seat_of("ripa_coordinator"), Quarter(date(2025, 10, 1), date(2025, 12, 31))
    for quarter, count in ((before, 0), (FIRST, 1)):
        signed.entered_quarter(people, seat, quarter, at=SIGNED_AT, authorisations=count)
    text = "How many were there in each month from September 2025 to March 2026?"
    finding = authorisations.authorisations_by_period(asked(text))
    assert [one["count"] for one in finding.value] == [None, 0, 0, 0, 0, 0, 1]
    assert "1 September 2025 to 30 September 2025: no records before 1 October 2025." in finding.answer
