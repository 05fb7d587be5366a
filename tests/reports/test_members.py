"""Members are given figures, the policy and what checks found, quarter by quarter, and no case (Code 2018, 4.47)."""

import re
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import timezone

from tests.authorisations import given as authorisations
from tests.each import each
from tests.foi.a_year import bring_about_a_year
from tests.governance import signed
from tests.looks import given as looks
from tests.oversight import given as oversight
from tests.oversight.error_report import given as faults
from tests.pages import signed_in, words
from watchbook.audit_log.asked_once import asking_once
from watchbook.files.document.docx import docx_of
from watchbook.governance.statements.rules import quarter_of
from watchbook.looks.models import Look
from watchbook.reading.times.period import Period
from watchbook.reports import members_faults
from watchbook.reports.annual_return import annual_return
from watchbook.reports.members_report import members_paper, members_report
from watchbook.reports.reporting_period import offered_whole, read_quarters
from watchbook.reports.statistics import statistics
from watchbook.reports.statistics_cut import StatisticCut, cut

PAGE = "/reports/members/"
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
ON = date(2026, 2, 2)


def test_it_has_the_figures_that_answers_to_requests_have_but_for_small_numbers(db, tmp_path):
    bring_about_a_year(tmp_path / "year", at=timezone.now())
    told = {
        (table.title, line.title): (line.count, line.before)
        for table in members_report(YEAR, on=ON).tables
        for line in table.lines
    }
    hidden = 0
    for table in statistics(YEAR, on=ON):
        for line in table.lines:
            said_of = told.get((table.title, line.title), ["not shown"] * 2)
            for said, count in zip(said_of, (line.count, line.before), strict=True):
                assert said == (str(count) if count or said == "0" else "none on record") or (
                    said == "not shown" and line.part_of
                )
                assert not (line.part_of and 0 < count < 5 and said != "not shown")
                hidden += said == "not shown"
    assert hidden


def test_what_nobody_signed_for_is_told_as_the_annual_return_tells_it(people):
    """No nought without signed statements, and no sentence of the office, stands before members."""
    year = members_report(YEAR, on=ON)
    unknown = {
        one.figure.title for one in annual_return(2025, by=people.simon, on=ON).lines if not one.is_known
    }
    told = {line.title: line.count for table in year.tables for line in table.lines}
    assert unknown
    assert {told[title] for title in unknown if title in told} == {"none on record"}
    assert any("signed statements are missing or late" in one for one in year.nil)
    coordinator = signed.seat_of("ripa_coordinator")
    shown = words(signed_in(people.joan).get(f"{PAGE}?from=2025-01-01&to=2025-12-31"))
    for said in (" ".join(year.nil), shown):
        assert "To be searched" not in said
        assert "No authorisation took effect" not in said
    for month in (1, 4, 7, 10):
        signed.entered_quarter(
            people, coordinator, quarter_of(date(2025, month, 1)), authorisations=0, covert_profiles=0
        )
    year = members_report(YEAR, on=ON)
    told = {line.title: line.count for table in year.tables for line in table.lines}
    assert told["Authorisations that took effect"] == told["Directed surveillance"] == "0"
    assert annual_return(2025, by=people.simon, on=ON).unproved == []


def test_a_lone_source_is_in_no_form_of_it(people):
    subject = looks.a_subject(people, called="Zephyrine Roe")
    authorisations.in_force(people, subject=subject, kind="chis")
    quarter, member = "?from=2026-01-01&to=2026-03-31", signed_in(people.joan)
    shown = words(member.get(f"{PAGE}{quarter}"))
    assert "Authorisations that took effect This period 1" in shown
    assert "Covert human intelligence sources" not in shown
    assert "We split totals only in the report on a whole calendar year" in shown
    assert "Only a report on a whole calendar year shows the outcomes." in shown
    year = members_report(Period(date(2026, 1, 1), date(2026, 12, 31)), on=date(2027, 1, 2))
    told = {line.title: (line.count, line.before) for table in year.tables for line in table.lines}
    assert told["Authorisations that took effect"] == ("1", "no register yet")
    assert told["Covert human intelligence sources"] == ("not shown", "no register yet")
    assert told["Directed surveillance"] == ("not shown", "no register yet")
    assert "we hide each part from 1 to 4" in year.small_numbers
    for paper, one in (("quarter", member.get(f"{PAGE}report.docx{quarter}").content), ("year", _docx(year))):
        text = re.sub(r"<[^>]+>", " ", ZipFile(BytesIO(one)).read("word/document.xml").decode())
        lone = r"Covert human intelligence sources \(Year before: no register yet\)\W+not shown"
        assert bool(re.search(lone, text)) == (paper == "year")
        assert ("Covert human intelligence sources" in text) == (paper == "year")


