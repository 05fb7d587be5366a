"""2.c of FOI 9477 from a fixture's central record: counted, PARTLY where a row does not say, refusals apart, NIL without any."""

import shutil

import pytest
from django.utils import timezone

from tests.foi.cases import nine_questions
from tests.foi.test_council_2019 import COUNCIL, answered
from tests.proof_only import one_in
from watchbook.demo.fixture_council import load_fixture_council
from watchbook.figures.findings import Status

HEADINGS = "reference,kind,service,decided_on,decision,social_media,court_on,court_outcome,cancelled_on\n"
ROW = "TS/2018/01,directed_surveillance,Environmental health,2018-05-02,granted,{flag},2018-05-07,approved,2018-07-30\n"
REFUSED = "TS/2018/02,directed_surveillance,Environmental health,2018-06-02,refused,yes,,,\n"
BY_COURT = "TS/2018/03,chis,Environmental health,2018-06-02,granted,yes,2018-06-07,refused,\n"
OLD = "TS/2013/01,directed_surveillance,Environmental health,2013-05-02,granted,yes,2013-05-07,approved,2013-06-01\n"


@pytest.fixture
def part_2c(db, tmp_path):
    """The answer to 2.c with these rows in the central record, beside what the services and the signers stated."""

    def answer(*rows):
        for name in ("services.csv", "statements.csv"):
            shutil.copy(COUNCIL / name, tmp_path)
        (tmp_path / "central_record.csv").write_text(HEADINGS + "".join(rows), encoding="utf-8")
        load_fixture_council(tmp_path, at=timezone.now())
        return answered(nine_questions())["2.c"]

    return answer


def test_a_row_with_the_flag_is_counted(part_2c):
    found = part_2c(ROW.format(flag="yes"))
    assert (found.status, found.value) == (Status.HELD_SUPPLIED, 1)
    assert "have certified, quarter by quarter, that there was nothing to record from" in found.answer
    assert "TS/2018" not in found.answer


@pytest.mark.parametrize("others", one_in(2, [[REFUSED, BY_COURT], []]))
def test_a_row_without_the_flag_makes_it_partly_and_never_nil(part_2c, others):
    found = part_2c(ROW.format(flag=""), *others)
    assert found.status is Status.PARTLY


@pytest.mark.parametrize(
    "rows",
    one_in(
        4,
        [
            [ROW.format(flag="no"), REFUSED, BY_COURT, OLD],
            [ROW.format(flag="no")],
            [REFUSED, BY_COURT],
            [OLD],
        ],
    ),
)
def test_rows_that_say_no_or_never_took_effect_or_lie_outside_the_time_are_not_counted(part_2c, rows):
    found = part_2c(*rows)
    assert found.status is Status.NIL
    assert found.value == 0
