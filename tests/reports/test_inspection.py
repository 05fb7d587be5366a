"""The fifteen questions of inspectors: each without its evidence says so in red, and with it shows it; the pack and its list of hashes."""

import hashlib
import json
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.authorisations import given as authorisations
from tests.governance import adopted, signed, tools_and_training
from tests.governance.third_parties.given import a_third_party
from tests.looks import given as looks
from tests.oversight import given as oversight
from tests.oversight.error_report import given as errors
from tests.pages import signed_in, words
from tests.triage.rules import adopt
from watchbook.audit_log.models import Event
from watchbook.authorisations.models import Authorisation
from watchbook.home.defensible import defensible_today
from watchbook.organisation.models import Duty, Person
from watchbook.reading.times.period import Period
from watchbook.reports import inspection_page
from watchbook.reports.inspection_evidence import InspectionEvidence
from watchbook.reports.inspection_practice import overdue
from watchbook.reports.inspection_questions import QUESTIONS, InspectionAnswer, inspection_answers
from watchbook.reports.statistics import statistics
from watchbook.triage.graph import edition

ON = date(2026, 8, 3)
AT = datetime(2026, 8, 3, 9, tzinfo=UTC)


def a_session(people, *attended_by):
    tools_and_training.a_session(people, attended_by=attended_by)


def nobody_holds(_people):
    """The two duties end, as they would by an act; the row's guard is asked for nothing more."""
    Duty.objects.filter(kind__in=["senior_responsible_officer", "ripa_coordinator"]).update(
        until_on=date(2026, 7, 1)
    )


# How each question comes by its evidence. The eighth has it in every council and loses it.
GIVES = {
    1: lambda people: adopted.a_policy(),
    2: lambda people: (
        adopted.a_clause(adopted.a_draft(), settles=("criteria",)) and adopted.approve(adopted.newest())
    ),
    3: lambda people: a_session(people, people.ines),
    4: lambda people: a_session(people, people.marian),
    5: lambda people: authorisations.a_checked_profile(people, "Seen"),
    6: looks.opened,
    7: oversight.an_audit,
    9: adopt,
    10: a_third_party,
    11: signed.an_adopted_schedule,
    12: oversight.a_recommendation,
    13: authorisations.in_force,
    14: errors.a_suspected_error,
    15: lambda people: adopted.a_policy(),
}


def answers():
    """The answers, as the auditor reads them."""
    return inspection_answers(ON, reader=Person.objects.get(duties__kind="internal_auditor"))


def answer(number):
    """The answer to one question."""
    return answers()[number - 1]


@cache
def bare_answers():
    """The answers and their page in a council as it stands before each test, asked once."""
    auditor = Person.objects.get(duties__kind="internal_auditor")
    return answers(), signed_in(auditor).get("/reports/inspection/")


@pytest.mark.parametrize("number", GIVES)
def test_without_its_evidence_each_question_says_so_and_with_it_shows_it(people, number):
    bares, page = bare_answers()
    bare = bares[number - 1]
    assert bare.is_nothing
    assert bare.lacks == str(QUESTIONS[number - 1].none)
    section = page.text.split(f'id="question-{number}"')[1].split("<h2")[0]
    assert "govuk-tag--red" in section
    assert "No evidence on record" in section
    GIVES[number](people)
    found = answer(number)
    assert found.evidence
    assert not found.lacks
    browser = signed_in(people.edmund)
    assert {browser.get(one.address).status_code for one in found.evidence if one.address} <= {200, 403}


def test_question_3_says_which_services_are_not_on_the_register(people):
    a_session(people, people.ines)
    first = answer(3).evidence[0]
    assert first.is_fault
    assert "children’s services, school exclusions, adult social care, HR." in first.words
    for name in ("Children and Families", "Adnoddau Dynol"):
        signed.another_service(people, name)
    assert "services: school exclusions, adult social care." in answer(3).evidence[0].words
    for name in ("Education", "Adult Social Care"):
        signed.another_service(people, name)
    assert "register of services" not in answer(3).evidence[0].words


def test_the_officers_are_named_and_where_nobody_is_the_page_says_so(people):
    assert [one.words.split(":")[0] for one in answer(8).evidence] == [
        "Senior responsible officer",
        "RIPA co-ordinator",
    ]
    nobody_holds(people)
    assert answer(8).is_nothing
    assert "The council has no record of a senior responsible officer, of a co-ordinator" in words(
        signed_in(people.edmund).get("/reports/inspection/")
    )


def test_overdue_reviews_and_lapses_come_first_the_gravest_before_others(people):
    late = authorisations.in_force(people)
    assert [one.words.split(":")[0] for one in overdue(date(2026, 7, 2))] == [late.reference]
    assert "is still not cancelled" in overdue(date(2026, 7, 2))[0].words
    assert overdue(date(2026, 3, 5)) == []
    page = signed_in(people.edmund).get("/reports/inspection/").text
    assert page.index("Overdue reviews and cancellations") < page.index('id="question-1"')
    assert Authorisation.objects.get().reference in page


