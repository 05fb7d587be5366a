"""The commands `law ends` and `foi due`."""

import argparse
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchbook.law_words.cli import add_commands, add_due_command


def run(*argv):
    parser = argparse.ArgumentParser()
    subparsers = parser.add_subparsers(required=True)
    add_commands(subparsers)
    add_due_command(subparsers)
    args = parser.parse_args(argv)
    return args.run(args)


@pytest.fixture
def lines(capsys):
    def read(*argv):
        code = run(*argv, "--json")
        return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return read


def test_ends_prints_a_line_for_each_day_with_the_last_day_in_force_and_why(lines):
    code, [first, second] = lines(
        "law", "ends", "--kind", "directed_surveillance", "--from", "2026-01-01", "--from", "2025-11-30"
    )
    assert code == 0
    assert (first["from"], first["ends_on"]) == ("2026-01-01", "2026-03-31")
    assert second["ends_on"] == "2026-02-28"
    assert (first["kind"], first["nation"]) == ("directed_surveillance", "england")
    assert "(Regulation of Investigatory Powers Act 2000, section 43(3))." in first["why"][-1]


@pytest.mark.parametrize(
    ("nation", "ends_on"),
    [("wales", "2026-06-11"), ("northern_ireland", "2026-06-11"), ("scotland", "2026-03-11")],
)
def test_ends_knows_the_juvenile_source_of_each_nation(lines, nation, ends_on):
    _, [line] = lines(
        "law", "ends", "--kind", "chis", "--from", "2026-02-12", "--born", "2010-01-01", "--nation", nation
    )
    assert line["ends_on"] == ends_on


def test_due_prints_the_last_day_the_sentences_and_each_day(lines):
    code, [line] = lines("due", "--received", "2026-06-01", "--regime", "foia")
    assert code == 0
    assert (line["received"], line["regime"], line["due_on"]) == ("2026-06-01", "foia", "2026-06-30")
    assert line["working_days"] == 20
    assert all(isinstance(sentence, str) for sentence in line["explanation"])
    assert line["days"][14] == {
        "on": "2026-06-15",
        "counts": False,
        "number": None,
        "reason": "bank holiday in Scotland: Extra bank holiday (Royal Proclamation)",
    }
    assert line["days"][-1] == {"on": "2026-06-30", "counts": True, "number": 20, "reason": "working day"}


def test_due_40_under_foia_is_the_public_interest_extension_and_under_eir_the_longer_time(lines):
    for regime, word in (("foia", "public-interest test"), ("eir", "complex and voluminous")):
        _, [line] = lines("due", "--received", "2026-06-01", "--regime", regime, "--days", "40")
        assert line["due_on"] == "2026-07-29"
        assert word in " ".join(line["explanation"])


def test_due_takes_the_clarification_and_the_fee(lines):
    _, [clarified] = lines("due", "--received", "2026-07-01", "--regime", "foia", "--clarified", "2026-11-20")
    assert clarified["due_on"] == "2026-12-21"
    _, [paid] = lines(
        "due", "--received", "2026-07-01", "--regime", "foia",
        "--fee-notice", "2026-07-08", "--fee-paid", "2026-07-22",
    )  # fmt: skip
    assert paid["due_on"] == "2026-08-14"


HOSTILE = [
    "", " ", "x", "2026-02-30", "20260601", "0001-01-01", "1999-12-31", "2011-12-31", "2028-12-31",
    "2029-01-01", "9999-12-31", "10000-01-01", "2026-06-01\n", "\udcff", "'; --", "٢٠٢٦-٠٦-٠١",
]  # fmt: skip


