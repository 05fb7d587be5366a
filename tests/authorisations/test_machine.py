"""Whatever is done in whatever order, the invariants I1 to I9 of an authorisation hold (Hypothesis' state machine)."""

import os
from datetime import UTC, datetime, timedelta

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests import given as council
from tests.authorisations import given
from tests.authorisations.given import CASE, ENDING, FINDINGS, ORDER, SIGNED, WORDS
from watchbook.authorisations import (
    application,
    authorising,
    cancellation,
    judicial_approval,
    quality_check,
    renewal,
    review,
)
from watchbook.authorisations.models import Authorisation, Hearing, Renewal
from watchbook.authorisations.queries.central_record import gaps
from watchbook.authorisations.rules.in_force import ends_at, is_in_force
from watchbook.authorisations.states import AuthorisationState
from watchbook.organisation.permissions import NotPermitted
from watchbook.organisation.states import WrongState

STEPS = int(os.environ.get("TESTS_MACHINE_STEPS", "40"))
HOURS = st.integers(min_value=1, max_value=24 * 40)
KINDS = st.sampled_from(["directed_surveillance", "chis", "non_ripa"])


def mostly(name):
    """Mostly whoever may, sometimes whoever may not."""
    return st.sampled_from([name, name, name, name, "simon"])


class Lives(RuleBasedStateMachine):
    """Acts of anybody at any hour on one of a few authorisations."""

    people = None

    def __init__(self):
        super().__init__()
        self.before = transaction.savepoint_create()
        self.now = datetime(2026, 3, 2, 10, tzinfo=UTC)

    def teardown(self):
        """Nothing is left for the next life."""
        transaction.savepoint_rollback(self.before)

    def act(self, what, *, by):
        """Try something; a refusal is as good as an act, anything else is a fault."""
        try:
            with transaction.atomic():
                return what(getattr(self.people, by), self.now)
        except (WrongState, NotPermitted):
            return None

    def rows(self):
        return list(Authorisation.objects.order_by("reference"))

    @rule(hours=HOURS)
    def time_passes(self, hours):
        self.now += timedelta(hours=hours)

    @precondition(lambda self: Authorisation.objects.count() < 4)
    @rule(kind=KINDS)
    def apply(self, kind):
        given.a_draft(self.people, kind=kind, subject=council.a_subject(self.people))

    @rule(data=st.data(), by=mostly("ines"))
    def submit(self, data, by):
        self.on_one(data, by, lambda row: lambda who, at: application.submit(row, by=who, at=at))

    @rule(data=st.data(), by=mostly("helen"), back=st.sampled_from([False, False, False, True]))
    def check(self, data, by, back):
        how = quality_check.give_back if back else quality_check.pass_on
        self.on_one(data, by, lambda row: lambda who, at: how(row, comments="Seen", by=who, at=at))

    @rule(data=st.data(), by=mostly("oliver"))
    def grant(self, data, by):
        def on(row):
            return lambda who, at: authorising.grant(
                row, WORDS, review_on=(at + timedelta(days=14)).date(), by=who, at=at
            )

        self.on_one(data, by, on)

    @rule(data=st.data(), by=mostly("judith"))
    def refuse(self, data, by):
        self.on_one(data, by, lambda row: lambda who, at: authorising.refuse(row, why="No", by=who, at=at))

    @rule(data=st.data(), by=mostly("ines"), outcome=st.sampled_from(["approved", "refused", "quashed"]))
    def order(self, data, by, outcome):
        def on(row):
            told = given.replace(ORDER, ordered_at=self.now, outcome=outcome)
            return lambda who, at: judicial_approval.order(row, told, file=SIGNED, by=who, at=at)

        self.on_one(data, by, on)

    @rule(data=st.data(), by=mostly("oliver"))
    def review(self, data, by):
        def on(row):
            next_on = (self.now + timedelta(days=20)).date()
            return lambda who, at: review.review(
                row, FINDINGS, decision="continue", next_due_on=next_on, by=who, at=at
            )

        self.on_one(data, by, on)

    @rule(data=st.data(), by=mostly("oliver"))
    def renew(self, data, by):
        self.on_one(
            data, by, lambda row: lambda who, at: renewal.decide(row, CASE, is_granted=True, by=who, at=at)
        )

    @precondition(lambda self: Renewal.objects.exists())
    @rule(data=st.data(), by=mostly("helen"))
    def order_renewal(self, data, by):
        one = data.draw(st.sampled_from(list(Renewal.objects.order_by("recorded_at"))))
        told = given.replace(ORDER, ordered_at=self.now)
        self.act(lambda who, at: renewal.order(one, told, file=SIGNED, by=who, at=at), by=by)

    @rule(data=st.data(), by=mostly("oliver"))
    def stop(self, data, by):
        self.on_one(
            data,
            by,
            lambda row: lambda who, at: cancellation.instruct_stop(row, instruction="Stop", by=who, at=at),
        )

    @rule(data=st.data(), by=mostly("oliver"))
    def cancel(self, data, by):
        self.on_one(data, by, lambda row: lambda who, at: cancellation.cancel(row, ENDING, by=who, at=at))

    def on_one(self, data, by, on):
        if rows := self.rows():
            self.act(on(data.draw(st.sampled_from(rows))), by=by)

    @invariant()
    def hold(self):
        """I1 to I9, of every authorisation there is."""
        rows = self.rows()
        assert len({row.reference for row in rows}) == len(rows)  # I9
        assert not gaps()
        for row in rows:
            ordered = Hearing.objects.filter(authorisation=row, renewal=None, outcome="approved").first()
            if row.needs_court:
                assert row.effective_from == (ordered.ordered_at if ordered else None)  # I1
            if row.effective_from is not None and row.ends_on is not None:
                assert not is_in_force(row.times, at=ends_at(row.ends_on))  # I2
                for ended in filter(None, (row.stopped_at, row.cancelled_at)):
                    assert not is_in_force(row.times, at=ended)
            if row.decided_by_id:
                assert row.decided_by_id != row.applicant_id
                assert row.officer_rank or row.state == AuthorisationState.REFUSED  # I3
            if row.state in {AuthorisationState.REFUSED, AuthorisationState.QUASHED}:
                assert row.determinations.exists()  # I6
            if row.state == AuthorisationState.CANCELLED:
                assert row.cancelled_at is not None  # I7
                assert row.cancellations.count() == 1
            if row.kind == "chis" and row.effective_from is not None:
                assert row.source_is_juvenile is False  # I8


def test_the_invariants_hold_whatever_is_done(people):
    given.able_to_decide(people)
    Lives.people = people
    examples = max(1, STEPS // 40)
    chosen = settings(
        max_examples=examples,
        stateful_step_count=40,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Lives, settings=chosen)
