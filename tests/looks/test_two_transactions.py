"""One act begins while another is done and not yet committed: an assessment and a signature, a look and the end of its basis."""

from datetime import timedelta

import pytest

from tests.authorisations import given as authorisations
from tests.looks import given
from tests.threads import within
from tests.triage import given as triage
from watchbook.acting.refusals import WrongState
from watchbook.authorisations import overt_plan
from watchbook.evidence import capture
from watchbook.looks import page_view, re_triage
from watchbook.looks.models import Look
from watchbook.looks.opening import NotOpened
from watchbook.looks.sitting import USUAL
from watchbook.triage.models import Assessment

AT = given.AT
PAGE = f"{given.PROFILE}/photos"


def minutes(number):
    return AT + timedelta(minutes=number)


@pytest.fixture
def both(committed, committed_people):
    """Run two acts, the second within the first's transaction."""
    return committed_people, lambda first, second: within(committed, first, second)


def strict(people, subject, *, at):
    """Ines assesses that looking at the subject is directed surveillance."""
    return triage.assessed_case(people, "T02", subject=subject, at=at).assessment


def test_nothing_is_signed_over_an_assessment_that_is_just_being_made(both):
    people, run = both
    mine = given.a_subject(people)
    twin = given.a_subject(people, called="J R")  # the same account, in another investigation
    plans = [given.a_plan_proposed(people, one, at=AT) for one in (mine, twin)]
    asked = re_triage.ask(mine, USUAL, why_not="A single check", by=people.ines, at=AT)
    over = re_triage.read(asked, by=people.oliver, at=AT)["over"]
    made, told = run(
        lambda: strict(people, mine, at=minutes(1)),
        lambda: overt_plan.sign(plans[0], by=people.marian, at=minutes(2)),
    )
    assert isinstance(made, Assessment), made
    assert isinstance(told, WrongState), told
    made, told = run(
        lambda: strict(people, twin, at=minutes(3)),
        lambda: re_triage.sign(asked, why="A single check", over=over, by=people.oliver, at=minutes(4)),
    )
    assert isinstance(made, Assessment), made
    assert "changed after you opened" in str(told)
    for one in plans:
        one.refresh_from_db()
        assert one.state == "proposed"


def test_what_was_signed_while_an_assessment_waited_covers_nothing_of_it(both):
    people, run = both
    plan, signed = (
        given.a_subject(people, profile=f"https://x.com/{name}", called=name) for name in ("Ann", "Ben")
    )
    proposed = given.a_plan_proposed(people, plan, at=AT)
    asked = re_triage.ask(signed, USUAL, why_not="A single check", by=people.ines, at=AT)
    over = re_triage.read(asked, by=people.oliver, at=AT)["over"]
    acts = {
        plan: lambda: overt_plan.sign(proposed, by=people.marian, at=minutes(2)),
        signed: lambda: re_triage.sign(
            asked, why="A single check", over=over, by=people.oliver, at=minutes(2)
        ),
    }
    for one, act in acts.items():
        first, second = run(act, lambda one=one: strict(people, one, at=minutes(1)))
        assert first.state == "signed"
        assert isinstance(second, Assessment), second
        with pytest.raises(NotOpened):
            given.opened(people, one, at=minutes(3))
    assert not Look.objects.exists()


def test_a_look_opens_wholly_before_the_end_of_its_plan_or_not_at_all(both):
    people, run = both
    subject = given.a_subject(people)
    plan = given.a_plan(people, subject, at=AT)
    for number in range(2):
        given.opened(people, subject, at=minutes(number))
    opened, ended = run(
        lambda: given.opened(people, subject, at=minutes(3)),
        lambda: overt_plan.end(plan, why="Enough was seen", by=people.marian, at=minutes(4)),
    )
    assert (opened.basis, ended.state) == ("overt_plan", "ended")
    _refuses_to_go_on(people, opened, at=minutes(5))
    second = given.a_plan(people, subject, at=minutes(6))
    under_it = given.opened(people, subject, at=minutes(7))
    ended, told = run(
        lambda: overt_plan.end(second, why="Enough was seen", by=people.marian, at=minutes(8)),
        lambda: page_view.add(under_it, PAGE, by=people.ines, at=minutes(9)),
    )
    assert ended.state == "ended"
    assert "no longer in force" in str(told)
    third = given.a_plan(people, subject, at=minutes(10))
    under_it = given.opened(people, subject, at=minutes(11))
    ended, told = run(
        lambda: overt_plan.end(third, why="Enough was seen", by=people.marian, at=minutes(12)),
        lambda: capture.ask(under_it, PAGE, in_full=True, by=people.ines, at=minutes(13)),
    )
    assert ended.state == "ended"
    assert "no longer in force" in str(told)
    fourth = given.a_plan(people, subject, at=minutes(14))
    ended, told = run(
        lambda: overt_plan.end(fourth, why="Enough was seen", by=people.marian, at=minutes(15)),
        lambda: given.opened(people, subject, at=minutes(16)),
    )
    assert ended.state == "ended"
    assert isinstance(told, NotOpened), told


def test_a_look_opens_wholly_before_the_cancellation_of_its_authorisation_or_not_at_all(both):
    people, run = both
    subject = given.a_subject(people)
    row = authorisations.in_force(people, subject=subject)
    start = authorisations.ORDERED + timedelta(days=1)
    facts = USUAL | {
        "f2": "yes",
        "f4": "yes",
        "f7": "yes",
        "offence": authorisations.OFFENCE,
        "covert": "yes",
    }
    opened = given.opened(people, subject, at=start, facts=facts)
    assert opened.basis == "directed_surveillance"
    done, told = run(
        lambda: authorisations.cancelled(people, row, at=start + timedelta(minutes=1)),
        lambda: given.opened(people, subject, at=start + timedelta(minutes=2), facts=facts),
    )
    assert done.state == "cancelled", done
    assert isinstance(told, NotOpened), told
    _refuses_to_go_on(people, opened, at=start + timedelta(minutes=3))


def _refuses_to_go_on(people, look, *, at):
    for act in (page_view.add, lambda *args, **told: capture.ask(*args, in_full=True, **told)):
        with pytest.raises(WrongState, match="no longer in force"):
            act(look, PAGE, by=people.ines, at=at)
