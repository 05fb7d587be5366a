"""Policy replay: which saved assessments a changed rule or threshold would change; nothing about them changes."""

import json

import pytest
from django.urls import reverse

from tests.log import leaves_nothing, told, undone_when_the_log_fails
from tests.pages import signed_in, words
from tests.rights import refused_to_all_but
from tests.triage import given
from watchbook.acting.refusals import WrongState
from watchbook.config.cli import _parser
from watchbook.keys import envelope
from watchbook.organisation.queries import the_authority
from watchbook.triage import policy_replay, replay_command
from watchbook.triage.policy_replay import replayed, try_out
from watchbook.triage.supposed import Supposition

RED = "authority.drift.red_look"
MAY = {"leila", "helen", "simon"}


@pytest.fixture
def saved(people):
    """An overt look that is the third, and a preliminary one that is the first."""
    overt = given.assessed(people, given.facts(told="yes", covert="no", prior_looks=2))
    first = given.assessed_case(people, "T14")
    return overt.assessment, first.assessment


def test_a_threshold_that_moves_changes_the_assessments_that_it_reaches(saved, people):
    found = try_out(Supposition(values={RED: 4}), by=people.leila, at=given.AT)
    assert found.assessments == 2
    (only,) = found.differences
    assert (only.assessment, only.before, only.after) == (saved[0], ("overt_plan",), ("overt",))
    assert (only.flags_gone, only.flags_new) == (("red_look",), ("amber_look",))
    assert (only.before_words, only.after_words) == ("Overt plan", "Overt look")
    name, by, _, fields, _ = told(the_authority())
    assert (name, by) == ("policy_replay.tried", people.leila.id)
    assert fields == {"supposed": f"{RED}=4", "assessments": 2, "differing": 1}


def test_nothing_differs_where_nothing_is_supposed(saved):
    assert replayed(Supposition()).differences == ()


def test_a_day_before_the_law_is_said_of_each(saved):
    found = replayed(Supposition(on=given.AT.date().replace(year=1999)))
    assert len(found.differences) == 2
    assert "before the law" in found.differences[0].after_words


def test_what_a_backup_brought_back_after_its_disposal_is_passed_over(saved, monkeypatch):
    one, other = saved
    said = {one.id: envelope.DestroyedEnvelope(), other.id: envelope.opened(other)}
    monkeypatch.setattr(policy_replay.envelope, "opened_all", lambda _rows: said)
    found = replayed(Supposition(values={RED: 1}))
    assert found.assessments == 1
    assert one not in {differing.assessment for differing in found.differences}


def test_flags_are_told_to_whoever_may_see_the_assessment(saved, people):
    supposed = Supposition(values={RED: 4})
    (one,) = try_out(supposed, by=people.leila, at=given.AT).differences
    assert one.flags_new == ("amber_look",)
    (one,) = try_out(supposed, by=people.simon, at=given.AT).differences
    assert (one.after, one.flags_gone, one.flags_new) == (("overt",), (), ())


def test_who_tries_out_rules(saved, people):
    refused_to_all_but(MAY, people, lambda by: try_out(Supposition(), by=by, at=given.AT), match="only the")


def test_a_replay_that_cannot_be_recorded_is_not_made(saved, people, monkeypatch):
    def act():
        return try_out(Supposition(), by=people.leila, at=given.AT)

    undone_when_the_log_fails(monkeypatch, policy_replay, act)
    monkeypatch.setattr(policy_replay, "the_authority", lambda: None)
    leaves_nothing(WrongState, act, "not been set up")


def test_the_page_lists_what_would_differ(saved, people):
    client, address = signed_in(people.leila), reverse("triage:replay")
    page = words(client.post(address, {"name": RED, "value": "4"}))
    assert "1 of 2 outcomes would differ" in page
    assert "Overt plan Outcome with the new value Overt look" in page
    assert "Every assessment would have the same outcome" in words(
        client.post(address, {"name": RED, "value": "3"})
    )
    assert "is not a value of" in words(client.post(address, {"name": RED, "value": "soon"}))
    for sent, fault in (
        ({"x": "y"}, "Select a value, or enter a date below"),
        ({"name": RED}, "Enter the value that you want to try"),
        ({"value": "4"}, "Select the value that you want to change"),
    ):
        assert fault in words(client.post(address, sent))


def run(capsys, *arguments):
    """The command's exit code and what it printed."""
    code = replay_command.run(_parser().parse_args(["triage", "replay", *arguments]))
    return code, capsys.readouterr().out


def test_the_command_tells_references_and_outcomes_alone(saved, capsys):
    code, printed = run(capsys, "--suppose", f"{RED}=4")
    assert code == 0
    assert "T-0001  Overt plan → Overt look (flags differ)" in printed
    assert "1 of 2 outcomes would differ" in printed
    _, printed = run(capsys, "--suppose", f"{RED}=4", "--json")
    assert json.loads(printed)["differ"][0]["after"] == ["overt"]
    assert json.loads(printed)["differ"][0]["flags_differ"] is True
    assert "red_look" not in printed
    _, printed = run(capsys, "--on", "2026-03-02")
    assert "0 of 2 outcomes would differ" in printed


def test_the_command_refuses_what_cannot_be_tried(saved, capsys, tmp_path):
    assert run(capsys, "--suppose", "foia.x=1")[0] == 1
    code, printed = run(capsys, "--graph", str(tmp_path))
    assert code == 1
    assert "holds no graph" in json.loads(printed)["error"]["what"]
