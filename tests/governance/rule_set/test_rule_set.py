"""The adoption of the rules: by the solicitor alone, with exceptions, kept in words; and disposed of."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests import given
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.pages import a_day, signed_in, words
from tests.rights import refused_to_all_but
from tests.triage.rules import ADOPTED_ON, adopt
from watchbook.acting.refusals import WrongState
from watchbook.governance.rule_set import disposal, rule_set
from watchbook.governance.rule_set.models import RuleSetAdoption
from watchbook.governance.rule_set.queries import adopted_rule_set, adoption_by_id, adoptions
from watchbook.organisation.queries import today
from watchbook.triage.graph import edition

LATER = given.AT + timedelta(days=30)


def test_the_solicitor_adopts_the_rules_with_exceptions_in_the_words_in_which_they_are(people):
    row = adopt(people, exceptions="Not the Act of 2026")
    assert (row.edition, row.recorded_by) == (edition(), people.leila)
    assert "Unlawful means: yes: Not allowed" in row.criteria
    assert "Directed surveillance: Officers do not look until the surveillance is authorised" in row.process
    assert "Not allowed: Officers may not do this." in row.process
    assert "Go ahead" not in row.process
    assert "N10b" in row.annex
    name, by, _, fields, personal = told(row)
    assert (name, by, fields["edition"]) == ("rule_set.adopted", people.leila.id, edition())
    assert personal == {"exceptions": "Not the Act of 2026"}
    assert "Act of 2026" not in open_words()


def test_nobody_else_adopts_or_takes_back(people):
    refused_to_all_but({"leila"}, people, lambda by: adopt(people, by=by), match="solicitor")
    row = adopt(people)
    refused_to_all_but(
        {"leila"}, people, lambda by: rule_set.take_back(row, by=by, at=given.AT), match="solicitor"
    )


def test_it_is_not_adopted_on_a_day_to_come(people):
    leaves_nothing(
        WrongState, lambda: adopt(people, adopted_on=date(2026, 3, 3)), "its date is in the future"
    )


def test_the_last_adoption_by_a_day_is_in_force(people):
    first = adopt(people)
    second = adopt(people, adopted_on=date(2026, 4, 1), at=LATER, exceptions="One")
    assert adopted_rule_set(on=date(2026, 3, 1)) is None
    assert adopted_rule_set(on=date(2026, 3, 31)) == first
    assert adopted_rule_set(on=date(2026, 4, 1)) == second
    assert list(adoptions()) == [second, first]


def test_what_was_recorded_later_was_not_known_before(people):
    before = given.AT  # long before the clock of this test
    adopt(people)
    assert adopted_rule_set(on=ADOPTED_ON, as_at=before) is None


def test_an_adoption_entered_by_mistake_is_taken_back_once(people):
    first, mistake = adopt(people), adopt(people, adopted_on=ADOPTED_ON, exceptions="A slip")
    gone = rule_set.take_back(mistake, by=people.leila, at=given.AT)
    assert told(gone)[0] == "rule_set.taken_back"
    assert adopted_rule_set(on=today()) == first
    assert adoption_by_id(mistake.id) is None
    for row in (mistake, gone):
        leaves_nothing(
            WrongState, lambda row=row: rule_set.take_back(row, by=people.leila, at=given.AT), "already"
        )


def test_an_adoption_whose_entry_in_the_log_fails_is_not_kept(people, monkeypatch):
    undone_when_the_log_fails(monkeypatch, rule_set, lambda: adopt(people))


def test_the_database_itself_refuses_an_adoption_of_nothing(people):
    row = adopt(people)
    for columns, constraint in (
        ({"edition": "the newest"}, "rule_set_adoption_names_its_edition"),
        ({"annex": ""}, "rule_set_adoption_keeps_what_was_adopted"),
    ):
        told_again = {"criteria": "x", "process": "x", "annex": "x", "edition": row.edition} | columns
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            RuleSetAdoption(adopted_on=ADOPTED_ON, recorded_by=people.leila, **told_again).save()


def test_what_another_adoption_replaced_is_due_and_goes_with_its_correction(people):
    first = adopt(people)
    newest = adopt(people, adopted_on=date(2026, 4, 1), at=LATER)
    assert disposal.due(date(2026, 5, 1)) == [first.id]
    gone = rule_set.take_back(newest, by=people.leila, at=LATER)
    disposal.dispose(gone.id, by=people.winston, at=LATER)
    assert list(RuleSetAdoption.objects.all()) == [first]


def test_the_pages_adopt_show_and_take_back(people):
    client = signed_in(people.leila)
    page = reverse("triage:rules")
    assert "No edition has been adopted yet" in words(client.get(page))
    address = reverse("triage:rules_adopt")
    assert "Tick the box if you adopt the rules" in words(
        client.post(address, a_day("adopted_on", ADOPTED_ON))
    )
    future = a_day("adopted_on", today() + timedelta(days=2)) | {"sure": "on"}
    assert "its date is in the future" in words(client.post(address, future))
    adopted = client.post(
        address, a_day("adopted_on", ADOPTED_ON) | {"sure": "on", "exceptions": "One"}, follow=True
    )
    assert "2 March 2026, by Leila" in words(adopted)
    assert "Rules not adopted" not in words(adopted)
    row = RuleSetAdoption.objects.get()
    shown = words(client.get(reverse("triage:adoption", args=[row.id])))
    assert "One" in shown
    assert "Unlawful means" in shown
    back = reverse("triage:adoption_take_back", args=[row.id])
    assert "Take back an adoption only if it was recorded by mistake" in words(client.get(back))
    assert "Rules not adopted" in words(client.post(back, {"x": "y"}, follow=True))
    assert client.get(reverse("triage:adoption", args=[row.id])).status_code == 404


def test_the_whole_graph_is_printed_as_a_page_a_drawing_and_text(people):
    client = signed_in(people.joan)
    assert "N10b The crime threshold" in words(client.get(reverse("triage:order")))
    svg = client.get(reverse("triage:order_svg"))
    assert svg["Content-Type"] == "image/svg+xml"
    assert svg.text.startswith("<svg")
    assert client.get(reverse("triage:order_text")).text.startswith("Triage graph, version")
