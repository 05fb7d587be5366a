"""Third parties who look on our behalf, as an answer: who, under which contract, in which time; absence proves nothing."""

from dataclasses import replace
from datetime import date

from tests.given import AT
from tests.governance.third_parties.given import a_third_party
from watchbook.figures.findings import Inquiry, Status
from watchbook.figures.third_parties import third_parties
from watchbook.governance.third_parties import third_party

ASKED = Inquiry(on=date(2026, 3, 2), text="Do third parties monitor social media on your behalf?")


def test_a_register_without_one_is_no_evidence_that_there_is_none(people):
    finding = third_parties(ASKED)
    assert finding.status is Status.TO_BE_SEARCHED
    assert "Search each service’s contracts" in finding.answer
    assert finding.searched[0].found == 0


def test_each_is_named_with_its_contract_its_services_and_its_terms(people):
    a_third_party(people)
    a_third_party(people, who="Another Limited", services="the whole authority", until_on=date(2025, 12, 31))
    finding = third_parties(
        replace(ASKED, text="Which third parties have ever monitored social media for you?")
    )
    assert finding.status is Status.HELD_SUPPLIED
    assert finding.answer == (
        "Yes. Another Limited, under contract CON-2025-17, for the whole authority, from 1 April 2025 to"
        " 31 December 2025: Read public posts about events. Example Research Limited, under contract CON-2025-17,"
        " for Trading Standards, from 1 April 2025: Read public posts about events."
    )
    assert [row["who"] for row in finding.value] == ["Another Limited", "Example Research Limited"]
    assert [one.reference for one in finding.evidence] == ["TP-0002", "TP-0001"]


def test_a_question_that_names_no_time_is_answered_by_the_contracts_of_its_day(people):
    a_third_party(people, until_on=date(2025, 12, 31))
    assert third_parties(ASKED).status is Status.TO_BE_SEARCHED
    a_third_party(people, who="Another Limited")
    assert [row["who"] for row in third_parties(ASKED).value] == ["Another Limited"]


def test_a_time_takes_those_whose_contract_ran_in_it(people):
    a_third_party(people, until_on=date(2025, 6, 30))
    for words, status in (
        ("in May 2025", Status.HELD_SUPPLIED),
        ("in July 2025", Status.TO_BE_SEARCHED),
        ("in March 2025", Status.TO_BE_SEARCHED),
    ):
        assert third_parties(replace(ASKED, text=words)).status is status, words


def test_a_time_that_cannot_be_read_is_searched_by_a_person(people):
    a_third_party(people)
    assert third_parties(replace(ASKED, text="in the years since the flood")).status is not Status.NIL


def test_what_was_taken_back_or_begins_later_is_no_answer(people):
    third_party.take_back(a_third_party(people), by=people.helen, at=AT)
    a_third_party(people, from_on=date(2026, 4, 1))
    assert third_parties(ASKED).status is Status.TO_BE_SEARCHED
