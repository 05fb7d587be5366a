"""The law’s data: whatever is to be confirmed is confirmed in bulk by the solicitor alone, each entry with its own event."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests import given
from tests.authorisations import given as authorisations
from tests.log import leaves_nothing, told, undone_when_the_log_fails
from tests.pages import signed_in, typed, words
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import WrongState
from watchbook.governance.law_confirmation import law_confirmation
from watchbook.governance.law_confirmation.models import LawConfirmation
from watchbook.governance.law_confirmation.queries import (
    confirmation_by_id,
    confirmed_digests,
    entries_here,
    registered,
)
from watchbook.governance.law_confirmation.views import TITLES
from watchbook.governance.offences import queries
from watchbook.law.codes import cited
from watchbook.law.confirmed import confirming
from watchbook.law.entries import KINDS
from watchbook.law.exemptions import exemption
from watchbook.law.offences import all_versions, latest
from watchbook.law.parameters import parameter_entry
from watchbook.law.provisions import provision
from watchbook.law.retention import retention_classes

TRADE_MARKS, THEFT = latest("trade_marks_act_1994_s92"), latest("theft_act_1968_s1")
LIST, CONFIRM = reverse("governance:offences"), reverse("governance:law_confirm", args=["offence"])


def signed(people, *entries, by=None):
    """Confirmed by Leila, the solicitor, unless by somebody else."""
    return law_confirmation.sign(entries or [TRADE_MARKS, THEFT], by=by or people.leila, at=given.AT)


def key(one):
    return one.digest


def is_confirmed(one):
    return registered([one])[0].is_confirmed


def test_one_signature_confirms_many_entries_and_each_has_its_event(people):
    rows = signed(people)
    assert [(str(row), row.recorded_by) for row in rows] == [
        (f"offence {one.id}", people.leila) for one in (TRADE_MARKS, THEFT)
    ]
    for row, one in zip(rows, (TRADE_MARKS, THEFT), strict=True):
        name, by, _, fields, _ = told(row)
        assert (name, by, fields["entry"]) == ("law_confirmation.signed", people.leila.id, one.id)
        assert fields["digest"] == one.digest
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
        lambda by: law_confirmation.take_back(row, by=by, at=given.AT),
        match="solicitor",
    )


def test_none_or_one_that_is_confirmed_already_leaves_nothing(people):
    def sign_none():
        return law_confirmation.sign([], by=people.leila, at=given.AT)

    leaves_nothing(WrongState, sign_none, "no entry is selected")
    signed(people, THEFT)
    leaves_nothing(WrongState, lambda: signed(people), "already confirmed")
    assert not is_confirmed(TRADE_MARKS)


def test_nothing_stays_where_the_log_fails(people, monkeypatch):
    undone_when_the_log_fails(monkeypatch, law_confirmation, lambda: signed(people))


def test_one_signed_by_mistake_is_taken_back_once_and_can_be_signed_again(people):
    row = signed(people)[0]
    gone = law_confirmation.take_back(row, by=people.leila, at=given.AT)
    assert told(gone)[0] == "law_confirmation.taken_back"
    assert not is_confirmed(TRADE_MARKS)
    assert confirmation_by_id(row.id) is None
    leaves_nothing(
        WrongState, lambda: law_confirmation.take_back(row, by=people.leila, at=given.AT), "already"
    )
    signed(people, TRADE_MARKS)
    assert is_confirmed(TRADE_MARKS)


def test_the_database_itself_refuses_a_confirmation_of_nothing(people):
    with pytest.raises(IntegrityError, match="keeps_what_was_confirmed"), transaction.atomic():
        LawConfirmation(
            kind="offence",
            entry="x",
            since=date(2026, 1, 1),
            digest="",
            confirmed_on=date(2026, 1, 1),
            recorded_by=people.leila,
        ).save()


def test_anybody_with_a_duty_searches_the_register_without_javascript(people):
    client = signed_in(people.ines)
    every = words(client.get(LIST))
    assert every.count("still has to confirm") == 1
    assert "Confirm entries" not in every
    found = words(client.get(LIST, {"q": "counterfeit"}))
    assert "Trade Marks Act 1994, s.92 10 years in prison" in found.replace(" Act and section", "").replace(
        " Maximum penalty", ""
    )
    assert "Littering" not in found
    assert "No offence matches “zzzz”" in words(client.get(LIST, {"q": "zzzz"}))
    assert client.get(LIST, {"q": "x" * 300}).status_code == 200


def test_the_solicitor_ticks_signs_and_takes_back_and_nothing_is_ticked_beforehand(people):
    client = signed_in(people.leila)
    page = client.get(CONFIRM)
    assert key(TRADE_MARKS) not in typed(page)
    assert "penalty and commencement from memory" in words(page)
    assert "Source: Trade Marks Act 1994 s.92" in words(page)
    assert "Vandalism" not in words(page)  # an offence of another nation
    assert "Select at least one entry" in words(client.post(CONFIRM, {"signed": "on"}))
    unsigned = client.post(CONFIRM, {"entries": [key(TRADE_MARKS)]})
    assert "Select the box to confirm that you have compared the entries with the law" in words(unsigned)
    assert key(TRADE_MARKS) in typed(unsigned)
    sent = {"entries": [key(TRADE_MARKS), key(THEFT)], "signed": "on"}
    done = words(client.post(CONFIRM, sent, follow=True))
    assert "You confirmed 2 entries" in done
    assert "Leila" in done
    row = LawConfirmation.objects.get(entry=TRADE_MARKS.id)
    back = reverse("governance:law_take_back", args=[row.id])
    assert "only if it was signed by mistake" in words(client.get(back))
    assert "was taken back" in words(client.post(back, {"x": "y"}, follow=True))
    assert client.get(back).status_code == 404
    assert key(TRADE_MARKS) in client.get(CONFIRM).text


def test_where_all_is_confirmed_the_solicitor_has_nothing_to_sign(people):
    signed(people, *[one for one in all_versions() if "england" in one.nations])
    assert "You have no entries to confirm" in words(signed_in(people.leila).get(CONFIRM))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_entry_is_listed_and_confirmed_with_the_text_beside_it(people, kind):
    leila, ines = signed_in(people.leila), signed_in(people.ines)
    assert set(TITLES) == set(KINDS)
    listed = words(ines.get(reverse("governance:law_entries", args=[kind])))
    assert "not yet" in listed
    assert "Confirm entries" not in listed
    address = reverse("governance:law_confirm", args=[kind])
    page = leila.get(address)
    one, other = [each for each in entries_here(kind) if not each.is_confirmed][:2]
    for each in (one, other):
        assert each.title in words(page)
        assert each.key not in typed(page)
    assert getattr(one.entry, "source", one.title) in words(page)
    sent = {"entries": [one.key, other.key], "signed": "on"}
    assert "You confirmed 2 entries" in words(leila.post(address, sent, follow=True))
    assert one.key not in leila.get(address).text
    assert LawConfirmation.objects.filter(kind=kind).count() == 2


def test_the_page_of_all_kinds_says_which_changes_need_a_release(people):
    page = words(signed_in(people.ines).get(reverse("governance:law")))
    for title in TITLES.values():
        assert str(title) in page
    assert "solicitor can confirm an entry, but cannot change it" in page
    assert signed_in(people.ines).get(reverse("governance:law_entries", args=["nothing"])).status_code == 404


def looked_up():
    """An entry of each kind as the rest of the register asks for it."""
    on = date(2026, 11, 1)
    bounded = [one for one in retention_classes(on=on) if one.at_most or one.at_least]
    return (
        provision("ripa.s28.3"),
        cited("private_information", nation="england", on=date(2015, 1, 1)),
        parameter_entry("ripa.grounds.chis", on=on),
        exemption("foia", "s12_1", on=on),
        bounded[0],
        latest("theft_act_1968_s1"),
    )


def test_what_the_solicitor_confirmed_counts_as_verified_wherever_it_is_cited(people):
    entries = looked_up()
    assert not any(one.verified for one in entries)
    signed(people, *entries)
    with confirming(confirmed_digests):
        found = looked_up()
        assert all(one.verified for one in found)
        assert (found[4].at_most or found[4].at_least).verified
        assert not provision("ripa.s29.3").verified
    assert not any(one.verified for one in looked_up())


def test_a_page_no_longer_marks_a_provision_that_was_confirmed(people):
    row, mark = authorisations.a_passed(people), provision("ripa.s30").title
    address = f"/authorisations/{row}/grant/"

    def unconfirmed():
        told = words(signed_in(people.oliver).get(address))
        return told.partition("has not yet confirmed these provisions: ")[2].partition(".")[0]

    assert mark in unconfirmed()
    signed(people, provision("ripa.s30"))
    assert mark not in unconfirmed()
