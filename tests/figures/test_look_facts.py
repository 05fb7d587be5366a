"""Looks without a basis, what became of looks, people told, officers: figures that equal the page, none only with statements."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.foi.registers import quarters, registers
from tests.looks import given
from tests.oversight.error_report import given as errors
from tests.pages import signed_in, words
from watchbook.figures import look_facts, looks
from watchbook.figures.findings import Inquiry, Status
from watchbook.figures.look_limits import is_nought_signed
from watchbook.looks import disposal, evaluation
from watchbook.looks.sitting import NOBODY
from watchbook.reading.times.period import Period
from watchbook.reports.members_report import members_report
from watchbook.reports.statistics import statistics

RECEIVED = date(2026, 7, 6)
EVERY = (
    look_facts.unauthorised_looks,
    look_facts.usefulness,
    look_facts.persons_told,
    look_facts.staff_involved,
)
IN_2026 = "How many were there in 2026?"
Q4 = "2025-10-01,2025-12-31,2026-01-05"


def asked(text="How many were there?", *, on=RECEIVED, as_at=None):
    return Inquiry(text=text, on=on, as_at=as_at)


@pytest.fixture
def four(people):
    """A look that was useful, one that nobody evaluated, one without a basis, one in which more was done than looking."""
    subject = given.a_subject(people)
    useful = given.looked(people, subject)
    given.opened(people, subject, at=given.AT + timedelta(days=1), why_not="One more page was sent in")
    given.made(people, facts={}, about="subject", by=people.nell)
    given.made(people, about="own_page", facts={}, closing=given.SEEN.__class__("nothing", "", 0, "", True))
    for told in ("later", "exempt"):
        became = evaluation.EvaluationParticulars(
            useful="partly" if told == "later" else "yes", verified="other_source", used_in_decision=True,
            told=told, why_not_told="It would warn them", review_on=date(2026, 9, 1),
        )  # fmt: skip
        evaluation.write(useful, became, by=people.ines, at=given.AT)
    return useful


@pytest.mark.parametrize("query", EVERY)
def test_an_empty_register_proves_nothing(people, query):
    assert query(asked()).status is Status.TO_BE_SEARCHED
    assert query(asked("How many in 2030?")).status is Status.TO_BE_SEARCHED


@pytest.mark.parametrize("query", EVERY)
def test_with_every_services_word_that_there_was_no_look_it_is_nil(people, tmp_path, query):
    lines = quarters("line_manager", Q4, service="Trading Standards", looks="none")
    registers(tmp_path / "registers", by=[people.simon, people.marian], statements=lines)
    finding = query(asked(on=date(2026, 3, 2)))
    assert (finding.status, finding.value, bool(finding.evidence)) == (Status.NIL, 0, True)


def test_each_figure_is_counted_from_the_looks_and_their_newest_word(four):
    assert look_facts.unauthorised_looks(asked()).value == {"without_basis": 1, "did_more": 1}
    useful = look_facts.usefulness(asked(IN_2026))
    assert useful.value == {
        "looks": 4, "evaluated": 1, "useful": {"yes": 1, "partly": 0, "no": 0}, "used_in_decision": 1, "verified": 1,
    }  # fmt: skip
    assert useful.answer.startswith("Looks: 4. Evaluated: 1. Useful: 1.")
    assert look_facts.persons_told(asked()).value["told"] == {"yes": 0, "later": 0, "exempt": 1}
    assert look_facts.staff_involved(asked()).value == 2
    assert look_facts.staff_involved(asked(IN_2026)).status is Status.PARTLY  # the register began in March


def test_of_people_looks_at_our_own_pages_are_left_out_and_said_to_be(four):
    finding = look_facts.unauthorised_looks(
        asked("How often were people’s accounts viewed without authority?")
    )
    assert finding.value == {"without_basis": 1, "did_more": 1}
    assert finding.answer.endswith("We did not count looks at the authority’s own pages.")


OF_ERRORS = "How many looks without a basis in 2026, and errors, were reported to the Commissioner?"
ERRORS_ALONE = "How many errors in 2026 were reported to the Commissioner?"


def test_a_question_of_errors_alone_is_answered_by_their_reports_alone(four, people):
    finding = look_facts.unauthorised_looks(asked(ERRORS_ALONE))
    assert (finding.status, finding.value) == (Status.TO_BE_SEARCHED, 0)
    assert finding.answer == "To be searched: no error is recorded for that time."
    errors.an_established_error(people)
    errors.a_suspected_error(people)
    finding = look_facts.unauthorised_looks(asked(ERRORS_ALONE))
    assert finding.status is Status.HELD_SUPPLIED
    assert finding.answer.startswith("Possible errors found in that time: 2. Established: 1.")
    assert finding.value == {"suspected": 2, "established": 1, "reported": 0}


def test_errors_on_record_are_told_beside_the_looks_and_none_on_record_proves_nothing(four, people):
    finding = look_facts.unauthorised_looks(asked(OF_ERRORS))
    assert finding.status is Status.TO_BE_SEARCHED
    assert "1 look was made without a basis" in finding.answer
    errors.an_established_error(people)
    errors.a_suspected_error(people)
    finding = look_facts.unauthorised_looks(asked(OF_ERRORS))
    assert finding.value == {
        "looks": {"without_basis": 1, "did_more": 1},
        "errors": {"suspected": 2, "established": 1, "reported": 0},
    }
    assert "Possible errors found in that time: 2. Established: 1." in finding.answer
    before = datetime(2020, 1, 1, tzinfo=UTC)
    assert look_facts.unauthorised_looks(asked(OF_ERRORS, as_at=before)).status is Status.TO_BE_SEARCHED
    assert look_facts.unauthorised_looks(asked("Errors in 2030?")).status is Status.TO_BE_SEARCHED


def test_errors_where_no_look_is_on_record_leave_the_looks_to_be_searched(people, tmp_path):
    errors.an_established_error(people)
    finding = look_facts.unauthorised_looks(asked(OF_ERRORS))
    assert (finding.status, "Possible errors found in that time: 1. " in finding.answer) == (
        Status.TO_BE_SEARCHED,
        True,
    )
    lines = quarters("line_manager", Q4, service="Trading Standards", looks="none")
    registers(tmp_path / "registers", by=[people.simon, people.marian], statements=lines)
    errors.a_suspected_error(people, discovered_on=date(2025, 12, 1))
    question = "How many looks without a basis and errors in December 2025 were reported?"
    found = look_facts.unauthorised_looks(asked(question, on=date(2026, 3, 2)))
    assert (found.status, found.value["errors"]["suspected"]) == (Status.HELD_SUPPLIED, 1)


def test_what_nobody_evaluated_is_searched_and_none_of_a_sort_needs_everybodys_word(people, tmp_path):
    given.opened(people, at=datetime(2025, 12, 1, 10, tzinfo=UTC))
    assert "with no outcome recorded" in look_facts.usefulness(asked()).answer
    question = asked("How many looks were made without authority in December 2025?", on=date(2026, 3, 2))
    missing = look_facts.unauthorised_looks(question)
    assert (missing.status, "Missing" in missing.answer) == (Status.TO_BE_SEARCHED, True)
    lines = quarters("line_manager", Q4, service="Trading Standards", looks="1")
    registers(tmp_path / "registers", by=[people.simon, people.marian], statements=lines)
    found = look_facts.unauthorised_looks(question)
    assert (found.status, found.value) == (Status.NIL, 0)
    assert found.answer.startswith(
        "No look was made without a basis, such as triage, a plan or an authorisation."
    )


def test_of_a_look_that_was_deleted_no_nil_says_that_it_had_a_basis(people, tmp_path, monkeypatch):
    monkeypatch.setattr(disposal, "is_sealed", lambda *_, **__: True)
    at = datetime(2025, 12, 1, 10, tzinfo=UTC)
    for day in (at - timedelta(days=20), at):
        given.opened(people, at=day)
    bare = [given.made(people, facts={}, about="subject", by=people.nell, looked_at=at) for _ in range(2)]
    lines = quarters("line_manager", Q4, service="Trading Standards", looks="4")
    registers(tmp_path / "registers", by=[people.simon, people.marian], statements=lines)
    question = asked("How many looks were made without authority in December 2025?", on=date(2026, 3, 2))
    found = []
    for row in bare:
        found.append(look_facts.unauthorised_looks(question))
        disposal.dispose(row.id, by=people.winston, at=given.AT)
    last = look_facts.unauthorised_looks(question)
    told = [(one.status, one.value and one.value["without_basis"]) for one in found]
    assert told == [(Status.HELD_SUPPLIED, 2), (Status.PARTLY, 1)]
    assert "The register no longer holds every look made in that time" in found[1].answer
    assert (last.status, last.value) == (Status.TO_BE_SEARCHED, None)
    other = asked("How many looks were made without authority in November 2025?", on=date(2026, 3, 2))
    assert look_facts.unauthorised_looks(other).status is Status.NIL, "of a time of which nothing went"


def test_the_page_of_figures_shows_what_the_answers_say(four, people):
    page = words(signed_in(people.bryn).get("/looks/figures/?year=2026"))
    for line in (
        "Officers who recorded looks Number 2", "Looks without a basis Number 1",
        "Looks in which officers also took part (liked or joined something, asked to be let in, or wrote to somebody) Number 1",
        "Useful: yes Looks 1", "Used in a decision Looks 1",
        "Notice to the person: not told, because an exemption applies Looks 1",
    ):  # fmt: skip
        assert line in page
    by_platform = looks.how_often(asked("How often, by platform, by service and by purpose, in 2026?"))
    assert by_platform.value["by_platform"] == [
        {"platform": "facebook", "count": 4},
    ]
    assert "By platform:\nFacebook: 4" in by_platform.answer
    assert "Facebook Looks 4" in page
    assert {one["service"]: one["count"] for one in by_platform.value["by_service"]} == {
        "Trading Standards": 3, "no service": 1,
    }  # fmt: skip
    assert {"purpose": "investigation", "count": 4} in by_platform.value["by_purpose"]


def test_months_are_told_where_they_are_asked_for(people):
    given.opened(people)
    given.opened(people, at=given.AT + timedelta(days=60), facts=NOBODY | {"told": "yes"})
    finding = looks.how_often(asked("How many looks were there each month?"))
    assert finding.value.get("by_month") or len(finding.value["by_period"]) > 1


OF_2025 = "How many looks were made without authority in 2025?"


def test_statements_since_the_register_began_bear_out_none_of_a_sort_and_the_rest_is_said(people, tmp_path):
    given.opened(people, at=datetime(2025, 12, 1, 10, tzinfo=UTC))
    lines = quarters("line_manager", Q4, service="Trading Standards", looks="1")
    registers(tmp_path / "registers", by=[people.simon, people.marian], statements=lines)
    found = look_facts.unauthorised_looks(asked(OF_2025, on=date(2026, 3, 2)))
    assert (found.status, found.value) == (Status.PARTLY, 0)
    assert "begins with an entry dated 1 December 2025 and does not cover any earlier time." in found.answer
    assert "cover the register between 1 December 2025 and 31 December 2025." in found.answer
    year = Period(date(2025, 1, 1), date(2025, 12, 31))
    assert is_nought_signed(year, on=date(2026, 3, 2))
    lines = {line.name: line for table in statistics(year, on=date(2026, 3, 2)) for line in table.lines}
    assert (
        lines["unauthorised_looks"].note
        == "signed statements say that there were none after the register began"
    )
    told = members_report(year, on=date(2026, 3, 2)).nil
    assert any(one.startswith("No look was made without a basis") for one in told)
    assert not is_nought_signed(replace(year, last_on=date(2025, 6, 30)), on=date(2026, 3, 2))


def test_for_a_quarter_that_is_not_over_a_person_searches(people):
    given.opened(people)
    found = look_facts.unauthorised_looks(asked(IN_2026, on=date(2026, 3, 20)))
    assert found.status is Status.TO_BE_SEARCHED
    assert "no officer can sign for a quarter that has not ended" in found.answer
