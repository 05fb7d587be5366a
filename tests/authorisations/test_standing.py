"""Every list and the export say where an authorisation stands in the same words."""

from datetime import timedelta

from tests.authorisations import given
from tests.pages import signed_in, words
from watchbook.authorisations import cancellation
from watchbook.authorisations.exports import lines
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.standing import stands_as


def test_only_one_that_is_in_force_is_called_so(people):
    row = given.in_force(people)
    assert stands_as(row, at=given.ORDERED + timedelta(hours=2)) == "in force"
    assert stands_as(row, at=given.ORDERED + timedelta(days=200)) == "lapsed, to be cancelled"


def test_one_that_was_stopped_waits_to_be_cancelled(people):
    row = given.in_force(people)
    at = given.ORDERED + timedelta(days=1)
    cancellation.instruct_stop(row, instruction="Stop", by=people.oliver, at=at)
    row.refresh_from_db()
    assert stands_as(row, at=at + timedelta(hours=1)) == "stopped, to be cancelled"


def test_before_it_takes_effect_its_state_is_told(people):
    assert stands_as(given.a_submitted(people), at=given.DECIDED) == "with the RIPA co-ordinator"


def test_lists_and_export_have_the_same_words_for_it(people):
    row = given.in_force(people)  # in March: it has lapsed by now
    for person, page in (
        (people.marian, "/overt-plans/"),
        (people.ines, f"/authorisations/of/{row.investigation.reference}/"),
        (people.helen, "/authorisations/"),
    ):
        assert "lapsed, to be cancelled" in words(signed_in(person).get(page)).lower(), page
    (line,) = lines(Authorisation.objects.all())
    assert "lapsed, to be cancelled" in line
