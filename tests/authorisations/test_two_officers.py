"""Two officers at once on one application: one wins and the other is told; however often (TESTS_TWO_OFFICERS rounds)."""

import os
from datetime import date

from tests import given as council
from tests.authorisations import given
from tests.threads import at_once, split
from watchbook.acting.refusals import WrongState
from watchbook.authorisations import authorising
from watchbook.authorisations.models import Authorisation

ROUNDS = int(os.environ.get("TESTS_TWO_OFFICERS", "2"))


def test_one_of_two_officers_decides_and_the_other_is_told(committed, committed_people, record_property):
    people = committed_people
    given.able_to_decide(people)
    oliver, judith, subject = people.oliver, people.judith, council.a_subject(people)
    rounds = 0
    for _round in range(ROUNDS):
        row = given.a_passed(people, subject=subject)

        def grant(row=row):
            return authorising.grant(
                row, given.WORDS, review_on=date(2026, 3, 30), version=1, by=oliver, at=given.DECIDED
            )

        def refuse(row=row):
            return authorising.refuse(row, why="Open looks would do", version=1, by=judith, at=given.DECIDED)

        won, told = split(at_once(committed, grant, refuse))
        assert len(won) == len(told) == 1
        assert isinstance(told[0], WrongState)
        assert "somebody has already decided" in str(told[0])
        decided = Authorisation.objects.get(pk=row.pk)
        assert decided.determinations.count() == 1
        assert decided.state == won[0].state
        rounds += 1
    record_property("rounds", rounds)
