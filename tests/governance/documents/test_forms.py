"""Shapes of what is typed about documents, their steps and clauses."""

from datetime import date
from uuid import uuid4

import pytest

from tests.governance.adopted import a_draft
from tests.pages import a_day
from watchbook.governance.documents.forms import (
    AdviseForm,
    ApproveForm,
    ClauseForm,
    DocumentForm,
    PublishForm,
    ReviewForm,
    TakeBackEditionForm,
    WithdrawForm,
    initial_of,
    initial_of_next,
)
from watchbook.governance.documents.models import Clause, DocumentKind, HeldKind
from watchbook.governance.none_held.forms import NoneHeldForm
from watchbook.organisation.models import Person, Service


def faults(form):
    return {name: list(errors) for name, errors in form.errors.items()}


def a_form(data, *, kinds=(DocumentKind.POLICY, DocumentKind.DPIA), **facts):
    people, services = list(Person.objects.active()), list(Service.objects.all())
    return DocumentForm(data, kinds=kinds, people=people, services=services, **facts)


def test_empty_forms_say_what_to_enter(people):
    assert faults(a_form({})) == {
        "kind": ["Select the kind of document"],
        "title": ["Enter the title of the document"],
        "concerns_social_media": ["Select whether the document is about the use of social media"],
        "owner": ["Select the owner of the document"],
    }
    assert faults(ApproveForm({})) == {
        "on": ["Enter the date of the approval"],
        "decided_by": ["Enter the person or committee that approved the document"],
    }
    assert set(faults(PublishForm({}))) == {"address", "on"}
    assert set(faults(ReviewForm({}))) == {"on", "words", "review_on"}
    assert set(faults(WithdrawForm({}))) == {"on", "reason"}
    assert set(faults(AdviseForm({}))) == {"on", "words"}
    assert set(faults(ClauseForm({}))) == {"number", "heading", "settles", "text"}
    assert faults(TakeBackEditionForm({})) == {
        "confirmed": ["Select the box to confirm that the entry was made by mistake"]
    }
    assert set(faults(NoneHeldForm({}, kinds=list(HeldKind)))) == {"kind", "searched", "reason", "confirmed"}


def test_a_document_is_read_as_the_acts_take_it(people):
    form = a_form(
        {
            "kind": "dpia",
            "title": " DPIA ",
            "concerns_social_media": "wholly",
            "owner": str(people.fatima.id),
            "service": str(people.ines.service_id),
            "must_read": ["investigator"],
            **a_day("in_use_from", date(2026, 4, 1)),
        }
    )
    assert form.is_valid()
    told = form.particulars()
    assert (told.kind, told.title, told.owner, told.must_read) == (
        "dpia",
        "DPIA",
        people.fatima,
        ("investigator",),
    )
    assert (told.service, told.in_use_from, told.dated_on) == (people.ines.service, date(2026, 4, 1), None)


def test_of_one_kind_nobody_is_asked_which(people):
    row = a_draft()
    facts = initial_of(row) | {"dated_on": None, "review_on": None, "in_use_from": None}
    form = a_form(facts, kinds=[DocumentKind.POLICY])
    assert "kind" not in form.fields
    assert form.is_valid()
    assert (form.particulars().kind, form.particulars().owner) == ("policy", people.helen)


def test_what_is_each_editions_own_is_asked_anew(people):
    row = a_draft(review_on=date(2020, 1, 1), in_use_from=date(2018, 7, 1))
    assert initial_of(row)["version_label"] == "3.1"
    assert initial_of_next(row) == {
        "title": "RIPA policy",
        "concerns_social_media": "partly",
        "must_read": [],
        "owner": str(people.helen.id),
        "service": "",
    }


@pytest.mark.parametrize("seen", ["", "x", "' OR 1=1"])
def test_a_correction_says_which_version_was_seen(people, seen):
    row = a_draft()
    form = a_form({"seen": seen}, seen=row)
    assert faults(form)["seen"] == [
        "You cannot save this: the form does not say which version you opened. Go back to the entry and open the form again"
    ]
    assert faults(TakeBackEditionForm({"confirmed": "on", "seen": seen}, seen=row.pk)) == {
        "seen": [
            "You cannot save this: the form does not say which version you opened. Go back to the entry and open the form again"
        ]
    }
    assert TakeBackEditionForm({"confirmed": "on", "seen": str(uuid4())}, seen=row.pk).is_valid()


def test_a_clause_on_record_keeps_its_number():
    typed = {"number": "8", "heading": "H", "settles": ["areas"], "text": "T"}
    form = ClauseForm(typed)
    assert form.is_valid()
    assert form.wording().number == "8"
    form = ClauseForm(typed, clause=Clause(number="7", heading="Old", settles=["areas"], text="Old"))
    assert form.is_valid()
    assert (form.wording().number, form.wording().settles) == ("7", ("areas",))


@pytest.mark.parametrize("address", ["javascript:alert(1)", "not an address", "https://", "data:text/html,x"])
def test_what_is_no_web_address_is_refused(address):
    form = PublishForm({"address": address} | a_day("on", date(2018, 6, 12)))
    assert faults(form) == {"address": ["Enter the whole web address, beginning with https://"]}
