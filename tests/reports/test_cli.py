"""`watchbook oversight statistics`: a line for each figure, as data and for people; a period that is none is refused."""

import json
from argparse import Namespace

from tests.authorisations import given
from watchbook.reports.cli import run_statistics


def printed(capsys, **asked):
    """The exit code and the lines."""
    args = {"first": "2026-01-01", "last": "2026-06-30", "by": None, "json": True} | asked
    return run_statistics(Namespace(**args)), capsys.readouterr().out.splitlines()


def test_each_figure_is_a_line_of_data_with_the_year_before_and_its_status(people, capsys):
    given.in_force(people)
    code, lines = printed(capsys, by="kind")
    told = [json.loads(line) for line in lines]
    by_name = {one["name"]: one for one in told if "name" in one}
    assert code == 0
    assert (
        by_name["directed_surveillance_count"]["count"],
        by_name["directed_surveillance_count"]["before"],
    ) == (1, 0)
    assert by_name["chis_count"]["status"] == "TO_BE_SEARCHED"
    assert [one["authorisations_by_period"] for one in told if one.get("by") == "kind"] == [1]


def test_for_people_it_is_a_table(people, capsys):
    code, lines = printed(capsys, json=False, by="service")
    assert code == 0
    assert any("Directed surveillance" in line and "[not known: " in line for line in lines)


def test_days_that_name_no_period_are_refused(people, capsys):
    code, lines = printed(capsys, first="yesterday")
    assert code == 1
    assert json.loads(lines[0])["error"]["why"].startswith("Enter both dates")
