"""Whatever is done in whatever order, the invariants I1 to I9 of an authorisation hold (Hypothesis' state machine)."""

import os
from datetime import UTC, date, datetime, timedelta

from django.db import connection, transaction
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
from tests.authorisations.given import ALONE, ENDING, ORDER, SIGNED, WORDS
from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import NotPermitted, WrongState
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
from watchbook.authorisations.models.applications import NOT_GRANTED
from watchbook.authorisations.particulars import newest_version
from watchbook.authorisations.queries.central_record import gaps
from watchbook.authorisations.queries.in_force import authorisations_for, is_barred, lapsed
from watchbook.authorisations.queries.officers import source_born, threshold_is_met
from watchbook.authorisations.remark import open_report
from watchbook.authorisations.rules.in_force import ends_at, is_in_force
from watchbook.authorisations.states import AuthorisationState, ReportStep
from watchbook.law.periods import birthday, months_beginning_with

STEPS = int(os.environ.get("TESTS_MACHINE_STEPS", "40"))
HOURS = st.integers(min_value=1, max_value=24 * 40)
BORN = {"source": {"born": date(2008, 4, 20)}}  # comes of age within the time of the lives
APPLIED = st.sampled_from(
    [
        {"kind": "directed_surveillance"},
        {"kind": "directed_surveillance", "is_confidential": True},
        {"kind": "directed_surveillance", "offence": "children_act_1933_s18"},
        {"kind": "chis"},
        {"kind": "chis", **BORN},
        {"kind": "non_ripa"},
    ]
)
OFFICERS = st.sampled_from(["oliver", "oliver", "judith", "judith", "simon"])


def mostly(name):
    """Mostly whoever may, sometimes whoever may not."""
    return st.sampled_from([name, name, name, name, "simon"])


def text_version(row):
    """The number of the version that is in front of whoever decides; 0 of a draft."""
    newest = newest_version(row)
    return newest.number if newest else 0