@pytest.mark.parametrize("form", ["", "report.docx"])
def test_no_look_is_none_on_record_where_nobody_signed_and_before_the_register_began(people, form):
    """A councillor who opens it first reads no nought of a time that no register covers."""
    subject = looks.a_subject(people)
    looks.made(people, subject)
    year = members_report(Period(date(2026, 1, 1), date(2026, 12, 31)), on=date(2027, 1, 2))
    told = {line.title: (line.count, line.before) for table in year.tables for line in table.lines}
    assert told["Looks at social media"] == ("1", "no register yet")
    assert not {before for _count, before in told.values()} & {"0"}
    paper = signed_in(people.joan).get(f"{PAGE}{form}?from=2026-01-01&to=2026-03-31")
    text = ZipFile(BytesIO(paper.content)).read("word/document.xml").decode() if form else words(paper)
    assert (
        "The register of looks begins on 3 March 2026. We count an earlier look only if an officer recorded the look afterwards."
        in text
    )
    assert ("(Year before: no register yet)" if form else "Year before no register yet") in text
    assert "“No register yet” means that the period ended before the register began." in text
    assert "“None on record” means that the register has no entries for that time." in text


def _docx(year):
    return docx_of(members_paper(year, on=date(2027, 1, 2)))


@pytest.fixture
def read_once():
    """Pages that show the same report read it once: nothing is recorded between them."""
    with asking_once():
        yield


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("name", ["joan", "simon", "winston"])
@each(
    ("days", "says"),
    [
        ("from=2026-01-01&to=2026-03-30", "Enter a last date of 31 March"),
        ("from=2026-01-02&to=2026-03-31", "Enter a first date of 1 January"),
        ("from=2026-01-01", "Enter the last date of a quarter that is over"),
        ("to=2026-03-30", "Enter a last date of 31 March"),
        ("from=2026-01-01&to=2999-12-31", "The last quarter is not over"),
        ("from=2026-03-31&to=2026-01-01", "The first date is after the last date"),
    ],
)
def test_no_two_reports_differ_by_a_day(people, name, days, says):
    reader = signed_in(getattr(people, name))
    assert says in words(reader.get(f"{PAGE}?{days}"))
    refused = reader.get(f"{PAGE}report.pdf?{days}")
    assert refused.status_code == 422
    assert says in refused.text


def test_whole_quarters_are_offered_and_without_dates_those_of_the_year_that_are_over(people):
    assert read_quarters("", "", on=date(2026, 11, 29)) == Period(date(2026, 1, 1), date(2026, 9, 30))
    assert read_quarters("", "", on=date(2026, 3, 31)) == Period(date(2025, 1, 1), date(2025, 12, 31))
    for on in (date(2026, 3, 31), date(2026, 4, 1), date(2026, 11, 29), date(2027, 1, 1)):
        found = [one.period for one in offered_whole(on)]
        assert len(found) == 6
        for one in found:
            assert read_quarters(one.first_on.isoformat(), one.last_on.isoformat(), on=on) == one
    shown = words(signed_in(people.joan).get(PAGE))
    assert "The report covers whole quarters that are over" in shown


def test_quarters_and_years_subtracted_from_each_other_tell_no_part(db, tmp_path):
    """Whoever subtracts the report on three quarters from that on the year has totals alone."""
    bring_about_a_year(tmp_path / "year", at=timezone.now())
    parts = {
        line.title for table in statistics(YEAR, on=ON) for line in table.lines if line.part_of
    }  # fmt: skip
    assert parts
    for first, last in (
        ("2025-01-01", "2025-09-30"),
        ("2024-04-01", "2025-03-31"),
        ("2024-01-01", "2025-12-31"),
    ):
        with asking_once():
            told = members_report(Period(date.fromisoformat(first), date.fromisoformat(last)), on=ON)
        assert not parts & {line.title for table in told.tables for line in table.lines}
        assert told.outcomes is None


def test_outcomes_add_up_to_what_took_effect_and_small_ones_are_together(db, tmp_path):
    bring_about_a_year(tmp_path / "year", at=timezone.now())
    exact = cut(YEAR, by=StatisticCut.OUTCOME)
    place = exact.names.index("authorisations_by_period")
    counted = {words: row[place] for words, row in exact.rows if row[place]}
    told = members_report(YEAR, on=ON)
    took = next(
        line
        for table in told.tables
        for line in table.lines
        if line.title == "Authorisations that took effect"
    )
    assert sum(counted.values()) == int(took.count)
    shown = dict(told.outcomes)
    assert all(str(counted[words]) == count for words, count in shown.items() if words != "Other outcomes")
    assert (shown.pop("Other outcomes", "") == "not shown") == any(count < 5 for count in counted.values())
    assert all(int(count) >= 5 for count in shown.values())


