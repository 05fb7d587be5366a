"""No sequence of pages opens a look that is less strict than the newest assessment of its subject, unless somebody signed it.

Every entrance is tried: bookmark, paste, phone, a prepared subject, a plan, a second investigation, nobody in particular, a
further page, a stale page, another spelling, a re-triage that was asked for, refused, declined or signed. What was made or is
imported is always recorded, is never taken for one that was opened, and its answers bind.
"""

import os
from itertools import product

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from tests.authorisations import given as authorisations
from tests.looks import given
from tests.looks.officer import Council, at_the_commit, is_covered, said_of, said_together
from tests.pages import words
from tests.proof_only import one_in
from tests.triage import given as triage
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.authorisations.models import OvertPlan
from watchbook.investigations import account
from watchbook.investigations.account_address import recognise
from watchbook.investigations.models import Subject
from watchbook.keys import envelope
from watchbook.looks import look, opening, re_triage
from watchbook.looks.look import EarlierLook
from watchbook.looks.models import Look, PageView
from watchbook.looks.queries.drift import drift_of
from watchbook.looks.sitting import USUAL
from watchbook.triage.graph import is_less_strict
from watchbook.triage.queries import standing_of

FEW = 30
STEPS = int(os.environ.get("TESTS_LOOK_STEPS", FEW))
AT_ONCE = 15  # steps of one sequence
MADE = {"afterwards", "imported"}
TICKS = st.sampled_from(
    [["none"], ["told"], ["notice", "private"], ["private", "kept"], ["past"], ["not_sure"]]
)
ANSWERS = st.sampled_from(
    [
        USUAL | {"told": "yes"},
        USUAL | {"f2": "yes", "f4": "yes"},
        USUAL | {"f1": "yes", "f7": "yes", "one_off": "no"},
        USUAL | triage.of_case("T02")["facts"],
        USUAL | triage.of_case("T19")["facts"],
    ]
)
MORE = {"overt_plan", "non_ripa", "directed_surveillance", "chis", "ask", "not_allowed"}
AROUND = [
    "{}/?s=20",
    "https://proxy.example/{}",
    "https://proxy.example/go?to={}&x=1",
    "https://web.archive.org/web/2024/{}",
]
SAID = st.sampled_from(["T01", "T02", "T13", "T16", "T17", "T19", "T42"])


def is_laxer(row, said):
    """Whether a look is less strict than what binds it."""
    return bool(said.outcomes) and is_less_strict(tuple(row.outcomes), than=said.outcomes)


