import json
from argparse import ArgumentParser
from pathlib import Path

import pytest

from tests.foi.cases import NINE_QUESTIONS
from watchbook.foi.cli import add_commands
from watchbook.foi.reading_commands import match_as_data
from watchbook.reading.split.questions import split
from watchbook.reading.topics.matching import SUGGESTED, catalogue

ABOUT_POTHOLES = "1. How many potholes were reported?\n2. How many were repaired?\n"


@pytest.fixture
def command(capsys):
    """Gives `match` in this process; its status and its lines as data."""

    def gave(*arguments):
        parser = ArgumentParser()
        add_commands(parser.add_subparsers())
        args = parser.parse_args(["foi", "match", *arguments])
        assert args.needs_database is False
        status = args.run(args)
        return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return gave


@pytest.fixture
def file(tmp_path):
    """Makes a text file."""

    def made(text, name="request.txt"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path / name)

    return made


def test_a_request_comes_as_it_is_split_with_topics_beside_each_question(command, file):
    name = file(NINE_QUESTIONS.read_text(encoding="utf-8"))
    status, [found] = command(name, "--json")
    cut = split(Path(name).read_text(encoding="utf-8"))
    assert status == 0
    assert found["file"] == name
    assert found["in_scope"] is True
    assert [one["text"] for one in found["questions"]] == [one.text for one in cut.questions]
    assert len(found["other"]) == len(cut.other)
    parts = {topic.part: topic.id for topic in catalogue() if topic.part}
    assert {one["number"]: one["topics"][0]["id"] for one in found["questions"]} == parts
    assert not any(one["abstained"] for one in found["questions"])


def test_at_most_five_topics_come_the_best_first_with_scores_from_0_to_1():
    for question in match_as_data(NINE_QUESTIONS.read_text(encoding="utf-8"))["questions"]:
        scores = [topic["score"] for topic in question["topics"]]
        assert 0 < len(scores) <= SUGGESTED
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1 for score in scores)


def test_a_request_about_something_else_is_out_of_scope_and_nothing_of_it_is_taken(command, file):
    status, [found] = command(file(ABOUT_POTHOLES))
    assert status == 0
    assert found["in_scope"] is False
    assert all(question["abstained"] for question in found["questions"])


def test_a_refused_file_is_said_in_its_line_and_the_rest_goes_on(command, file):
    status, [refused, found] = command("nowhere.txt", file(ABOUT_POTHOLES))
    assert status == 1
    assert refused["error"].keys() == {"what", "why", "next"}
    assert len(found["questions"]) == 2


def test_a_lead_in_is_taken_for_a_topic_that_only_leads_to_parts_and_for_no_other():
    asked = "1. If you look at social media platforms, send me each of these documents:\na) the DPIA\nb) the privacy notice\n"
    [stem, *_parts] = match_as_data(asked)["questions"]
    assert stem["topics"][0]["id"] == "assessments_and_training_documents"
    assert not stem["abstained"]
    counted = "1. For each drone, please state:\na) its maker\nb) its price\n"
    [stem, *_parts] = match_as_data(counted)["questions"]
    assert stem["abstained"]


def test_a_question_in_a_request_about_surveillance_is_understood_by_the_request():
    asked = "This is about directed surveillance.\n1. How many authorisations were renewed?\n2. How many were there?\n"
    found = match_as_data(asked)
    assert found["in_scope"]
    assert found["questions"][0]["topics"][0]["id"] == "renewals_and_cancellations"