class Lives(RuleBasedStateMachine):
    """Acts of anybody at any hour on one of a few authorisations."""

    people = None
    lives = checked = 0

    def __init__(self):
        super().__init__()
        Lives.lives += 1
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
    @rule(applied=APPLIED)
    def apply(self, applied):
        given.a_draft(self.people, subject=council.a_subject(self.people), **applied)

    @rule(data=st.data(), by=mostly("ines"))
    def submit(self, data, by):
        def on(row):
            return lambda who, at: given.text_read(self.people, application.submit(row, by=who, at=at))

        self.on_one(data, by, on)

    @rule(data=st.data(), by=mostly("helen"), back=st.sampled_from([False, False, False, True]))
    def check(self, data, by, back):
        how = quality_check.give_back if back else quality_check.pass_on
        self.on_one(
            data,
            by,
            lambda row: lambda who, at: how(row, comments="Seen", version=text_version(row), by=who, at=at),
        )

    @rule(data=st.data(), by=OFFICERS)
    def grant(self, data, by):
        def on(row):
            return lambda who, at: authorising.grant(
                row,
                WORDS,
                review_on=(at + timedelta(days=14)).date(),
                version=text_version(row),
                by=who,
                at=at,
            )

        self.on_one(data, by, on)

    @rule(data=st.data(), by=mostly("judith"))
    def refuse(self, data, by):
        self.on_one(
            data,
            by,
            lambda row: (
                lambda who, at: authorising.refuse(
                    row, why="Open looks would do", version=text_version(row), by=who, at=at
                )
            ),
        )

    @rule(data=st.data(), by=mostly("ines"), outcome=st.sampled_from(["approved", "refused", "quashed"]))
    def order(self, data, by, outcome):
        def on(row):
            told = given.replace(ORDER, ordered_at=self.now, outcome=outcome)
            return lambda who, at: judicial_approval.record_order(row, told, file=SIGNED, by=who, at=at)

        self.on_one(data, by, on)

    @rule(data=st.data(), by=OFFICERS)
    def review(self, data, by):
        def on(row):
            next_on = (self.now + timedelta(days=20)).date()
            facts = {"decision": "continue", "next_due_on": next_on, "report": open_report(row, "review")}
            return lambda who, at: review.review(row, ALONE, by=who, at=at, **facts)

        self.on_one(data, by, on)

    @rule(data=st.data(), by=OFFICERS)
    def renew(self, data, by):
        def on(row):
            facts = {"is_granted": True, "report": open_report(row, "renewal")}
            return lambda who, at: renewal.decide(row, ALONE, by=who, at=at, **facts)

        self.on_one(data, by, on)

    @rule(data=st.data(), by=mostly("ines"), step=st.sampled_from(ReportStep))
    def report(self, data, by, step):
        self.on_one(
            data,
            by,
            lambda row: lambda who, at: given.reported(self.people, row, step=step, by=who, at=at),
        )

    @precondition(lambda self: Renewal.objects.exists())
    @rule(data=st.data(), by=mostly("helen"))
    def order_renewal(self, data, by):
        one = data.draw(st.sampled_from(list(Renewal.objects.order_by("recorded_at"))))
        told = given.replace(ORDER, ordered_at=self.now)
        self.act(lambda who, at: renewal.record_order(one, told, file=SIGNED, by=who, at=at), by=by)

    @rule(data=st.data(), by=OFFICERS)
    def stop(self, data, by):
        self.on_one(
            data,
            by,
            lambda row: lambda who, at: cancellation.instruct_stop(row, instruction="Stop", by=who, at=at),
        )

    @rule(data=st.data(), by=OFFICERS)
    def cancel(self, data, by):
        def on(row):
            report = open_report(row, "cancellation")
            return lambda who, at: cancellation.cancel(row, ENDING, ALONE, report=report, by=who, at=at)

        self.on_one(data, by, on)

    def on_one(self, data, by, on):
        if rows := self.rows():
            self.act(on(data.draw(st.sampled_from(rows))), by=by)

    @invariant()
    def hold(self):
        """I1 to I9, of every authorisation there is."""
        Lives.checked += 1
        self.hold_at_the_commit()
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
            self.granted_rightly(row)
            self.covers_as_its_times_say(row)
            if row.state in {AuthorisationState.REFUSED, AuthorisationState.QUASHED}:
                assert row.determinations.exists()  # I6
            if row.state == AuthorisationState.CANCELLED:
                assert row.cancelled_at is not None  # I7
                assert row.cancellations.count() == 1
            if row.kind == "chis" and row.effective_from is not None:
                young = london_day(row.decided_at) < birthday(source_born(row), years=18)
                assert row.source_is_juvenile is young  # I8
                if not row.times_renewed:
                    first = london_day(row.effective_from)
                    assert row.ends_on == months_beginning_with(first, months=4 if young else 12)

    def granted_rightly(self, row):
        """I4 and I5: the threshold is met, and what is for the head of paid service was granted by them."""
        if row.state in NOT_GRANTED:
            return
        if row.kind == "directed_surveillance":
            assert threshold_is_met(row, on=london_day(row.decided_at)) is True
        assert row.officer_is_head is (row.decided_by_id == self.people.judith.id)
        assert row.officer_is_head or not (row.is_confidential or row.source_is_juvenile)

    def covers_as_its_times_say(self, row):
        """I2: what looks may rest on now is what is in force now, and no more."""
        (named,) = row.named.filter(removed_at=None)
        found = {one.id for one in authorisations_for(named.subject, at=self.now)}
        assert found == (
            {row.id} if is_in_force(row.times, at=self.now) and not is_barred(row, at=self.now) else set()
        )
        assert (row in lapsed(at=self.now)) is (
            row.state == AuthorisationState.EFFECTIVE and self.now >= ends_at(row.ends_on)
        )

    def hold_at_the_commit(self):
        """What the database asks at a commit, asked now."""
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def test_the_invariants_hold_whatever_is_done(people, record_property):
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
    record_property("lives", Lives.lives)
    record_property("states checked", Lives.checked)