class Entrances(RuleBasedStateMachine):
    """Any entrance after any assessment, departure, plan, authorisation or signature."""

    people = clock = None
    opened = stopped = 0

    def __init__(self):
        super().__init__()
        self.before = transaction.savepoint_create()
        self.council = Council(self.people, self.clock)
        self.is_authorised = False

    def teardown(self):
        """Nothing is left for the next sequence."""
        transaction.savepoint_rollback(self.before)

    def tried(self, attempt):
        """Go in, and hold every look that opened against what the rows said before."""
        self.council.later()
        said = {one.id: said_together(one) for one in Subject.objects.all()}
        of_the_account = said[self.council.subject.id]  # what binds a subject of it that is added on the way
        before = set(Look.objects.values_list("id", flat=True))
        attempt()
        rows = Look.objects.exclude(pk__in=before)
        Entrances.stopped += not rows
        for row in rows.exclude(way__in=MADE):
            Entrances.opened += 1
            self.holds(row, said.get(row.subject_id, of_the_account))
        at_the_commit()

    def holds(self, row, said):
        address = "".join(envelope.opened(row)["addresses"])
        if row.subject is None:
            assert "jane.roe" not in address
            return
        assert not is_laxer(row, said) or is_covered(row, said)
        if row.basis == "overt_plan":
            under = Look.objects.filter(basis_id=row.basis_id).count()
            assert (
                under <= OvertPlan.objects.get(pk=row.basis_id).often_looks
            )  # a walk is over within the day
        assert row.assessment_id in said.ids or not said.ids
        assert row.account.id in account.items_named(recognise(address))

    @rule(name=SAID)
    def assess(self, name):
        self.council.later()
        self.council.assess(name)

    @rule(outcome=st.sampled_from(["overt", "overt_plan", "directed_surveillance", "preliminary"]))
    def depart(self, outcome):
        """The authorising officer decides on something less strict, or the officer on something stricter."""
        self.council.later()
        row, _outcomes = said_of(self.council.subject)
        if row is None:
            return
        for change, by in ((triage.lowered, self.people.oliver), (triage.raised, self.people.ines)):
            self.allowed(
                lambda do=change, who=by: do(standing_of(row.reference), outcome, by=who, at=self.council.now)
            )

    @rule()
    def sign_a_re_triage(self):
        self.council.later()
        self.allowed(self.council.signed_re_triage)

    @rule(facts=ANSWERS, ends=st.sampled_from(["waits", "declined"]))
    def ask_for_a_re_triage(self, facts, ends):
        """Stricter answers bind at once, whether it is refused, waits or is declined."""
        self.council.later()
        people, at = self.people, self.council.now
        try:
            with transaction.atomic():
                row = re_triage.ask(self.council.subject, facts, why_not="One check", by=people.ines, at=at)
        except re_triage.NotAsked as refusal:
            outcomes = refusal.said.decision.outcomes
            opening.keep(refusal.said, by=people.ines, at=at)
        else:
            outcomes = tuple(row.outcomes)
            if ends == "declined":
                over = re_triage.read(row, by=people.oliver, at=at)["over"]
                re_triage.decline(row, over=over, why="Apply for it", by=people.oliver, at=at)
        self.binds(outcomes)

    def binds(self, outcomes):
        """Answers that ask for more than triage alone are no stricter than what stands of the subject afterwards."""
        one = self.council.subject
        if (
            set(outcomes) & MORE and not self.is_authorised
        ):  # hidden looks count, and what only they ask for is not told
            stands = drift_of(one, service=one.investigation.service_id, at=self.council.now).assessed
            assert stands
            assert not is_less_strict(stands.outcomes, than=outcomes)

    @rule(looks=st.sampled_from([1, 2, 10]))
    def sign_a_plan(self, looks):
        self.council.later()
        one, now = self.council.subject, self.council.now
        self.allowed(lambda: given.a_plan(self.people, one, at=now, often=(looks, 7)))

    @precondition(lambda self: not self.is_authorised)
    @rule()
    def authorise(self):
        self.is_authorised = True
        authorisations.in_force(self.people, subject=self.council.subject)

    @rule(way=st.sampled_from(["page", "bookmarklet", "phone"]), ticks=TICKS)
    def paste(self, way, ticks):
        self.tried(lambda: self.council.paste(way, ticks))

    @rule(ticks=TICKS)
    def prepared(self, ticks):
        self.tried(lambda: self.council.prepared(ticks))

    @rule(ticks=TICKS)
    def in_another_investigation(self, ticks):
        self.tried(lambda: self.council.in_another_investigation(ticks))

    @rule(ticks=TICKS)
    def stale(self, ticks):
        self.tried(lambda: self.council.stale(ticks))

    @rule(ticks=TICKS, around=st.sampled_from(AROUND))
    def another_spelling(self, ticks, around):
        self.tried(lambda: self.council.paste("page", ticks, profile=around.format(given.PROFILE)))

    @rule(about=st.sampled_from(["general", "own_page", "register"]))
    def at_nobody(self, about):
        self.tried(lambda: self.council.at_nobody(about))

    @rule()
    def made(self):
        """What happened is recorded, with a basis only if it would have opened."""
        rows = Look.objects.count()
        one = self.council.subject
        said = said_together(one)
        row = given.made(self.people, one, looked_at=self.council.now, facts={})
        assert Look.objects.count() == rows + 1
        assert row.basis in {"none", "immediate"} or not said.outcomes or is_covered(row, said)

    @rule(facts=ANSWERS)
    def made_after_triage(self, facts):
        """The answers of a look that was made bind the next one, unless what they ask for was there."""
        self.council.later()
        at = self.council.now
        row = given.made(self.people, self.council.subject, looked_at=at, at=at, facts=facts)
        if row.basis == "none":
            self.binds(tuple(row.outcomes))

    @rule()
    def imported(self):
        """An earlier log opens nothing and takes back nothing."""
        self.council.later()
        before = said_together(self.council.subject)
        told = (given.PROFILE, "subject", "investigation", "overt", "nothing", "")
        earlier = EarlierLook(self.council.now, self.people.ines.service, "", *told)
        assert look.bring_in(earlier, by=self.people.helen, at=self.council.now).basis == "imported"
        assert said_together(self.council.subject) == before

    @precondition(lambda self: Look.objects.filter(state="open", subject=self.council.subject).exists())
    @rule()
    def further_page(self):
        """A page is added to an open look only while that is as strict as the newest assessment."""
        row = Look.objects.filter(state="open", subject=self.council.subject).first()
        said = said_together(self.council.subject)
        pages = PageView.objects.count()
        self.council.further_page(row)
        if PageView.objects.count() > pages:
            assert not is_laxer(row, said) or is_covered(row, said)

    def allowed(self, act):
        """An act that may be refused."""
        try:
            with transaction.atomic():
                act()
        except (NotPermitted, WrongState):
            Entrances.stopped += 1


def test_no_sequence_of_pages_opens_a_look_less_strict_than_its_assessment(people, clock, record_property):
    authorisations.able_to_decide(people)
    Entrances.people, Entrances.clock = people, staticmethod(clock)
    Entrances.opened = Entrances.stopped = 0
    chosen = settings(
        max_examples=max(1, STEPS // AT_ONCE),
        stateful_step_count=AT_ONCE,
        deadline=None,
        # The same walk in every run of all tests; `make proof` walks anew each time.
        derandomize=STEPS == FEW,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Entrances, settings=chosen)
    record_property("looks opened", Entrances.opened)
    record_property("refused", Entrances.stopped)


ENTRANCES = {
    "bookmark": lambda council, ticks: council.paste("bookmarklet", ticks),
    "paste": lambda council, ticks: council.paste("page", ticks),
    "phone": lambda council, ticks: council.paste("phone", ticks),
    "prepared": lambda council, ticks: council.prepared(ticks),
    "second investigation": lambda council, ticks: council.in_another_investigation(ticks),
    "nobody in particular": lambda council, _ticks: council.at_nobody("own_page"),
}


@pytest.mark.parametrize(("entrance", "has_plan"), one_in(3, product(ENTRANCES, [False, True])))
def test_directed_surveillance_lets_no_look_open_at_any_entrance_with_a_plan_or_without(
    council, entrance, has_plan
):
    if has_plan:
        given.a_plan(council.people, council.subject, at=council.now)
    council.later()
    council.assess("T02")
    for ticks in (["none"], ["told"]):
        said = ENTRANCES[entrance](council, ticks)
        assert said.status_code == 200
        assert "You cannot open" in words(said)
    assert not Look.objects.exists()


def test_a_plan_opens_a_look_that_its_assessment_let_pass_with_a_plan(council):
    council.assess("T13")
    given.a_plan(council.people, council.subject, at=council.now)
    assert council.prepared(["none"]).status_code == 302
    assert Look.objects.get().basis == "overt_plan"
