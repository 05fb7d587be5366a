"""The register of offences: found by words, confirmed in bulk by the solicitor alone, each entry with its own event."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests import given
from tests.log import leaves_nothing, told, undone_when_the_log_fails
from tests.pages import signed_in, typed, words
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import WrongState
from watchbook.governance.offences import offence_confirmation, queries
from watchbook.governance.offences.models import OffenceConfirmation
from watchbook.governance.offences.queries import confirmation_by_id, digest_of, registered
from watchbook.law.offences import all_versions, latest

TRADE_MARKS, THEFT = latest("trade_marks_act_1994_s92"), latest("theft_act_1968_s1")
LIST, CONFIRM = "governance:offences", "governance:offences_confirm"


def signed(people, *entries, by=None):
    """Confirmed by Leila, the solicitor, unless by somebody else."""
    return offence_confirmation.sign(entries or [TRADE_MARKS, THEFT], by=by or people.leila, at=given.AT)


def key(one):
    return f"{one.id}:{one.since}"


def is_confirmed(one):
    return registered([one])[0].is_confirmed


def test_one_signature_confirms_many_entries_and_each_has_its_event(people):
    rows = signed(people)
    assert [(str(row), row.recorded_by) for row in rows] == [
        (f"{one.id} {one.since}", people.leila) for one in (TRADE_MARKS, THEFT)
    ]
    for row, one in zip(rows, (TRADE_MARKS, THEFT), strict=True):
        name, by, _, fields, _ = told(row)
        assert (name, by, fields["offence"]) == ("offence_confirmation.signed", people.leila.id, one.id)
        assert fields["digest"] == digest_of(one)
    assert is_confirmed(TRADE_MARKS)
    assert not is_confirmed(latest("fraud_act_2006_s2"))
    assert queries.is_confirmed(TRADE_MARKS.id)


def test_the_data_stay_unverified_and_another_wording_is_to_be_confirmed_again(people):
    signed(people)
    assert not any(one.verified for one in all_versions())
    assert not is_confirmed(replace(TRADE_MARKS, indictment_months=60))
    assert is_confirmed(replace(TRADE_MARKS, note="read again"))
    assert is_confirmed(replace(latest("fraud_act_2006_s2"), verified=True))


def test_nobody_else_confirms_or_takes_back(people):
    refused_to_all_but({"leila"}, people, lambda by: signed(people, by=by), match="solicitor")
    row = signed(people)[0]
    refused_to_all_but(
        {"leila"},
        people,
        lambda by: offence_confirmation.take_back(row, by=by, at=given.AT),
        match="solicitor",
    )


def test_none_or_one_that_is_confirmed_already_leaves_nothing(people):
    def sign_none():
        return offence_confirmation.sign([], by=people.leila, at=given.AT)

    leaves_nothing(WrongState, sign_none, "no entry is ticked")
    signed(people, THEFT)
    leaves_nothing(WrongState, lambda: signed(people), "confirmed already")
    assert not is_confirmed(TRADE_MARKS)


def test_nothing_stays_where_the_log_fails(people, monkeypatch):
    undone_when_the_log_fails(monkeypatch, offence_confirmation, lambda: signed(people))


def test_one_signed_by_mistake_is_taken_back_once_and_can_be_signed_again(people):
    row = signed(people)[0]
    struck = offence_confirmation.take_back(row, by=people.leila, at=given.AT)
    assert told(struck)[0] == "offence_confirmation.taken_back"
    assert not is_confirmed(TRADE_MARKS)
    assert confirmation_by_id(row.id) is None
    leaves_nothing(
        WrongState, lambda: offence_confirmation.take_back(row, by=people.leila, at=given.AT), "already"
    )
    signed(people, TRADE_MARKS)
    assert is_confirmed(TRADE_MARKS)


def test_the_database_itself_refuses_a_confirmation_of_nothing(people):
    with pytest.raises(IntegrityError, match="keeps_what_was_confirmed"), transaction.atomic():
        OffenceConfirmation(
            offence="x",
            since=date(2026, 1, 1),
            digest="",
            confirmed_on=date(2026, 1, 1),
            recorded_by=people.leila,
        ).save()


def test_anybody_with_a_duty_searches_the_register_without_javascript(people):
    client = signed_in(people.ines)
    every = words(client.get(reverse(LIST)))
    assert "has not confirmed" in every
    assert every.count("has not confirmed") == 1
    assert "Confirm entries" not in every
    found = words(client.get(reverse(LIST), {"q": "counterfeit"}))
    assert "Trade Marks Act 1994, s.92 120 months in prison" in found.replace(" Act and section", "").replace(
        " Greatest penalty", ""
    )
    assert "Littering" not in found
    assert "No offence matches “zzzz”" in words(client.get(reverse(LIST), {"q": "zzzz"}))
    assert client.get(reverse(LIST), {"q": "x" * 300}).status_code == 200


def test_the_solicitor_ticks_signs_and_takes_back_and_nothing_is_ticked_beforehand(people):
    client = signed_in(people.leila)
    page = client.get(reverse(CONFIRM))
    assert key(TRADE_MARKS) not in typed(page)
    assert "penalty and commencement from memory" in words(page)
    assert "Source: Trade Marks Act 1994 s.92" in words(page)
    assert "Vandalism" not in words(page)  # an offence of another nation
    assert "Select at least one entry" in words(client.post(reverse(CONFIRM), {"signed": "on"}))
    unsigned = client.post(reverse(CONFIRM), {"entries": [key(TRADE_MARKS)]})
    assert "Tick the sentence to sign" in words(unsigned)
    assert key(TRADE_MARKS) in typed(unsigned)
    sent = {"entries": [key(TRADE_MARKS), key(THEFT)], "signed": "on"}
    done = words(client.post(reverse(CONFIRM), sent, follow=True))
    assert "You confirmed 2 entries" in done
    assert "Leila" in done
    row = OffenceConfirmation.objects.get(offence=TRADE_MARKS.id)
    back = reverse("governance:offence_take_back", args=[row.id])
    assert "only if it was signed by mistake" in words(client.get(back))
    assert "was taken back" in words(client.post(back, {"x": "y"}, follow=True))
    assert client.get(back).status_code == 404
    assert key(TRADE_MARKS) in client.get(reverse(CONFIRM)).text


def test_where_all_is_confirmed_the_solicitor_has_nothing_to_sign(people):
    signed(people, *[one for one in all_versions() if "england" in one.nations])
    assert "You have no entries to confirm" in words(signed_in(people.leila).get(reverse(CONFIRM)))
