"""What PostgreSQL refuses of documents and signatures, and two people who act on one edition at the same time."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.given import AT
from tests.governance.adopted import (
    a_clause,
    a_draft,
    a_newer_edition,
    a_policy,
    a_signature,
    approve,
    particulars,
    withdraw,
)
from tests.threads import at_once, split
from watchbook.acting.refusals import WrongState
from watchbook.governance.documents import document, document_step, reading
from watchbook.governance.documents.models import Clause, Document, DocumentStep, NoneHeld, Reading
from watchbook.governance.documents.queries import editions_of

LATER = date(2019, 1, 1)


def test_no_row_is_ever_changed(people):
    row = a_policy()
    a_clause(row)
    reading.confirm(row, by=people.oliver, at=AT)
    a_signature()
    for table, change in (
        (Document, {"title": "Another"}),
        (Document, {"is_struck": True}),
        (DocumentStep, {"on": LATER}),
        (Clause, {"text": "Another"}),
        (Reading, {"read_on": LATER}),
        (NoneHeld, {"reason": "Another"}),
    ):
        with (
            transaction.atomic(),
            pytest.raises(DatabaseError, match="is never changed"),
        ):
            table.objects.update(**change)


@pytest.mark.parametrize(
    ("table", "facts", "constraint"),
    [
        (Document, {"edition": 0}, "document_edition"),
        (DocumentStep, {"step": "approved", "decided_by": ""}, "document_approval_names_who_decided"),
        (DocumentStep, {"step": "withdrawn", "words": ""}, "document_withdrawal_has_its_reason"),
        (NoneHeld, {"searched": ""}, "none_held_says_where_was_looked_and_why"),
        (NoneHeld, {"reason": ""}, "none_held_says_where_was_looked_and_why"),
    ],
)
def test_a_row_without_what_it_needs_is_refused_by_the_database(people, table, facts, constraint):
    row = a_draft()
    rows = {
        Document: lambda: Document(
            reference="D-0009",
            edition=1,
            kind="policy",
            title="T",
            concerns_social_media="no",
            owner=people.simon,
        ),
        DocumentStep: lambda: DocumentStep(document_reference=row.reference, edition=1, on=LATER),
        NoneHeld: lambda: NoneHeld(kind="dpia", searched="S", reason="R", signed_on=LATER),
    }
    wrong = rows[table]()
    wrong.recorded_by = people.simon
    for name, value in facts.items():
        setattr(wrong, name, value)
    with transaction.atomic(), pytest.raises(IntegrityError, match=constraint):
        wrong.save(force_insert=True)


def test_what_was_superseded_while_another_withdrew_it_is_one_or_the_other(committed, committed_people):
    row = a_policy()
    newer = a_newer_edition(row)
    simon = committed_people.simon
    results = at_once(
        committed,
        lambda: document_step.withdraw(row, on=LATER, reason="No longer lawful", by=simon, at=AT),
        lambda: document_step.approve(newer, on=LATER, decided_by="Cabinet", by=simon, at=AT),
    )
    done, refused = split(results)
    first, second = editions_of("D-0001")
    assert second.state == "approved"
    assert (first.state, len(done), len(refused)) in {("withdrawn", 2, 0), ("superseded", 1, 1)}
    assert all(isinstance(one, WrongState) for one in refused)


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (lambda row, by: withdraw(row), "You cannot withdraw this edition"),
        (lambda row, by: approve(row), "You cannot record the approval"),
        (
            lambda row, by: document.correct(row, particulars(), file=None, by=by, at=AT),
            "changed the entry since you opened it",
        ),
        (lambda row, by: document.take_back(row, by=by, at=AT), "was taken back"),
        (lambda row, by: a_clause(row), "clause 7 is already recorded"),
    ],
)
def test_of_two_who_do_the_same_at_once_one_is_refused(committed, committed_people, act, says):
    row, simon = a_draft(), committed_people.simon
    done, refused = split(at_once(committed, *(lambda: act(row, simon) for _ in range(2))))
    assert (len(done), len(refused)) == (1, 1)
    assert isinstance(refused[0], WrongState)
    assert says in str(refused[0])


def test_a_double_click_reads_once_and_two_editions_get_two_numbers(committed, committed_people):
    row, oliver = a_policy(), committed_people.oliver
    done, refused = split(
        at_once(committed, *(lambda: reading.confirm(row, by=oliver, at=AT) for _ in range(2)))
    )
    assert (len(done), len(refused)) == (1, 1)
    assert "you have already confirmed" in str(refused[0])
    done, refused = split(at_once(committed, *(lambda: a_newer_edition(row) for _ in range(2))))
    assert sorted(one.edition for one in done) == [2, 3]
    assert refused == []
