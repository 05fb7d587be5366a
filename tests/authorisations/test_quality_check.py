"""The co-ordinator returns an application or passes it on."""

from datetime import timedelta

import pytest

from tests.authorisations import given
from tests.log import leaves_nothing, told, undone_when_the_log_fails
from tests.pages import signed_in, words
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import WrongState
from watchbook.authorisations import application, quality_check
from watchbook.keys.envelope import opened


def test_an_application_is_returned_with_comments_mended_and_submitted_again(people):
    row = given.a_submitted(people)
    quality_check.give_back(row, comments="Say how often.", version=1, by=people.helen, at=given.CHECKED)
    row.refresh_from_db()
    assert row.state == "returned"
    assert [opened(one)["comments"] for one in row.comments.all()] == ["Say how often."]
    assert told(row)[4] == {"comments": "Say how often.", "boxes": "{}"}
    application.answer(row, {"activity": "Once a week."}, by=people.ines, at=given.CHECKED)
    assert application.submit(row, by=people.ines, at=given.CHECKED).state == "submitted"


def test_the_timeline_keeps_the_application_that_was_returned(people):
    row = given.a_submitted(people)
    quality_check.give_back(row, comments="Say how often.", version=1, by=people.helen, at=given.CHECKED)
    refused = signed_in(people.helen).get(f"/authorisations/{row}/pass-on/")
    assert "You cannot pass this application on: its state is “returned" in words(refused)
    assert "<textarea" not in refused.text
    application.answer(row, {"activity": "Once a week."}, by=people.ines, at=given.CHECKED)
    application.submit(row, by=people.ines, at=given.CHECKED + timedelta(hours=1))
    day = f"{given.CHECKED:%-d %B %Y}"
    told_ = f"Applied {given.SUBMITTED:%-d %B %Y}, returned {day}, applied again {day}"
    assert told_ in words(signed_in(people.ines).get(f"/authorisations/{row}/"))


def test_an_application_is_passed_on_to_an_officer(people):
    row = given.a_passed(people)
    assert row.state == "passed"
    assert told(row)[0] == "quality_check.passed"
    assert str(row.comments.get()) == "passed"


def test_a_return_without_comments_is_refused(people):
    row = given.a_submitted(people)
    leaves_nothing(
        WrongState,
        lambda: quality_check.give_back(row, comments=" ", version=1, by=people.helen, at=given.AT),
        "should correct",
    )


@pytest.mark.parametrize("act", [quality_check.give_back, quality_check.pass_on])
def test_only_the_co_ordinator_checks_and_nothing_stays_where_the_log_fails(people, act, monkeypatch):
    row = given.a_submitted(people)
    refused_to_all_but(
        {"helen"}, people, lambda by: act(row, comments="x", version=1, by=by, at=given.AT), match="only the"
    )
    undone_when_the_log_fails(
        monkeypatch, quality_check, lambda: act(row, comments="x", version=1, by=people.helen, at=given.AT)
    )


def test_a_comment_at_a_box_belongs_to_the_version_that_was_read(people):
    row = given.a_submitted(people)
    boxes = {"necessity": "Argue it.", "gravity": " "}
    quality_check.give_back(row, comments="", boxes=boxes, version=1, by=people.helen, at=given.CHECKED)
    comment = row.comments.get()
    assert opened(comment)["boxes"] == {"necessity": "Argue it."}
    assert comment.version == row.applicationversions.get()
    assert told(row)[4]["boxes"] == '{"necessity": "Argue it."}'


@pytest.mark.parametrize(
    ("boxes", "why"),
    [
        ({"no_such_box": "x"}, "You cannot comment on no_such_box"),
        ({"necessity": "x" * 8001}, "longer than 8000"),
        ({"necessity": " "}, "should correct"),
    ],
)
def test_a_comment_that_no_box_takes_is_refused(people, boxes, why):
    row, at = given.a_submitted(people), given.AT
    leaves_nothing(
        WrongState,
        lambda: quality_check.give_back(row, comments="", boxes=boxes, version=1, by=people.helen, at=at),
        why,
    )


def test_a_draft_is_not_passed_on(people):
    row = given.a_draft(people)
    leaves_nothing(
        WrongState,
        lambda: quality_check.pass_on(row, comments="", version=1, by=people.helen, at=given.AT),
        "^You cannot .* this application.*: its state is ",
    )


def test_passing_on_and_returning_stand_together_before_the_application(people):
    row = given.a_submitted(people)
    page = words(signed_in(people.helen).get(f"/authorisations/{row}/"))
    there = [page.index(one) for one in ("Pass application", "Return application with comments", "Timeline")]
    assert there == sorted(there)
