"""A list finds at once the subjects that an assessment may bind: its own, of one with the same account elsewhere, one that was raised."""

from tests import given as council
from tests.looks import given as looks
from tests.triage import given
from watchbook.triage.perhaps_bound import perhaps_bound


def test_it_finds_whatever_may_be_bound_and_nothing_that_was_never_assessed_for_more(people):
    never, plain, asked, raised = (council.a_subject(people) for _ in range(4))
    given.assessed_case(people, "T14", subject=plain)
    given.assessed_case(people, "T02", subject=asked)
    given.raised(given.assessed_case(people, "T14", subject=raised), "directed_surveillance", by=people.ines)
    assert perhaps_bound([never, plain, asked, raised]) == {asked.id, raised.id}


def test_it_finds_an_account_that_another_service_assessed(people):
    hanna = looks.an_officer_of_housing(people)
    given.assessed_case(people, "T02", subject=looks.their_subject(people, hanna), by=hanna)
    ours = looks.a_subject(people)
    assert perhaps_bound([ours, council.a_subject(people)]) == {ours.id}
