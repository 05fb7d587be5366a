"""What happens to an edition: approved, published, reviewed and kept, superseded, withdrawn."""

from datetime import date, timedelta

import pytest

from tests.given import AT
from tests.governance.adopted import (
    ADDRESS,
    APPROVED_ON,
    a_draft,
    a_newer_edition,
    a_policy,
    approve,
    newest,
    publish,
    withdraw,
)
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import WrongState
from watchbook.governance.documents import document_step
from watchbook.governance.documents.models import DocumentStep
from watchbook.governance.documents.queries import editions_of

BEFORE, LATER = date(2018, 6, 11), date(2019, 1, 1)
TOMORROW = AT.date() + timedelta(days=1)


def states(reference="D-0001"):
    return [held.state for held in editions_of(reference)]


def review(row, by, *, on=LATER, review_on=date(2021, 1, 1), words="Still right"):
    return document_step.review(row, on=on, review_on=review_on, words=words, by=by, at=AT)


def test_an_approval_names_its_day_who_decided_and_the_minute(people):
    row = a_draft()
    step = approve(row, decided_by=" Cabinet ")
    assert (step.on, step.decided_by, step.minute, str(step)) == (
        APPROVED_ON, "Cabinet", "Minute 43/18", "D-0001/1 approved"
    )  # fmt: skip
    fields = {
        "document_reference": "D-0001",
        "edition": 1,
        "on": "2018-06-12",
        "corrects": None,
        "is_struck": False,
    }
    personal = {"decided_by": "Cabinet", "minute": "Minute 43/18"}
    assert told(step) == ("document.approved", people.simon.id, AT, fields, personal)
    assert "Cabinet" not in open_words()
    assert states() == ["approved"]


def test_an_approval_supersedes_the_edition_in_use_in_the_same_act(people):
    row = a_policy()
    a_newer_edition(row, approved_on=LATER)
    first, second = editions_of("D-0001")
    assert (first.state, first.ended.on, second.state) == ("superseded", LATER, "approved")
    assert told(first.ended)[0] == "document.superseded"
    leaves_nothing(
        WrongState,
        lambda: approve(row),
        "You cannot record the approval of this edition: the state of the edition is “replaced”",
    )


def test_an_edition_goes_on_until_the_newer_one_comes_into_use(people):
    row = a_policy()
    a_newer_edition(row, approved_on=date(2018, 12, 1), in_use_from=LATER)
    first, second = editions_of("D-0001")
    assert first.is_in_force(date(2018, 12, 31))
    assert not second.is_in_force(date(2018, 12, 31))
    assert not first.is_in_force(LATER)
    assert second.is_in_force(LATER)


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"on": TOMORROW}, "date is in the future"),
        ({"decided_by": "  "}, "the name of the person or committee that decided is missing"),
    ],
)
def test_an_approval_that_cannot_be_right_is_refused(people, facts, says):
    row = a_draft()
    leaves_nothing(WrongState, lambda: approve(row, **facts), says)


def test_editions_are_approved_in_their_order(people):
    row = a_draft()
    newer = a_newer_edition(row)
    approve(newer, on=LATER)
    leaves_nothing(WrongState, lambda: approve(row), "a newer edition, D-0001/2, is already approved")
    third = a_newer_edition(row)
    leaves_nothing(
        WrongState,
        lambda: approve(third, on=date(2018, 12, 31)),
        "D-0001/2, was approved after the date that you entered",
    )


def test_an_edition_is_approved_once(people):
    row = a_policy()
    leaves_nothing(
        WrongState,
        lambda: approve(row),
        "You cannot record the approval of this edition: the state of the edition is “approved”",
    )


def test_a_publication_has_its_address_and_day_and_may_move(people):
    row = a_policy()
    step = publish(row)
    assert (step.address, step.on, states()) == (ADDRESS, APPROVED_ON, ["published"])
    assert told(step)[4] == {"address": ADDRESS}
    moved = publish(row, address="https://council.example/new", on=LATER, by=people.simon)
    assert editions_of("D-0001")[0].published == moved


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"on": TOMORROW}, "date is in the future"),
        ({"on": BEFORE}, "before the date on which the edition was approved"),
        ({"address": "javascript:alert(1)"}, "web address is not complete"),
    ],
)
def test_a_publication_that_cannot_be_right_is_refused(people, facts, says):
    row = a_policy()
    leaves_nothing(WrongState, lambda: publish(row, **facts), says)


def test_a_draft_is_not_published(people):
    row = a_draft()
    leaves_nothing(
        WrongState,
        lambda: publish(row),
        "You cannot record the publication of this edition: the state of the edition is “draft”",
    )


