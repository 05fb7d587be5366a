"""“None is held”: signed by who may, for a kind of which nothing is in force."""

from datetime import date, timedelta

import pytest

from tests.given import AT
from tests.governance.adopted import a_draft, a_policy, a_signature, search, withdraw
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import WrongState
from watchbook.governance.documents.models import HeldKind, NoneHeld
from watchbook.governance.none_held import none_held

BY_THE_DPO = {HeldKind.DPIA, HeldKind.PIA, HeldKind.PRIVACY_NOTICE}
BY_THE_COORDINATOR = {HeldKind.TRAINING_MATERIAL, HeldKind.TRAINING_COURSE, HeldKind.FORM}
SIGNERS = {kind: {"simon"} for kind in HeldKind}
SIGNERS |= {kind: {"simon", "fatima"} for kind in BY_THE_DPO}
SIGNERS |= {kind: {"simon", "helen"} for kind in BY_THE_COORDINATOR}


def sign(by, kind="dpia", *, signed_on=None, **changes):
    return none_held.sign(**search(kind, **changes), by=by, at=AT, signed_on=signed_on)


def test_it_says_where_was_looked_and_why_there_is_none_and_bears_todays_date(people):
    row = sign(people.fatima, searched=" The files ", reason=" Never done ")
    assert (row.kind, row.searched, row.reason) == ("dpia", "The files", "Never done")
    assert (row.signed_on, row.recorded_by) == (AT.date(), people.fatima)
    fields = {"kind": "dpia", "signed_on": "2026-03-02", "corrects": None, "is_struck": False}
    personal = {"searched": "The files", "reason": "Never done"}
    assert told(row) == ("none_held.signed", people.fatima.id, AT, fields, personal)
    assert "The files" not in open_words()


@pytest.mark.parametrize("kind", HeldKind)
def test_each_kind_is_signed_by_its_own(people, kind):
    refused_to_all_but(
        SIGNERS[kind], people, lambda by: sign(by, kind), match="confirm that no document of this kind"
    )
    for name in SIGNERS[kind]:
        row = sign(getattr(people, name), kind)
        assert (row.kind, none_held.take_back(row, by=people.simon, at=AT).is_struck) == (kind, True)


def test_what_is_in_force_is_named_and_nothing_is_signed(people):
    row = a_policy(kind="dpia", title="DPIA of research")
    leaves_nothing(
        WrongState,
        lambda: sign(people.simon),
        "You cannot confirm that none is held: D-0001/1 “DPIA of research” is in force on the date of signature",
    )
    withdraw(row)
    assert sign(people.simon).kind == "dpia"


def test_nothing_is_signed_beside_a_signature_that_counts(people):
    row = a_signature()
    sentence = "and the signature counts until 1 March 2027. If the council now holds one, take"
    leaves_nothing(WrongState, lambda: sign(people.fatima), sentence)
    assert sign(people.simon, "pia").kind == "pia"
    none_held.take_back(row, by=people.fatima, at=AT)
    assert sign(people.simon).kind == "dpia"


def test_whoever_looked_again_after_something_was_recorded_signs_anew(people):
    a_signature()
    withdraw(a_draft(kind="dpia"))
    assert sign(people.simon).kind == "dpia"


def test_a_signature_that_counts_no_more_is_not_in_the_way(people):
    a_signature(signed_on=date(2025, 3, 1))
    assert sign(people.simon).signed_on == AT.date()


def test_a_draft_is_not_in_the_way(people):
    a_draft(kind="dpia")
    assert sign(people.simon).kind == "dpia"


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"searched": " "}, "You cannot sign this yet: the places searched or the"),
        ({"reason": " "}, "You cannot sign this yet: the places searched or the"),
        ({"signed_on": AT.date() + timedelta(days=1)}, "the date of signature is in the future"),
    ],
)
def test_what_cannot_be_signed_is_refused(people, facts, says):
    leaves_nothing(WrongState, lambda: sign(people.simon, **facts), says)


def test_a_signature_on_paper_is_taken_in_a_demonstration_and_never_on_a_real_register(people, monkeypatch):
    assert sign(people.simon, signed_on=date(2019, 9, 2)).signed_on == date(2019, 9, 2)
    monkeypatch.setattr(none_held, "mode", lambda: "production")  # a database's mode never changes
    leaves_nothing(
        WrongState,
        lambda: sign(people.simon, signed_on=date(2019, 9, 2)),
        "sign with today’s date, 2026-03-02",
    )
    assert sign(people.simon, signed_on=AT.date()).signed_on == AT.date()


def test_a_signature_that_was_wrong_is_taken_back_once(people):
    row = a_signature()
    gone = none_held.take_back(row, by=people.fatima, at=AT)
    assert (gone.corrects, gone.is_struck, gone.signed_on) == (row, True, row.signed_on)
    assert told(gone)[0] == "none_held.taken_back"
    for one in (row, gone):
        leaves_nothing(
            WrongState,
            lambda one=one: none_held.take_back(one, by=people.simon, at=AT),
            "has already taken the entry back",
        )
    assert NoneHeld.objects.count() == 2


def test_whoever_may_sign_may_take_back(people):
    row = a_signature()
    refused_to_all_but(
        {"simon", "fatima"},
        people,
        lambda by: none_held.take_back(row, by=by, at=AT),
        match="confirm that no document of this kind",
    )


def test_a_failing_log_undoes_each(people, monkeypatch):
    row = a_signature()
    for act in (lambda: sign(people.simon, "pia"), lambda: none_held.take_back(row, by=people.simon, at=AT)):
        undone_when_the_log_fails(monkeypatch, none_held, act)
