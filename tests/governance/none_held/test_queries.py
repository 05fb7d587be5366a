"""Which signed “none is held” counts on a day."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.given import AT
from tests.governance.adopted import a_draft, a_policy, a_signature, approve, particulars, withdraw
from tests.log import everything
from watchbook.audit_log.record import KINDS, record
from watchbook.governance.documents import document
from watchbook.governance.documents.models import HeldKind
from watchbook.governance.none_held import none_held as acts
from watchbook.governance.none_held.queries import counts_until, kinds_held, none_held, signed_none_held
from watchbook.governance.software.models import Tool
from watchbook.governance.training.models import Course

TODAY = AT.date()
SIGNED = date(2019, 9, 2)
LAST = date(2020, 9, 1)


def written(row):
    """A row of another register, with an event of ours: this register only reads it."""
    row.save(force_insert=True)
    record(KINDS["none_held.signed"], subject=row, by=row.recorded_by, at=AT)
    return row


def a_tool(people, *, kind="software", name="A tool", from_on=SIGNED, until_on=None, of=None):
    reference = of.reference if of else f"S-{Tool.objects.count()}"
    facts = {"reference": reference, "corrects": of, "kind": kind, "name": name, "acquired": "made"}
    facts |= {"purpose": "Research", "does_sentiment_analysis": False, "recorded_by": people.simon}
    return written(Tool(**facts, from_on=from_on, until_on=until_on))


def a_course(people):
    facts = {"reference": "C-0001", "title": "RIPA", "provider": "A trainer", "covers": "RIPA"}
    return written(Course(**facts, covers_social_media=True, recorded_by=people.simon))


def test_a_signature_counts_for_twelve_months_beginning_with_its_day(people):
    row = a_signature(signed_on=SIGNED)
    assert none_held(HeldKind.DPIA, on=SIGNED - timedelta(days=1)) is None
    assert none_held(HeldKind.DPIA, on=SIGNED) == row
    assert none_held(HeldKind.DPIA, on=LAST) == row
    assert none_held(HeldKind.DPIA, on=LAST + timedelta(days=1)) is None
    assert counts_until(SIGNED, on=TODAY) == LAST
    assert none_held(HeldKind.PIA, on=SIGNED) is None


def test_the_newest_that_was_signed_by_then_counts(people):
    newer = a_signature(signed_on=date(2019, 12, 1))
    older = a_signature(signed_on=SIGNED)
    assert none_held(HeldKind.DPIA, on=date(2019, 11, 30)) == older
    assert none_held(HeldKind.DPIA, on=date(2019, 12, 1)) == newer
    assert signed_none_held(HeldKind.DPIA) == [newer, older]


def test_a_document_in_force_on_the_day_outweighs_the_signature(people):
    draft = a_draft(kind="dpia")
    row = a_signature(signed_on=SIGNED)
    approve(draft, on=date(2019, 10, 1))
    assert none_held(HeldKind.DPIA, on=date(2019, 9, 30)) == row
    assert none_held(HeldKind.DPIA, on=date(2019, 10, 1)) is None


def test_what_was_recorded_before_and_is_in_force_no_more_is_not_in_the_way_even_if_corrected_since(people):
    dpia = a_policy(kind="dpia", approved_on=date(2019, 1, 1))
    withdraw(dpia, on=date(2019, 6, 1))
    row = a_signature(signed_on=SIGNED)
    assert none_held(HeldKind.DPIA, on=SIGNED) == row
    changed = particulars(kind="dpia", title="Another title")
    document.correct(dpia, changed, file=None, by=people.simon, at=AT)
    assert none_held(HeldKind.DPIA, on=SIGNED) == row


def test_whatever_is_recorded_after_a_signature_ends_it_for_good(people):
    row = a_signature(signed_on=SIGNED)
    a_signature("pia", signed_on=SIGNED)
    before = timezone.now()
    draft = a_draft(kind="dpia")
    assert none_held(HeldKind.DPIA, on=SIGNED) is None
    assert none_held(HeldKind.DPIA, on=SIGNED, as_at=before) == row
    assert none_held(HeldKind.PIA, on=SIGNED)
    withdraw(draft, on=date(2019, 9, 1))
    assert none_held(HeldKind.DPIA, on=SIGNED) is None
    assert [held.none for held in kinds_held(SIGNED) if held.kind == HeldKind.DPIA] == [None]
    again = a_signature(signed_on=SIGNED)
    assert none_held(HeldKind.DPIA, on=SIGNED) == again
    assert none_held(HeldKind.DPIA, on=SIGNED, as_at=before) == row


def test_a_tool_that_is_corrected_into_another_kind_is_recorded_as_of_that_kind_from_then_on(people):
    ended = date(2019, 8, 31)
    tool = a_tool(people, from_on=date(2019, 8, 1), until_on=ended)
    rows = {kind: a_signature(kind, signed_on=SIGNED) for kind in (HeldKind.TOOL, HeldKind.IN_HOUSE_METHOD)}
    assert {kind: none_held(kind, on=SIGNED) for kind in rows} == rows
    a_tool(people, kind="in_house_method", from_on=tool.from_on, until_on=ended, of=tool)
    assert none_held(HeldKind.IN_HOUSE_METHOD, on=SIGNED) is None
    assert none_held(HeldKind.TOOL, on=SIGNED) == rows[HeldKind.TOOL]


def test_an_entry_that_was_taken_back_as_a_mistake_ends_nothing(people):
    row = a_signature(signed_on=SIGNED)
    document.take_back(a_draft(kind="dpia"), by=people.simon, at=AT)
    assert none_held(HeldKind.DPIA, on=SIGNED) == row


def test_what_was_taken_back_counts_no_more_but_counted_before(people):
    row = a_signature(signed_on=SIGNED)
    before = timezone.now()
    acts.take_back(row, by=people.simon, at=AT)
    assert none_held(HeldKind.DPIA, on=SIGNED) is None
    assert none_held(HeldKind.DPIA, on=SIGNED, as_at=before - timedelta(days=1)) is None
    assert signed_none_held(HeldKind.DPIA) == []


def test_what_was_recorded_later_is_not_yet_known_at_a_moment(people):
    before = timezone.now() - timedelta(minutes=1)
    row = a_signature(signed_on=SIGNED)
    after = timezone.now() + timedelta(minutes=1)
    assert none_held(HeldKind.DPIA, on=SIGNED, as_at=before) is None
    assert none_held(HeldKind.DPIA, on=SIGNED, as_at=after) == row
    a_policy(kind="dpia", approved_on=SIGNED)
    assert none_held(HeldKind.DPIA, on=SIGNED, as_at=before) is None
    assert none_held(HeldKind.DPIA, on=SIGNED, as_at=after) is None


@pytest.mark.parametrize(
    ("kind", "other"), [("software", HeldKind.IN_HOUSE_METHOD), ("in_house_method", HeldKind.TOOL)]
)
def test_a_tool_or_method_in_use_on_the_day_outweighs_the_signature_of_its_kind(people, kind, other):
    own = HeldKind.IN_HOUSE_METHOD if kind == "in_house_method" else HeldKind.TOOL
    a_tool(people, kind=kind, from_on=date(2019, 10, 1), until_on=date(2019, 10, 31))
    rows = {one: a_signature(one, signed_on=SIGNED) for one in (own, other)}
    assert none_held(own, on=date(2019, 9, 30)) == rows[own]
    assert none_held(own, on=date(2019, 10, 1)) is None
    assert none_held(own, on=date(2019, 10, 31)) is None
    assert none_held(own, on=date(2019, 11, 1)) == rows[own]
    assert none_held(other, on=date(2019, 10, 1)) == rows[other]
    a_tool(people, kind=kind, from_on=date(2019, 12, 1))
    assert none_held(own, on=date(2019, 11, 1)) is None
    assert none_held(other, on=date(2019, 11, 1)) == rows[other]


def test_a_course_outweighs_the_signature(people):
    row = a_signature(HeldKind.TRAINING_COURSE, signed_on=SIGNED)
    assert none_held(HeldKind.TRAINING_COURSE, on=SIGNED) == row
    a_course(people)
    assert none_held(HeldKind.TRAINING_COURSE, on=SIGNED) is None


def test_every_kind_is_listed_with_what_is_held_or_the_signature_or_neither(
    people, django_assert_num_queries
):
    a_policy()
    a_tool(people, name="Viewer")
    a_course(people)
    row = a_signature("pia", signed_on=TODAY)
    a_signature("dpia", signed_on=SIGNED)
    with django_assert_num_queries(6):
        found = {held.kind: (held.entries, held.none) for held in kinds_held(TODAY)}
    assert list(found) == list(HeldKind)
    assert found[HeldKind.POLICY] == (("D-0001/1 “RIPA policy”",), None)
    assert found[HeldKind.TOOL] == (("S-0 “Viewer”",), None)
    assert found[HeldKind.TRAINING_COURSE] == (("C-0001 “RIPA”",), None)
    assert found[HeldKind.PIA] == ((), row)
    assert found[HeldKind.DPIA] == found[HeldKind.IN_HOUSE_METHOD] == ((), None)


def test_reading_writes_nothing(people):
    a_signature()
    before = everything()
    assert none_held(HeldKind.DPIA, on=TODAY)
    assert len(kinds_held(TODAY)) == len(HeldKind)
    assert everything() == before
