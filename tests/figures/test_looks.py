"""What the register of looks says to 2, 2.a, 2.b and 9 of FOI 9477: figures that equal the register, nil only with statements."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from tests.foi.letters import an_answer
from tests.foi.registers import quarters, registers
from tests.given import AT
from tests.governance import signed
from tests.listening.given import approved as a_project
from tests.looks import given
from tests.pages import signed_in, words
from watchbook.figures import looks, manner, research
from watchbook.figures.findings import Inquiry, Status
from watchbook.figures.named import figure
from watchbook.foi.letter.said_once import as_in_letter
from watchbook.governance.statements.rules import quarter_of
from watchbook.listening import ward
from watchbook.listening.models import Ward
from watchbook.looks.models import Look
from watchbook.looks.queries.counts import counts
from watchbook.looks.sitting import USUAL
from watchbook.reading.times.period import Period

RECEIVED = date(2026, 7, 6)
EVERY = (
    research.conducts_research,
    research.purposes,
    looks.overt_or_covert,
    looks.how_often,
    looks.looks_by_service,
    looks.looks_by_purpose,
)
Q4 = "2025-10-01,2025-12-31,2026-01-05"


def asked(text="How often is it done?", *, on=RECEIVED, as_at=None):
    return Inquiry(text=text, on=on, as_at=as_at)


@pytest.fixture
def three(people):
    """Three looks: two in March, one in May; and one on our own page."""
    subject = given.a_subject(people)
    given.opened(people, subject)
    given.opened(
        people,
        subject,
        at=given.AT + timedelta(days=1),
        why_not="One more page was sent in",
        purpose="place",
    )
    given.opened(people, subject, at=given.AT + timedelta(days=60), facts=USUAL | {"covert": "yes"})
    given.opened(people, at=given.AT, purpose="own_pages")


@pytest.mark.parametrize("query", EVERY)
def test_without_statements_a_person_searches(people, query):
    assert query(asked()).status is Status.TO_BE_SEARCHED


@pytest.mark.parametrize("query", EVERY)
def test_with_every_services_word_it_is_nil(people, tmp_path, query):
    lines = quarters("line_manager", Q4, service="Trading Standards", looks="none")
    registers(tmp_path / "registers", by=[people.simon, people.marian], statements=lines)
    finding = query(asked(on=date(2026, 3, 2)))
    assert (finding.status, bool(finding.evidence)) == (Status.NIL, True)
    if query is research.purposes:
        assert [one["count"] for one in finding.value] == [0] * 7


@pytest.mark.parametrize("query", [research.conducts_research, research.purposes])
def test_a_listening_project_is_told_besides_the_looks_and_is_no_nil(people, tmp_path, query):
    lines = quarters("line_manager", Q4, service="Trading Standards", looks="none")
    registers(tmp_path / "registers", by=[people.simon, people.marian], statements=lines)
    project = a_project(people)
    finding = query(asked(on=date(2026, 3, 2)))
    assert finding.status is Status.HELD_SUPPLIED
    assert not finding.answer.startswith("No. ")
    assert (
        "Listening project LISTEN-0001 “Missed bins” (approved for 2 March 2026 to 31 December 2026) counted no posts or messages in that time."
        in finding.answer
    )
    assert "person, group or address" not in finding.answer
    by_place = "Listening project LISTEN-0001 counts only posts that name a place or service: Acton ward."
    assert (by_place in finding.answer) is (query is research.purposes)
    assert [one.reference for one in finding.evidence][-1] == project.reference
    assert ("listening projects", 1) in [(one.register, one.found) for one in finding.searched]


def test_openly_or_covertly_tells_that_listening_is_public(people, tmp_path):
    lines = quarters("line_manager", Q4, service="Trading Standards", looks="none")
    registers(tmp_path / "registers", by=[people.simon, people.marian], statements=lines)
    a_project(people)
    finding = looks.overt_or_covert(asked(on=date(2026, 3, 2)))
    assert finding.status is Status.HELD_SUPPLIED
    assert (
        "also listen openly. Our website publishes the purpose and the counts of each listening project"
        in finding.answer
    )
    assert "each listening project: LISTEN-0001 “Missed bins” (approved for 2 March 2026" in finding.answer
    checked = "Each word of the projects’ queries is on our list of words about services"
    assert checked in finding.answer
    ward.take_back(Ward.objects.as_at(None).get(), by=people.ada, at=AT)
    assert checked not in looks.overt_or_covert(asked(on=date(2026, 3, 2))).answer


def test_each_figure_equals_the_register(three):
    value = {"overt": 1, "covert": 1, "unannounced": 2, "own_pages": 1}
    assert research.conducts_research(asked()).value == {"looks": 4} | value
    assert looks.overt_or_covert(asked()).value == value
    said = looks.overt_or_covert(asked()).answer
    assert said.startswith(
        "Both. Looks made openly: 1. Looks made covertly: 1. Of all looks made openly, 1 was at the"
    )
    assert "own pages and 0 elsewhere. 2 looks were neither announced" in said
    asks = "Do you look at residents’ profiles?"
    as_a_part = Inquiry(text="Openly, covertly or both?", on=RECEIVED, as_at=None, context=asks)
    assert looks.overt_or_covert(as_a_part).value == value, "a part of a question on people tells all looks"
    of_people = looks.overt_or_covert(asked("Do you look at residents’ profiles openly or covertly?")).answer
    assert "We did not count looks at the authority’s own pages." in of_people
    assert "Of all looks made openly" not in of_people
    assert "earlier rules" not in said
    purposes = {one["purpose"]: one["count"] for one in research.purposes(asked()).value}
    one_purpose = "We record one purpose for each look: a look in an investigation may also have been made to keep watch"
    assert one_purpose in research.purposes(asked()).answer
    assert (
        purposes["investigation"],
        purposes["place"],
        purposes["recruitment"],
        purposes["own_pages"],
    ) == (2, 1, 0, 1)
    assert looks.looks_by_service(asked()).value == [{"service": "Trading Standards", "count": 4}]
    assert sum(one["count"] for one in looks.looks_by_purpose(asked()).value) == 4


def test_how_often_is_told_by_period_and_the_parts_add_up(three):
    finding = looks.how_often(asked("How many looks in March 2026 and in May 2026?"))
    assert "Of these looks, 1 was at the authority’s own pages and 3 elsewhere." in finding.answer
    assert [one["count"] for one in finding.value["by_period"]] == [3, 1]
    assert finding.status is Status.PARTLY
    assert "begins with an entry dated 3 March 2026" in finding.answer


def test_totals_and_rows_agree_on_any_days_and_a_page_shows_the_same(three, people):
    day = timedelta(days=1)
    first = date(2026, 2, 20)
    for length in (1, 11, 12, 40, 75, 100):
        for by in ((), ("service",), ("purpose",), ("platform",), ("kind",), ("month",), ("service", "kind")):
            now = datetime(2030, 1, 1, tzinfo=UTC)
            assert counts(first, first + length * day, by=by) == {
                key: count
                for key, count in counts(first, first + length * day, by=by, as_at=now).items()
                if count
            }
    page = words(signed_in(people.bryn).get("/looks/figures/?year=2026"))
    assert f"{Look.objects.count()} looks are recorded" in page


def test_as_at_a_moment_before_they_were_recorded_there_is_none(three):
    before = datetime(2020, 1, 1, tzinfo=UTC)
    assert looks.how_often(asked(as_at=before)).status is Status.TO_BE_SEARCHED


def test_looks_of_an_earlier_log_are_said_to_be_so(people):
    assert "come from earlier logs" in manner.from_earlier_logs(2)


def test_a_report_asks_the_same_figure_by_its_name_and_a_period_without_a_question(three):
    march, may = Period(date(2026, 3, 1), date(2026, 3, 31)), Period(date(2026, 5, 1), date(2026, 5, 31))
    now = timezone.now()
    found = [figure("how_often", on=RECEIVED, period=one, as_at=now) for one in (march, may)]
    assert [one.period for one in found] == [march, may]
    assert {one.as_at for one in found} == {now}
    assert found[0].value == looks.how_often(asked("How often was it done in March 2026?", as_at=now)).value
    assert found[0].value != found[1].value


def test_a_nought_among_purposes_says_whether_signed_statements_cover_it(three, people):
    on = date(2026, 8, 3)
    bare = research.purposes(asked(on=on))
    assert "have not signed statements that cover all of that time" in bare.answer
    assert "signed statements" not in {one.register for one in bare.evidence}
    seat, at = signed.trading_standards(), datetime(2026, 8, 1, 9, tzinfo=UTC)
    for day, count in ((date(2026, 1, 1), 3), (date(2026, 4, 1), 1)):
        signed.entered_quarter(people, seat, quarter_of(day), at=at, looks=count)
    found = research.purposes(asked(on=on))
    assert (
        "cover the register from 3 March 2026 to 30 June 2026. No signed statement covers 1 July 2026 to 3 August 2026 yet"
        in found.answer
    )
    assert "signed statements" in {one.register for one in found.evidence}
    assert found.searched[1].register == "signed statements"


def test_a_nought_of_a_manner_or_a_month_says_which_days_signed_statements_cover(people):
    on = date(2026, 8, 3)
    given.opened(people, at=given.AT)
    each_month = asked("How often in March 2026 and in July 2026?", on=on)
    told = (looks.overt_or_covert, asked(on=on)), (looks.how_often, each_month)
    for query, inquiry in told:
        assert "A 0 means that no such look is on record. Our services have not" in query(inquiry).answer
    seat, at = signed.trading_standards(), datetime(2026, 8, 1, 9, tzinfo=UTC)
    for day, count in ((date(2026, 1, 1), 1), (date(2026, 4, 1), 0)):
        signed.entered_quarter(people, seat, quarter_of(day), at=at, looks=count)
    for (query, inquiry), last in zip(told, ("3 August 2026", "31 July 2026"), strict=True):
        found = query(inquiry)
        assert "March 2026 to 30 June 2026. No signed statement covers" in found.answer
        assert f"No signed statement covers 1 July 2026 to {last} yet: officers sign" in found.answer
        assert "signed statements" in {one.register for one in found.evidence}
    assert "A 0 means" not in looks.how_often(asked(on=on)).answer
    answers = [
        an_answer(str(nth), answer=one(asked(on=on)).answer, shared=one(asked(on=on)).shared)
        for nth, one in enumerate((research.purposes, looks.overt_or_covert), 1)
    ]
    (_at, first), (_at, second) = as_in_letter(answers)
    assert "A 0 means" in first
    assert "A 0 means" not in second
    assert "For the meaning of a 0, see our answer to question 1." in second