def test_question_13_tells_the_figures_of_the_statistics_for_the_same_days(people):
    """One that took effect under RIPA, one outside it, one refused: each is counted where the statistics count it."""
    authorisations.in_force(people)
    authorisations.in_force(people, kind="non_ripa")
    authorisations.refused(people, "Not proportionate")
    period = Period(date(2023, 8, 3), ON)
    told = {line.title: line.count for table in statistics(period, on=ON) for line in table.lines}
    words_ = answer(13).evidence[0].words
    for title, count in (
        ("RIPA applications granted by an authorising officer", 1),
        ("RIPA applications refused by an authorising officer", 1),
        ("Authorisations that took effect", 1),
        ("Authorisations outside RIPA", 1),
    ):
        assert told[title] == count
        assert f"{title}: {count}" in words_
    assert words_.startswith("Since 3 August 2023: ")


def test_question_9_names_the_rules_in_use_and_whether_they_are_adopted(people):
    adopt(people, edition="2026-01-01.0123456789ab", adopted_on=date(2026, 3, 1))
    (told,) = answer(9).evidence
    assert told.is_fault
    assert f"Triage uses edition {edition()} of the rules, which the solicitor has not adopted" in told.words
    assert "adopted edition 2026-01-01.0123456789ab on 1 March 2026" in told.words
    adopt(people)
    (told,) = answer(9).evidence
    assert not told.is_fault
    assert f"edition {edition()}, adopted on 2 March 2026" in told.words


def test_question_13_names_late_cancellations_looks_out_of_time_and_the_samples(people):
    row = authorisations.in_force(people)
    error = errors.an_established_error(people)
    authorisations.cancelled(people, row, at=datetime(2026, 7, 20, 9, tzinfo=UTC))
    told = {one.words: one for one in answer(13).evidence}
    late = f"{row.reference}: lapsed on 3 June 2026, cancelled late on 20 July 2026"
    assert told[late].is_fault
    (look,) = [one for words_, one in told.items() if f"({error.reference})" in words_]
    assert look.is_fault
    assert look.address == f"/oversight/errors/{error.reference}/"
    assert told[
        "To check whether authorisations are well argued, draw a sample and read each authorisation in full"
    ].address == ("/reports/samples/")


def test_what_is_wrong_stands_open_however_much_stands_before_it():
    told = tuple(InspectionEvidence(str(place), is_fault=place == 11) for place in range(12))
    found = InspectionAnswer(1, "", "", told, "")
    assert [one.words for one in found.open] == ["0", "1", "2", "3", "4", "5", "6", "7", "11"]
    assert [one.words for one in found.folded] == ["8", "9", "10"]


def test_question_6_leads_to_the_looks_without_a_confirmation(people):
    looks.opened(people)
    look = looks.made(people, looks.a_subject(people), attests=False)
    count, row = answer(6).evidence
    assert (count.is_fault, count.address) == (True, "")
    assert count.words.startswith("For 1 of 2 looks in the last year")
    assert row.address == f"/looks/{look.reference}/"


def test_question_11_and_the_sheet_of_the_sro_judge_retention_alike(people):
    signed.an_adopted_schedule(people)
    lines = {one.title: one.remarks for one in defensible_today(people.edmund, at=AT)}
    told = [(one.words, one.is_fault) for one in answer(11).evidence]
    assert {(one.words, one.is_fault) for one in lines["Retention"]} <= set(told)


def test_question_5_tells_a_profile_in_use_from_one_that_waits(people):
    authorisations.a_profile(people)
    told = [one.words for one in answer(5).evidence]
    assert told[0].endswith("waiting for approval, not in use")


def test_only_those_who_check_read_it_and_each_reading_is_recorded(people):
    assert signed_in(people.ines).get("/reports/inspection/").status_code == 403
    assert not Event.objects.filter(name="inspection_page.read").exists()
    assert signed_in(people.ivo).get("/reports/inspection/").status_code == 200
    event = Event.objects.get(name="inspection_page.read")
    assert event.by == people.ivo.id


def test_the_pack_holds_its_files_and_a_list_that_fits_them(people):
    adopted.a_policy()
    oversight.an_audit(people)
    row = authorisations.in_force(people)
    answered = signed_in(people.edmund).post("/reports/inspection/pack/")
    assert answered.status_code == 200
    pack = ZipFile(BytesIO(answered.content))
    listed = dict(reversed(line.split("  ")) for line in pack.read("SHA256SUMS").decode().splitlines())
    assert set(listed) == set(pack.namelist()) - {"SHA256SUMS"}
    assert {name: hashlib.sha256(pack.read(name)).hexdigest() for name in listed} == listed
    assert pack.read("inspection.pdf").startswith(b"%PDF")
    assert len(json.loads(pack.read("inspection.json"))["questions"]) == 15
    assert row.reference in pack.read("central-record.csv").decode()
    assert {name.split("/")[0] for name in listed if "/" in name} == {"documents", "audits"}
    assert "Jane Roe" not in "".join(pack.read(name).decode("latin-1") for name in listed)
    event = Event.objects.get(name="inspection_pack.made")
    assert event.fields["sha256"] == hashlib.sha256(pack.read("SHA256SUMS")).hexdigest()


def test_a_pack_of_an_empty_council_is_made_too(people):
    made = inspection_page.make_pack(by=people.edmund, at=AT)
    assert {"inspection.pdf", "inspection.json", "statistics.csv", "central-record.csv"} == set(made.files)
