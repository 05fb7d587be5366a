"""Links of several people are made together, or none."""

from tests import given
from tests.log import leaves_nothing, told, undone_when_the_log_fails
from tests.organisation.recovering import SEEN
from tests.rights import BOTH, refused_to_all_but, the_system
from watchbook.acting.refusals import NotPermitted
from watchbook.organisation import one_time_links, sign_in


def make(people, *whose, by=None):
    return one_time_links.make_links(whose, identity=SEEN, by=by or people.ada, at=given.AT)


def test_each_gets_a_link_of_their_own_with_its_event(people):
    made = make(people, people.nell, people.ines)
    assert [person for person, _ in made] == [people.nell, people.ines]
    assert len({path for _, path in made}) == 2
    assert told(people.nell)[0] == told(people.ines)[0] == "sign_in.link_made"


def test_where_one_can_have_none_none_is_made(people):
    leaves_nothing(
        NotPermitted, lambda: make(people, people.nell, the_system()), "nobody can sign in to the account"
    )


def test_only_a_system_administrator_makes_them(people):
    nell = people.nell
    refused_to_all_but(BOTH, people, lambda by: make(people, nell, by=by), match="cannot add people")


def test_a_failing_log_makes_none(people, monkeypatch):
    undone_when_the_log_fails(monkeypatch, sign_in, lambda: make(people, people.nell, people.ines))
