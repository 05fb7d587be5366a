"""Acts of administrators, for the SRO and the data protection officer: a page, and an alarm on their first page."""

from datetime import timedelta

from django.utils import timezone

from tests.organisation.recovering import SEEN
from tests.pages import signed_in, words
from tests.rights import closed_to_all_but, those_who_may
from watchbook.home.queries import waiting_for
from watchbook.organisation import duty, person, sign_in
from watchbook.organisation.administration import acts_of_administrators, acts_of_the_week
from watchbook.organisation.permissions import may_see_administration
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind
from watchbook.web import long_list

PAGE = "/organisation/administration/"
TOLD = {"simon", "fatima"}


def do_something(people):
    """A link, an account and a proposal, now."""
    now = timezone.now()
    sign_in.make_link(people.nell, identity=SEEN, by=people.ada, at=now)
    person.add(email="z@council.invalid", name="Zadie", service=None, by=people.ada, at=now)
    duty.propose(people.nell, kind=DutyKind.SOLICITOR, from_on=today(), by=people.ada, at=now)


def test_the_page_shows_each_act_the_newest_first_to_those_who_answer_for_it(people):
    do_something(people)
    page = words(signed_in(people.fatima).get(PAGE))
    assert (
        page.index("The duty of solicitor was proposed.")
        < page.index("The account was added.")
        < page.index("A one-time link was made.")
    )
    assert "by Ada" in page
    assert "The account was added. Zadie" in page
    assert "The duty of solicitor was proposed. Nell – " in page
    assert "A one-time link was made. Nell" in page
    assert those_who_may(people, may_see_administration) == TOLD
    closed_to_all_but(TOLD, people, PAGE, match="You cannot see the actions by administrators")


def test_the_first_page_counts_the_acts_of_the_week(people):
    before = {name: waiting_for(getattr(people, name), on=today()) for name in TOLD}
    assert not any(before.values())
    do_something(people)
    for name in TOLD:
        told = [one.what for one in waiting_for(getattr(people, name), on=today())]
        assert "3 actions by administrators in the last 7 days" in told
    assert not any("links, accounts" in one.what for one in waiting_for(people.ada, on=today()))


def test_each_act_counts_also_the_end_of_a_duty_that_is_no_officers(people):
    before = acts_of_the_week(at=timezone.now()).count()
    for whose in (people.ines, people.fatima, people.bashir):
        duty.end(whose.duties.get(), on=today(), by=people.ada, at=timezone.now())
    person.close(people.nell, by=people.ada, at=timezone.now())
    assert acts_of_the_week(at=timezone.now()).count() == before + 4


def test_no_number_of_acts_hides_one(people, monkeypatch):
    monkeypatch.setattr(long_list, "ON_A_PAGE", 3)
    do_something(people)
    row = people.ines.duties.get()
    duty.end(row, on=today() + timedelta(days=9), by=people.ada, at=timezone.now())
    for days in range(8, 0, -1):
        duty.end_earlier(row, on=today() + timedelta(days=days), by=people.ada, at=timezone.now())
    assert acts_of_the_week(at=timezone.now()).count() == 3 + 1 + 8
    client = signed_in(people.fatima)
    pages = acts_of_administrators(at=timezone.now()).count() // 3 + 1
    told = "".join(words(client.get(PAGE, {"page": number + 1})) for number in range(pages))
    assert all(said in told for said in ("The account was added. Zadie", "A one-time link was made. Nell"))


def test_it_ends_with_the_week_and_the_page_with_the_month(people):
    do_something(people)
    later = timezone.now() + timedelta(days=8)
    assert not acts_of_the_week(at=later)
    assert len(acts_of_administrators(at=later)) > 3
    assert not acts_of_administrators(at=later + timedelta(days=30))