def test_a_member_reads_and_downloads_it_and_is_told_of_no_case(people):
    subject = looks.a_subject(people, called="Zephyrine Roe")
    row = authorisations.in_force(people, subject=subject)
    oversight.an_audit(people)
    oversight.an_inspection(people)
    member = signed_in(people.joan)
    shown = words(member.get(f"{PAGE}?from=2026-01-01&to=2026-03-31"))
    assert "Report to members: social media and RIPA, 1 January 2026 to 31 March 2026" in shown
    assert "Authorisations" in shown
    assert "A-0001" in shown
    ours = "inspection by the Investigatory Powers Commissioner’s Office, 12 June 2018 to 13 June 2018"
    assert f"{ours} (report received: 30 July 2018)" in shown
    assert row.reference not in shown
    assert "Zephyrine" not in shown
    paper = member.get(f"{PAGE}report.docx?from=2026-01-01&to=2026-03-31")
    text = ZipFile(BytesIO(paper.content)).read("word/document.xml").decode()
    assert "Report to members" in text
    assert row.reference not in text
    assert member.get(f"{PAGE}report.pdf").content.startswith(b"%PDF")
    assert member.get(f"{PAGE}report.exe").status_code == 404


def test_a_period_that_cannot_be_read_says_so(people):
    member = signed_in(people.joan)
    assert "Enter both dates in figures" in words(member.get(f"{PAGE}?from=2026-02-30"))
    assert member.get(f"{PAGE}report.pdf?from=2026-02-30").status_code == 422


def test_members_and_the_records_manager_have_no_page_with_small_numbers(people):
    for name, path in (
        ("joan", "/looks/figures/"),
        ("joan", "/reports/statistics/"),
        ("winston", "/reports/statistics/"),
    ):
        assert signed_in(getattr(people, name)).get(path).status_code == 403
    for path in ("/reports/statistics.csv", "/reports/annual-return/", "/reports/annual-return/report.pdf"):
        assert signed_in(people.winston).get(path).status_code == 403
    assert signed_in(people.winston).get(PAGE).status_code == 200


def test_who_looks_does_not_read_it_and_who_answers_for_it_does(people):
    assert signed_in(people.ines).get(PAGE).status_code == 403
    assert signed_in(people.simon).get(PAGE).status_code == 200


def test_members_read_what_was_recommended_and_a_sentence_for_each_fault(people):
    oversight.a_recommendation(people, words="Put a section on social media\ninto the policy. " + "x" * 300)
    faults.an_established_error(people)
    for at in (looks.AT, looks.AT + timedelta(days=1)):
        looks.made(people, about="subject", facts={}, looked_at=at)
    first, second = Look.objects.order_by("opened_at")
    looks.a_check(people, second, finding="explained", words="She was asked to")
    told = members_report(Period(date(2026, 1, 1), date(2026, 3, 31)), on=date(2026, 4, 2))
    (recommended,) = (one for one in told.checked if one.startswith("R-0001"))
    assert recommended.startswith("R-0001 (red), “Put a section on social media into the policy. xx")
    assert "xx…”: due 1 February 2026, overdue, open" in recommended
    assert told.faults == (
        "Error found on 9 March 2026: a look before the authorisation took effect; established, to be reported.",
        "1 look without a basis: nobody has decided yet whether it is an error.",
        "1 look without a basis: the look is explained, and is not an error.",
    )
    faults.a_suspected_error(people, look=first)
    shown = words(signed_in(people.joan).get(f"{PAGE}?from=2026-01-01&to=2026-03-31"))
    assert "Errors, and looks without a basis Error found on 9 March 2026" in shown
    assert "1 look without a basis: error report: suspected." in shown


def test_of_many_faults_the_newest_are_told_and_the_others_counted(people, monkeypatch):
    monkeypatch.setattr(members_faults, "TOLD", 1)
    for at in (looks.AT, looks.AT + timedelta(days=1)):
        looks.made(people, about="subject", facts={}, looked_at=at)
    told = members_report(Period(date(2026, 1, 1), date(2026, 3, 31)), on=date(2026, 4, 2))
    assert told.faults[1:] == ("1 more of these.",)
    assert members_report(YEAR, on=ON).faults == ()


def test_the_faults_do_not_tell_a_month_that_the_public_page_hides(people):
    """All looks of the quarter lack a basis: whoever had the day of each would have the months, small ones too."""
    for at in (looks.AT, looks.AT + timedelta(days=1)):
        looks.made(people, about="subject", facts={}, looked_at=at)
    told = members_report(Period(date(2026, 1, 1), date(2026, 3, 31)), on=date(2026, 4, 2))
    assert told.faults
    assert not [one for one in told.faults if "March" in one]
