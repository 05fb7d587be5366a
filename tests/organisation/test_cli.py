"""`watchbook found`: begins the register and prints two links, or says why not; exit codes 0, 1, 2."""

import json
from argparse import ArgumentParser

import pytest

from tests.log import everything
from tests.pages import browser
from watchbook.organisation import cli
from watchbook.organisation.models import Authority, Person

ADA = "Ada Fenwick <ada@council.gov.uk>"
BASHIR = "Bashir Noor <bashir@council.gov.uk>"


def run(*arguments):
    """The command's exit code."""
    parser = ArgumentParser()
    cli.add_commands(parser.add_subparsers())
    args = parser.parse_args(["found", *arguments])
    assert args.needs_database
    return args.run(args)


def found(*administrators, nation="england", more=()):
    given = [word for administrator in administrators for word in ("--administrator", administrator)]
    return run("--name", "Tilling Council", "--nation", nation, *given, *more)


def test_it_begins_the_register_and_prints_a_line_for_each_administrator(db, capsys):
    assert found(ADA, BASHIR, more=["--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["administrator"] for line in lines] == ["ada@council.gov.uk", "bashir@council.gov.uk"]
    assert Authority.objects.get().name == "Tilling Council"
    assert browser().get(lines[0]["link"], follow=True).status_code == 200


def test_for_people_it_says_what_to_do_with_the_links(db, capsys):
    assert found(ADA, BASHIR) == 0
    first, second, last = capsys.readouterr().out.splitlines()
    assert first.startswith("ada@council.gov.uk: /account/password/reset/key/")
    assert second.startswith("bashir@council.gov.uk: /")
    assert (
        last
        == "Put Watchbook’s web address in front of each link. Each administrator can use their link once, within three days, to set a password."
    )


@pytest.mark.parametrize(
    ("administrators", "why"),
    [
        (
            [ADA],
            "You cannot begin a register without exactly two administrators. Give --administrator twice.",
        ),
        (
            [ADA, BASHIR, "C <c@council.gov.uk>"],
            "You cannot begin a register without exactly two administrators.",
        ),
        ([ADA, "Ada <ADA@council.gov.uk>"], "the same person twice"),
    ],
)
def test_a_refusal_is_a_line_of_json_with_exit_code_1_and_nothing_is_written(db, capsys, administrators, why):
    before = everything()
    assert found(*administrators) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["file"] is None
    assert told["error"].keys() == {"what", "why", "next"}
    assert why in told["error"]["why"]
    assert everything() == before


def test_a_second_founding_is_refused(people, capsys):
    assert found(ADA, BASHIR) == 1
    assert "it is already set up" in json.loads(capsys.readouterr().out)["error"]["why"]
    assert not Person.objects.filter(email="ada@council.gov.uk").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--name", "X", "--nation", "france", "--administrator", ADA],
        ["--name", "X", "--nation", "wales", "--administrator", "ada@council.gov.uk"],
        ["--name", "X", "--nation", "wales", "--administrator", "Ada <ada>"],
        ["--name", "X", "--nation", "wales", "--administrator", "Ada <a@b> c"],
    ],
)
def test_misuse_exits_2(capsys, arguments):
    with pytest.raises(SystemExit) as exit_:
        run(*arguments)
    assert exit_.value.code == 2


def test_an_administrator_is_written_as_in_a_mail_header():
    told = cli.administrator("  Ada  Fenwick <ada@council.gov.uk> ")
    assert (told.name, told.email) == ("Ada  Fenwick", "ada@council.gov.uk")