def test_a_refused_day_is_a_line_of_its_own_and_the_rest_is_done(lines):
    argv = [word for day in (*HOSTILE, "2026-06-01") for word in ("--received", day)]
    code, printed = lines("due", *argv, "--regime", "foia")
    assert code == 1
    assert len(printed) == len(HOSTILE) + 1
    assert printed[-1]["due_on"] == "2026-06-30"
    for given_day, line in zip(HOSTILE, printed, strict=False):
        assert line["file"] == given_day.replace("\udcff", "�")
        assert set(line["error"]) == {"what", "why", "next"}
        assert all(line["error"].values())


@pytest.mark.parametrize("day", ["", "x", "0001-01-01", "2000-09-24", "9999-12-31", "\udcff"])
def test_ends_refuses_a_day_that_cannot_be(lines, day):
    code, [refused, line] = lines(
        "law", "ends", "--kind", "directed_surveillance", "--from", day, "--from", "2026-01-01"
    )
    assert code == 1
    assert set(refused) == {"file", "error"}
    assert line["ends_on"] == "2026-03-31"


@pytest.mark.parametrize(
    "extra",
    [
        ["--clarified", "soon"],
        ["--clarified", "2026-05-31"],
        ["--fee-paid", "2026-06-10"],
        ["--fee-notice", "2026-06-10"],
        ["--fee-notice", "", "--fee-paid", "2026-06-10"],
        ["--fee-notice", "2026-06-10", "--fee-paid", "9999-12-31"],
        ["--fee-notice", "2026-06-10", "--fee-paid", "2026-06-09"],
    ],
)
def test_a_refused_fact_refuses_each_day_that_needs_it(lines, extra):
    code, printed = lines(
        "due", "--received", "2026-06-01", "--received", "2026-06-02", "--regime", "foia", *extra
    )
    assert code == 1
    assert [line["file"] for line in printed] == ["2026-06-01", "2026-06-02"]


def test_a_bad_day_of_birth_is_refused(lines):
    for born in ("x", "2026-02-13"):
        code, [line] = lines("law", "ends", "--kind", "chis", "--from", "2026-02-12", "--born", born)
        assert code == 1
        assert line["file"] == "2026-02-12"


def test_without_json_a_person_reads_one_line_and_refusals_go_beside_the_data(capsys):
    assert run("due", "--received", "2026-06-01", "--received", "x", "--regime", "foia") == 1
    printed = capsys.readouterr()
    assert printed.out.startswith(
        "2026-06-01: until 2026-06-30. The request was received on Monday 1 June 2026."
    )
    assert printed.out.count("\n") == 1
    assert printed.err == (
        "'x' is not a date. A date has a year, a month and a day, such as 2026-06-15, "
        "and must exist in the calendar. Enter the date in this form: 2026-06-15.\n"
    )
    assert run("law", "ends", "--kind", "chis", "--from", "2026-02-12") == 0
    assert capsys.readouterr().out.startswith("2026-02-12: until 2027-02-11.")


@pytest.mark.parametrize(
    "argv",
    [
        ["due", "--regime", "foia"],
        ["due", "--received", "2026-06-01"],
        ["due", "--received", "2026-06-01", "--regime", "gdpr"],
        ["due", "--received", "2026-06-01", "--regime", "foia", "--days", "30"],
        ["due", "--received", "2026-06-01", "--regime", "foia", "--days", "many"],
        ["law"],
        ["law", "ends", "--kind", "intrusive", "--from", "2026-06-01"],
        ["law", "ends", "--kind", "chis"],
        ["law", "ends", "--kind", "chis", "--from", "2026-06-01", "--nation", "france"],
    ],
)
def test_misuse_exits_2(argv, capsys):
    with pytest.raises(SystemExit) as left:
        run(*argv)
    assert left.value.code == 2
    assert "usage" in capsys.readouterr().err


@given(text=st.text(max_size=30), regime=st.sampled_from(["foia", "eir", "foisa", "eisr"]))
def test_whatever_is_given_as_a_day_is_answered_or_refused_and_never_breaks(text, regime):
    assert run("due", f"--received={text}", "--regime", regime, "--json") in (0, 1)
