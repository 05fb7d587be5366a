"""The sheet “Are we defensible today?”: its figures are those of the parts, each fault shows, and no link of it leads to a refusal."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from django.urls import reverse

from tests.authorisations import given as authorisations
from tests.foi import sent
from tests.looks import given as looks
from tests.oversight import given as oversight
from tests.oversight.error_report import given as errors
from tests.pages import signed_in, words
from tests.proof_only import share
from tests.rights import closed_to_all_but
from watchbook.acting.refusals import can
from watchbook.audit_log.log_findings import VERIFIED, note
from watchbook.figures.named import figure
from watchbook.foi.permissions import may_read_requests
from watchbook.home import sheet_authorisations
from watchbook.home.defensible import FIGURE, _by_signers, defensible_today
from watchbook.reading.times.period import Period
from watchbook.reports import inspection_retention
from watchbook.reports.inspection_questions import inspection_answers
from watchbook.retention.deletion import queue
from watchbook.web.wording import day

PAGE = "/defensible/"
READERS = ("simon", "helen", "fatima", "edmund", "ivo", "leila", "judith")


def told(people, at):
    """What each line says, by its title."""
    return {
        line.title: {one.words: one.is_fault for one in line.remarks}
        for line in defensible_today(people.simon, at=at)
    }


def test_it_is_for_those_who_answer_or_check_and_no_link_of_it_leads_to_a_refusal(people):
    row = authorisations.in_force(people)
    closed_to_all_but(READERS, people, PAGE, match="defensible today")
    assert f'href="/authorisations/{row.reference}/"' in signed_in(people.simon).get(PAGE).text
    for at, name in enumerate(READERS):
        client = signed_in(getattr(people, name))
        lines = defensible_today(getattr(people, name), at=datetime.now(UTC))
        links = {one.address for line in lines for one in (line, *line.remarks) if one.address}
        assert [one for one in share(sorted(links), at, of=3) if client.get(one).status_code != 200] == [], (
            name
        )


def test_looks_are_those_of_answers_and_one_without_a_basis_is_a_fault(people):
    looks.opened(people)
    looks.made(people, looks.a_subject(people))
    at = datetime(2026, 3, 4, 9, tzinfo=UTC)
    found = told(people, at)["Looks"]
    period = Period(datetime(2026, 1, 1, tzinfo=UTC).date(), at.date())
    made = figure("conducts_research", on=at.date(), period=period).value
    assert made["looks"] == 2
    assert (
        f"Looks this year: 2. Open: {made['overt']} (of these, at our own pages: {made.get('own_pages', 0)}). "
        f"Covert: {made['covert']}. Neither announced nor hidden: {made['unannounced']}" in found
    )
    wrong = figure("unauthorised_looks", on=at.date(), period=period).value
    assert wrong["without_basis"] == 1
    assert found["1 look without a basis"]
    openers = set()
    for name in READERS:
        (bare,) = [
            one
            for line in defensible_today(getattr(people, name), at=at)
            for one in line.remarks
            if one.words == "1 look without a basis"
        ]
        client = signed_in(getattr(people, name))
        assert all(
            client.get(one).status_code == 200 for one in (bare.address, *dict(bare.rows).values()) if one
        )
        openers |= {name} if bare.rows else set()
        assert bool(bare.rows) == (client.get("/looks/LK-0002/").status_code == 200), name
    assert openers
    assert openers < set(READERS)
    assert not found[
        "0 looks in which an officer also took part (liked or joined something, asked to be let in, or wrote to somebody)"
    ]


def test_an_authorisation_in_force_has_its_last_day_and_a_late_review_is_a_fault(people):
    row = authorisations.in_force(people)
    in_time = told(people, datetime(2026, 3, 20, 9, tzinfo=UTC))["Authorisations"]
    assert not any(in_time.values())
    assert "1 authorisation under RIPA in force" in in_time
    assert "0 authorisations outside RIPA in force" in in_time
    assert f"{row.reference}: next review due {day(row.review_due_on)}, ends on {day(row.ends_on)}" in in_time
    late = told(people, datetime(2026, 4, 20, 9, tzinfo=UTC))["Authorisations"]
    assert any(
        is_fault and one.startswith(f"{row.reference}: review was due") for one, is_fault in late.items()
    )


def test_an_authorisation_outside_ripa_is_counted_with_its_review(people):
    row = authorisations.in_force(people, kind="non_ripa")
    found = told(people, datetime(2026, 3, 20, 9, tzinfo=UTC))["Authorisations"]
    assert "0 authorisations under RIPA in force" in found
    assert "1 authorisation outside RIPA in force" in found
    assert any(one.startswith(f"{row.reference}: next review due") for one in found)


def test_its_faults_are_those_of_question_13_of_the_page_for_inspectors(people, monkeypatch):
    row = authorisations.in_force(people)
    errors.an_established_error(people)
    authorisations.cancelled(people, row, at=datetime(2026, 7, 20, 9, tzinfo=UTC))
    at = datetime(2026, 8, 3, 9, tzinfo=UTC)
    (thirteen,) = (one for one in inspection_answers(at.date(), reader=people.simon) if one.number == 13)
    found = told(people, at)["Authorisations"]
    faults = [words_ for words_, is_fault in found.items() if is_fault]
    assert faults == [one.words for one in thirteen.evidence if one.is_fault]
    assert len(faults) == 2
    monkeypatch.setattr(sheet_authorisations, "NAMED", 0)
    assert told(people, at)["Authorisations"]["1 more"]


def test_open_errors_overdue_recommendations_and_missing_statements_are_faults(people):
    errors.a_suspected_error(people)
    row = oversight.a_recommendation(people)
    found = told(people, datetime(2028, 8, 3, 9, tzinfo=UTC))
    assert found["Errors"]["1 error is still to be decided on or reported"]
    assert found["Recommendations"][f"{row.reference} was due on {row.due_on.day} {row.due_on:%B %Y}"]
    assert any(found["Statements"].values())
    assert any(found["Governance duties"].values())
    assert found["Audit log"]["The log has never been verified at night"]
    assert told(people, datetime.now(UTC))["Audit log"] == {
        "The log will be verified for the first time tonight": False
    }
    assert any("Signed in part; " in one or "Not signed by" in one for one in found["Statements"])


def test_those_who_owe_the_same_statements_are_named_once_with_their_quarters(people):
    missing = [one for one in told(people, datetime(2028, 8, 3, 9, tzinfo=UTC))["Statements"] if "Not" in one]
    assert missing
    named = [one.partition(": ")[0] for one in missing]
    assert len(named) == len(set(named))
    assert any("2028" in one and "2027" in one for one in missing)
    profiles, forms = "profiles and accounts used for looks", "forms"
    owed = [
        (matter, quarter, service)
        for matter in (profiles, forms)
        for quarter in ("Q1", "Q2")
        for service in ("A", "B")
    ]
    assert _by_signers(owed) == {"A, B": [(profiles, "Q1, Q2"), (forms, "Q1, Q2")]}


def test_the_sheet_says_once_who_can_show_the_lines_that_its_reader_may_not_open(people):
    told = words(signed_in(people.judith).get(PAGE))
    assert "You cannot read" not in told
    shown = "can show you what is behind the lines that you cannot open: Training, Requests for information, Audit log."
    assert f"The senior responsible officer or the RIPA co-ordinator {shown}" in told
    for person in (people.simon, people.helen):
        assert all(line.address for line in defensible_today(person, at=datetime.now(UTC)))
        assert shown.partition(":")[0] not in words(signed_in(person).get(PAGE))


def test_each_figure_leads_to_its_rows(people):
    row = oversight.a_recommendation(people)
    page = signed_in(people.simon).get(PAGE).text
    assert 'href="/reports/calendar/"' in page
    late = datetime(2028, 8, 3, 9, tzinfo=UTC)
    for name in READERS:
        for line in defensible_today(getattr(people, name), at=late):
            if line.address:
                assert all(one.address or one.rows for one in line.remarks if FIGURE.search(one.words))
    [due] = [
        one
        for line in defensible_today(people.simon, at=late)
        for one in line.remarks
        if one.words.startswith(row.reference)
    ]
    assert due.address == f"/oversight/recommendations/{row.reference}/"
    assert f'href="{reverse("oversight:seal")}"' in signed_in(people.ivo).get("/reports/").text


def test_the_log_is_in_order_where_last_night_verified_it_and_found_nothing(people):
    for problems in (0, 2):
        at = datetime.now(UTC)
        facts = {
            "was_full": True,
            "number_of_problems": problems,
            "problems": [],
            "key_of_log": "",
            "signed_checkpoints": 0,
        }
        note(VERIFIED, facts | {"published_checkpoints": 0, "published_digest": ""}, by=people.ada, at=at)
        verified = {
            words: is_fault for words, is_fault in told(people, at)["Audit log"].items() if "erified" in words
        }
        assert list(verified.values()) == [problems > 0]
    assert told(people, at + timedelta(days=2))["Audit log"]["The log was not verified last night"]


def test_the_page_counts_the_lines_that_need_attention(people):
    lines = defensible_today(people.simon, at=datetime.now(UTC))
    faulty = sum(bool(line.faults) for line in lines)
    page = words(signed_in(people.simon).get(PAGE))
    assert f"Lines that need attention: {faulty} of {len(lines)}." in page
    assert page.count("Needs attention") == faulty
    assert page.count("In order") == len(lines) - faulty - page.count("Not verified yet")


def test_a_log_that_no_night_could_verify_yet_is_not_called_in_order(people):
    page = words(signed_in(people.simon).get(PAGE))
    assert "Audit log Not verified yet" in page


def test_an_answer_that_went_late_this_year_is_a_fault_and_named_to_those_who_read_requests(people):
    assert told(people, datetime(2026, 12, 1, 9, tzinfo=UTC))["Requests for information"] == {
        "0 open requests": False
    }
    in_time, late = sent.a_sent_answer(people), sent.a_sent_answer(people, sent_on=date(2026, 11, 30))
    at = datetime(2026, 12, 1, 9, tzinfo=UTC)
    found = told(people, at)["Requests for information"]
    assert found["Answered this year: 2; answered in time: 1"] is False
    assert found["1 request was answered late this year"] is True
    page = signed_in(people.simon).get(PAGE).text
    assert (late.request.reference in page, in_time.request.reference in page) == (
        can(may_read_requests, people.simon),
        False,
    )
    assert "answered late" not in str(told(people, datetime(2027, 1, 1, 9, tzinfo=UTC)))


def test_each_figure_leads_to_its_rows_and_not_to_a_whole_register(people):
    authorisations.in_force(people)
    sent.a_sent_answer(people)
    looks.made(people, looks.a_subject(people))
    at = datetime(2026, 3, 20, 9, tzinfo=UTC)
    leads = {one.words: one.address for line in defensible_today(people.simon, at=at) for one in line.remarks}
    found = {
        "1 authorisation under RIPA in force": "/authorisations/?time=in_force&kind=ripa",
        "0 authorisations outside RIPA in force": "/authorisations/?time=in_force&kind=non_ripa",
        "Answered this year: 1; answered in time: 1": "/foi/requests/?show=sent",
        "1 look without a basis": "/looks/service/?every-basis=none&every-year=2026#every",
    }
    assert {words: leads[words] for words in found} == found
    assert any(one.endswith("/calendar/?state=missed") for one in leads.values())
    page = signed_in(people.simon).get("/looks/service/?every-basis=triage").text
    assert "LK-0001" not in page.partition('id="every"')[2]


def test_records_past_their_date_say_what_holds_each(people, monkeypatch):
    held = {"Under legal hold": 1, "Held by a request": 2}
    monkeypatch.setattr(
        queue, "overdue", lambda **_on: [SimpleNamespace(table="looks_look", count=0, held=held)]
    )
    monkeypatch.setattr(inspection_retention, "kinds_untold", lambda _reader: set())
    words_of = [one.words for one in inspection_retention.overdue_records(date(2026, 3, 20), people.simon)]
    assert words_of[1] == (
        "3 records are past their retention date but on hold: 1 under legal hold; 2 held by a request"
    )
