"""Of a hold and a deletion at the same time one wins, never both: in the acts, and in SQL that goes past them."""

import pytest
from django.db import IntegrityError, transaction

from tests import given as registers
from tests.proof_only import EVERY_ROW
from tests.retention import given
from tests.retention.legal_hold.interleavings import one_round
from tests.threads import at_once, split
from watchbook.governance.letters import disposal
from watchbook.keys.models import KeyDestruction
from watchbook.retention.legal_hold import legal_hold
from watchbook.retention.legal_hold.models import LegalHold

ROUNDS = 10 if EVERY_ROW else 1
OF_A_ROUND = 1000 if EVERY_ROW else 50


@pytest.mark.slow
def test_a_thing_is_held_or_deleted_and_never_both(committed, committed_people, record_property):
    counted = [one_round(committed, committed_people, number=OF_A_ROUND, seed=seed) for seed in range(ROUNDS)]
    held, deleted = (sum(column) for column in zip(*counted, strict=True))
    assert held + deleted == ROUNDS * OF_A_ROUND
    assert held
    assert deleted
    record_property("interleavings", held + deleted)
    record_property("held", held)
    record_property("deleted", deleted)


def test_a_deletion_waits_for_a_hold_that_is_being_placed_and_is_then_refused(committed, committed_people):
    item = given.item(registers.a_letter(committed_people))
    by = committed_people.winston
    results = at_once(
        committed,
        lambda: legal_hold.place(item, "complaint", why="Needed.", by=by, at=given.now()),
        lambda: disposal.dispose(item.id, by=by, at=given.now()),
    )
    won, lost = split(results)
    assert (len(won), len(lost)) == (1, 1)
    assert LegalHold.objects.exists() != KeyDestruction.objects.filter(item=item.id).exists()


def test_sql_cannot_place_a_hold_on_what_was_deleted(people):
    item = given.item(registers.a_letter(people))
    hold = given.a_hold(people, registers.a_letter(people))
    disposal.dispose(item.id, by=people.winston, at=given.now())
    hold.pk, hold.reference, hold.thing, hold._state.adding = None, "LH-9999", item.id, True
    with pytest.raises(IntegrityError, match="deleted already"), transaction.atomic():
        LegalHold.objects.bulk_create([hold])
