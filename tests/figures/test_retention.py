"""What the retention schedule in force says to questions 7, 8.e and 8.f of FOI 9477."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from tests.evidence import given as evidence
from tests.foi.letters import an_answer
from tests.foi.registers import registers
from tests.listening.given import approved as a_project
from tests.retention import given
from watchbook.evidence import disposal
from watchbook.figures import retention
from watchbook.figures.findings import Inquiry, Status
from watchbook.figures.sentences import in_words
from watchbook.foi.letter.said_once import as_in_letter
from watchbook.law.periods import months_after
from watchbook.organisation.models import Authority
from watchbook.organisation.queries import today
from watchbook.retention.deleted import month_began

FIXTURE = Path("watchbook/demo/fixtures/council-2019/retention_schedule.csv")
ASKED = Inquiry(text="deletion", on=date(2019, 10, 7))
ONE_DAY = timedelta(days=1)
QUERIES = (retention.deletion_policy, retention.retention_period, retention.deletion_request)
EARLIER = replace(ASKED, on=date(2018, 5, 24))


def lines(*, without=()):
    """The schedule of the packaged fixture, but some classes."""
    rows = list(csv.reader(FIXTURE.read_text(encoding="utf-8").splitlines()))
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(row for row in rows[1:] if row[5] not in without)
    return out.getvalue().splitlines()


@pytest.fixture
def held(people, tmp_path):
    """Writes and loads register rows."""

    def write(*, without=()):
        registers(tmp_path / "registers", by=[people.simon], retention_schedule=lines(without=without))

    return write


def test_each_class_is_told_with_its_period_its_end_and_its_reason(held):
    held()
    period = "• Capture found not to be relevant: 28 days from the decision that it is not relevant."
    end = "\nAt the end of the period:\n• Entry of a look (who looked, when, at what, on what basis; no content): delete. Reason: Shows"
    for query, is_on_deletion in ((retention.deletion_policy, True), (retention.retention_period, False)):
        finding = query(ASKED)
        assert finding.status is Status.HELD_SUPPLIED
        assert period in finding.answer.splitlines()
        assert (end in finding.answer) == is_on_deletion
        assert len(finding.evidence) == 7  # the adoption, looks, the four classes of captures, investigations
        assert "Record of training" not in finding.answer


def test_a_letter_gives_the_periods_and_the_oldest_look_once(held):
    held()
    answers = [
        an_answer(number, answer=found.answer, shared=found.shared)
        for number, found in (
            ("7", retention.deletion_policy(ASKED)),
            ("8.e", retention.retention_period(ASKED)),
        )
    ]
    (_at, policy), (_at, periods) = as_in_letter(answers)
    assert policy == answers[0].answer
    assert periods == (
        "Our answer to question 7 says how long we keep each kind of data.\n"
        "For the data that we have deleted so far, see our answer to question 7."
    )


def test_the_route_for_deletion_is_explained(held, settings):
    held()
    finding = retention.deletion_request(ASKED)
    assert finding.status is Status.EXPLANATION
    assert "Write to the data protection officer" in finding.answer
    assert len(finding.evidence) == 2
    assert "Our contact details are on our web page “Your data and your rights”." in finding.answer
    assert "postal address" not in finding.answer
    Authority.objects.update(address="The Guildhall\nTestham")
    assert (
        "Our postal address: The Guildhall, Testham. Our contact" in retention.deletion_request(ASKED).answer
    )
    settings.PUBLIC_ADDRESS = "https://watch.council.invalid"
    told = retention.deletion_request(ASKED).answer
    assert "“Your data and your rights”: https://watch.council.invalid/your-data/" in told


def test_a_schedule_that_leaves_a_class_out_is_not_the_whole_answer(held):
    held(without=("capture_not_relevant",))
    finding = retention.deletion_policy(ASKED)
    assert finding.status is Status.TO_BE_SEARCHED
    assert "capture not relevant" in finding.answer
    assert retention.deletion_request(ASKED).status is Status.EXPLANATION


def test_a_schedule_without_a_route_answers_the_rest(held):
    held(without=("deletion_request",))
    assert retention.deletion_request(ASKED).status is Status.TO_BE_SEARCHED
    assert retention.retention_period(ASKED).status is Status.HELD_SUPPLIED


@pytest.mark.parametrize(
    "query", [retention.deletion_policy, retention.retention_period, retention.deletion_request]
)
def test_before_it_was_in_force_it_says_nothing(held, query):
    held()
    assert query(EARLIER).status is Status.TO_BE_SEARCHED


@pytest.mark.parametrize(
    ("query", "number"),
    [(retention.deletion_policy, 7), (retention.retention_period, 7), (retention.deletion_request, 7)],
)
def test_each_answer_takes_as_many_queries_whatever_the_schedule_holds(
    held, django_assert_num_queries, query, number
):
    held()
    with django_assert_num_queries(
        number
    ):  # one asks what is protected; the first two ask for listening projects
        query(ASKED)


def test_each_says_what_was_in_fact_deleted_by_the_last_month_and_of_which_year_the_oldest_look_is(
    held, people
):
    held()
    row = evidence.a_failed_capture(people)
    disposal.dispose(row.id, by=people.winston, at=given.now())
    began, of_today = month_began(today()), replace(ASKED, on=today())
    for query in QUERIES:
        assert all(told.text in query(of_today).answer for told in query(of_today).shared)
        assert query(of_today).shared[-1] == QUERIES[0](of_today).shared[-1]
    none = f"Up to {in_words(began.date() - ONE_DAY)}, the register shows no deletion of data obtained from social media."
    assert all(none in query(of_today).answer for query in QUERIES), "nobody who drafts learns of one list"
    assert not any(query(of_today).value["deleted"] for query in QUERIES)
    over = datetime.combine(months_after(began.date(), months=1), time(12), tzinfo=UTC)
    day = in_words(over.date() - ONE_DAY)
    for query in QUERIES:
        assert (
            "Up to 30 September 2019, the register shows no deletion of data obtained from social media."
            in query(replace(ASKED, as_at=over)).answer
        )
        finding = query(replace(ASKED, on=over.date(), as_at=over))
        told = f"The register shows that we deleted these records up to {day}: 1 capture."
        assert f"{told} We count looks, captures" in finding.answer
        assert (
            "We do not count authorisations deleted at the end of their retention period, or letters"
            in finding.answer
        )
        assert finding.value["deleted"] == {"evidence_capture": 1}
    oldest = f"The oldest look in the register is from {today().year}."
    assert oldest in retention.retention_period(of_today).answer
    assert retention.deletion_policy(of_today).value["oldest_look"] == today().year
    assert "The register holds no looks." in retention.retention_period(ASKED).answer, "none was made by then"


@pytest.mark.parametrize("query", [retention.deletion_policy, retention.retention_period])
def test_what_listening_keeps_is_told_once_a_project_was_approved(people, tmp_path, query):
    asked = replace(ASKED, on=date(2026, 3, 2))
    rows = lines()
    registers(tmp_path / "registers", by=[people.simon], retention_schedule=rows)
    assert "listening" not in query(asked).answer
    a_project(people)
    without = query(asked)
    assert (without.status, "listening counts" in without.answer) == (Status.TO_BE_SEARCHED, True)
    own = rows[-1].split(",")[:5]
    told = (
        "listening_counts,Counts from listening,the day of the collection,24,months,,delete,,To compare years"
    )
    (tmp_path / "with").mkdir()
    version = ["Retention schedule 2020", *own[1:]]
    again = [",".join([version[0], row.split(",", 1)[1]]) for row in [*rows]] + [",".join([*version, told])]
    registers(tmp_path / "with", by=[people.simon], retention_schedule=again)
    finding = query(asked)
    assert finding.status is Status.HELD_SUPPLIED
    assert "Counts from listening: 24 months" in finding.answer
    assert (
        "We keep the text of a few posts, encrypted, for at most 7 days, so that the opinion in each post can be labelled."
        in finding.answer
    )
    assert "LISTEN-0001" in [one.reference for one in finding.evidence]