def test_a_review_keeps_the_edition_until_its_next_review(people):
    row = a_policy(review_on=date(2019, 1, 1))
    step = review(row, people.helen)
    assert (step.step, step.on, step.words) == ("reviewed", LATER, "Still right")
    assert told(step)[4] == {"words": "Still right"}
    newer = newest()
    assert (newer.review_on, newer.corrects, newer.title) == (date(2021, 1, 1), row, "RIPA policy")
    assert (newer.file_sha256, newer.recorded_by) == (row.file_sha256, people.helen)
    fields = {"reference": "D-0001", "edition": 1, "review_on": "2021-01-01", "corrects": str(row.id)}
    assert told(newer) == ("document.review_set", people.helen.id, AT, fields, {})
    assert review(newer, people.simon, review_on=None).step == "reviewed"


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"on": TOMORROW}, "date is in the future"),
        ({"on": BEFORE}, "before the date on which the edition was approved"),
        ({"review_on": LATER}, "date of the next review is not after the date"),
    ],
)
def test_a_review_that_cannot_be_right_is_refused(people, facts, says):
    row = a_policy()
    leaves_nothing(WrongState, lambda: review(row, people.helen, **facts), says)


def test_only_what_is_approved_is_reviewed(people):
    row = a_draft()
    leaves_nothing(
        WrongState,
        lambda: review(row, people.helen),
        "You cannot review this edition: its state is “draft”. You can review only an approved",
    )


def test_a_withdrawal_has_its_reason_and_ends_the_edition(people):
    row = a_policy()
    step = withdraw(row, on=LATER, reason=" Not lawful ")
    assert (step.words, states()) == ("Not lawful", ["withdrawn"])
    assert told(step)[4] == {"words": "Not lawful"}
    leaves_nothing(
        WrongState,
        lambda: withdraw(row),
        "You cannot withdraw this edition: the state of the edition is “withdrawn”",
    )
    leaves_nothing(WrongState, lambda: publish(row), "this edition: the state of the edition is “withdrawn”")


def test_a_draft_may_be_withdrawn_too(people):
    withdraw(a_draft())
    assert states() == ["withdrawn"]


def test_a_withdrawal_before_the_approval_is_refused(people):
    row = a_policy()
    leaves_nothing(
        WrongState, lambda: withdraw(row, on=BEFORE), "before the date on which the edition was approved"
    )


def test_what_was_superseded_while_somebody_else_withdraws_it_is_not_withdrawn(people):
    row = a_policy()
    a_newer_edition(row, approved_on=LATER)
    leaves_nothing(
        WrongState,
        lambda: withdraw(row),
        "You cannot withdraw this edition: the state of the edition is “replaced”. Open the page",
    )


def test_an_edition_withdrawn_before_its_use_leaves_the_one_before_in_force(people):
    row = a_policy()
    newer = a_newer_edition(row, approved_on=date(2018, 12, 1), in_use_from=LATER)
    withdraw(newer, on=date(2018, 12, 15))
    assert states() == ["approved", "withdrawn"]
    assert editions_of("D-0001")[0].is_in_force(LATER)


def test_an_edition_withdrawn_in_its_use_brings_nothing_back(people):
    row = a_policy()
    newer = a_newer_edition(row, approved_on=LATER)
    withdraw(newer, on=LATER)
    assert states() == ["superseded", "withdrawn"]


def test_only_what_is_superseded_is_restored_and_only_what_may_be_is_superseded(people):
    row = a_policy()
    leaves_nothing(
        WrongState,
        lambda: document_step.restore(row, by=people.simon, at=AT),
        "You cannot restore this edition: its state is “approved”",
    )
    withdraw(row)
    leaves_nothing(
        WrongState,
        lambda: document_step.supersede(row, on=LATER, by=people.simon, at=AT),
        "You cannot replace this edition: the state of the edition is “withdrawn”",
    )
    leaves_nothing(WrongState, lambda: document_step.restore(row, by=people.simon, at=AT), "cannot restore")


def test_the_sro_decides_the_information_officer_publishes_and_keepers_review(people):
    draft, row = a_draft(title="A draft"), a_policy()
    superseded = a_policy(title="An old one")
    a_newer_edition(superseded, approved_on=LATER)
    for act in (
        lambda by: approve(draft, by=by),
        lambda by: withdraw(row, by=by),
        lambda by: document_step.supersede(row, on=LATER, by=by, at=AT),
        lambda by: document_step.restore(superseded, by=by, at=AT),
    ):
        refused_to_all_but({"simon"}, people, act, match="approved or withdrawn")
    refused_to_all_but({"simon", "bryn"}, people, lambda by: publish(row, by=by), match="was published")
    refused_to_all_but({"simon", "helen"}, people, lambda by: review(row, by), match="documents of this kind")


def test_a_failing_log_undoes_each(people, monkeypatch):
    draft, row = a_draft(title="A draft"), a_policy()
    newer = a_newer_edition(row)
    for act in (
        lambda: approve(draft),
        lambda: approve(newer, on=LATER),
        lambda: publish(row),
        lambda: review(row, people.helen),
        lambda: withdraw(row),
    ):
        undone_when_the_log_fails(monkeypatch, document_step, act)
    assert DocumentStep.objects.count() == 1
