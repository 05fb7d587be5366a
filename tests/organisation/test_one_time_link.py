"""One-time links (organisation.sign_in): made by an administrator, good for one password, once."""

from functools import partial

import pytest
from django.contrib.auth.hashers import make_password
from django.db import transaction

from tests import given
from tests.log import leaves_nothing, told, undone_when_the_log_fails
from tests.organisation import recovering
from tests.organisation.recovering import SEEN
from tests.organisation.test_sign_in import is_signed_in, set_password, try_to_sign_in
from tests.pages import browser, words
from tests.people import PASSWORD
from tests.rights import BOTH, the_system, those_who_may
from tests.threads import at_once
from watchbook.acting.refusals import NotPermitted
from watchbook.audit_log.models import Event
from watchbook.organisation import person, sign_in

OTHER = "quite-another-password"


def make_link(people, name="nell"):
    return sign_in.make_link(getattr(people, name), identity=SEEN, by=people.ada, at=given.AT)


def use(path, password=PASSWORD, again=None):
    """Open a link and enter a password."""
    client = browser()
    page = client.get(path, follow=True)
    sent = {"password1": password, "password2": again or password}
    return client.post(page.request["PATH_INFO"], sent, follow=True)


def may_sign_in(name="nell", password=PASSWORD):
    client = browser()
    try_to_sign_in(client, name, password)
    return is_signed_in(client)


def test_a_link_sets_a_password_and_each_step_is_recorded(people):
    path = make_link(people)
    assert told(people.nell) == (
        "sign_in.link_made",
        people.ada.id,
        given.AT,
        {"identity": "staff_pass"},
        {},
    )
    use(path)
    events = Event.objects.filter(subject_id=people.nell.id, name__startswith="sign_in").order_by(
        "recorded_at"
    )
    assert [(event.name, event.by, event.fields) for event in events][1:] == [
        ("sign_in.password_set", people.nell.id, {}),
        ("sign_in.succeeded", people.nell.id, {"factor": None}),
    ]
    assert may_sign_in()


def test_whoever_sets_their_first_password_by_a_link_is_signed_in_by_it(people):
    answer = use(make_link(people))
    assert is_signed_in(answer.client)
    assert "You set your password" in words(answer)
    set_up = answer.client.get("/account/second-factor/totp/activate/")
    assert "Scan this picture" in words(set_up)  # the password of a moment ago is not asked for again


def test_the_link_of_a_recovery_signs_nobody_in(people):
    for _ in range(2):
        answer = use(recovering.link_of(people, recovering.with_password(people.simon)))
        assert not is_signed_in(answer.client)
        assert "Sign in with your new password" in words(answer)
        assert "signed out everywhere else" not in words(answer), "a banner in English on a page in Welsh"


def test_a_link_works_once(people):
    path = make_link(people)
    use(path)
    assert "no longer works" in words(use(path, OTHER))
    assert not may_sign_in(password=OTHER)
    assert Event.objects.filter(name="sign_in.password_set").count() == 1


def test_a_new_link_ends_every_earlier_one(people):
    first, second = make_link(people), make_link(people)
    assert "no longer works" in words(use(first, OTHER))
    use(second)
    assert may_sign_in()


def test_opening_a_link_does_not_use_it_up_and_its_key_leaves_the_address(people):
    path = make_link(people)
    client = browser()
    page = client.get(path, follow=True)
    assert page.request["PATH_INFO"].endswith("-set-password/")
    use(path)
    assert may_sign_in()


def test_a_link_sets_the_password_of_its_own_account_only(people):
    set_password(people, "ines")
    path = make_link(people)
    use(path.replace(path.split("/")[-2].split("-")[0], "zzzz"), OTHER)
    use(path, OTHER)
    assert may_sign_in("ines")
    assert may_sign_in("nell", OTHER)


@pytest.mark.parametrize(
    ("password", "again", "says"),
    [
        ("short", None, "at least 12 characters"),
        ("password1234", None, "common passwords are the first ones that people guess"),
        ("nell@council", None, "too similar"),
        (PASSWORD, "something-else", "Enter the same password twice"),
    ],
)
def test_a_weak_or_mistyped_password_is_refused_and_the_link_stays_good(people, password, again, says):
    path = make_link(people)
    assert says in words(use(path, password, again))
    assert not Event.objects.filter(name="sign_in.password_set").exists()
    use(path)
    assert may_sign_in()


def test_a_password_with_three_faults_is_refused_for_one(people):
    answer = words(use(make_link(people), "watchbook1"))
    said = "You cannot use this password: it is too short. Use at least 12 characters."
    assert (
        answer.count("You cannot use this password") == answer.count(said) == 2
    )  # above, and beside the box


def test_only_a_system_administrator_or_set_up_makes_links(people):
    nell = people.nell
    assert those_who_may(people, sign_in.may_make_link, nell) == {*BOTH, "system"}
    for by in (people.ines, people.simon, nell):
        leaves_nothing(
            NotPermitted,
            lambda by=by: sign_in.make_link(nell, identity=SEEN, by=by, at=given.AT),
            "cannot add people",
        )


def test_a_closed_account_and_the_system_person_have_no_link(people):
    leaves_nothing(
        NotPermitted,
        lambda: sign_in.make_link(the_system(), identity=SEEN, by=people.ada, at=given.AT),
        "nobody can sign in",
    )
    person.close(people.nell, by=people.ada, at=given.AT)
    leaves_nothing(NotPermitted, lambda: make_link(people), "Open the account again first")


def test_a_link_made_before_an_account_was_closed_lets_nobody_in(people):
    path = make_link(people)
    person.close(people.nell, by=people.ada, at=given.AT)
    assert "no longer works" in words(use(path))
    person.reopen(people.nell, by=people.ada, at=given.AT)
    assert "no longer works" in words(use(path))
    assert not may_sign_in()


def test_only_its_owner_sets_a_password_and_only_while_the_account_is_open(people):
    hashed = make_password(PASSWORD)

    def set_it(person, by):
        return sign_in.set_hashed_password(person, hashed, by=by, at=given.AT)

    nell = people.nell
    assert those_who_may(people, sign_in.may_set_password, nell) == {"nell"}
    leaves_nothing(
        NotPermitted, lambda: set_it(nell, people.ada), "You cannot set this password: only the owner"
    )
    leaves_nothing(NotPermitted, lambda: set_it(the_system(), the_system()), "Open the account again first.")
    set_it(nell, nell)
    assert told(nell) == ("sign_in.password_set", nell.id, given.AT, {}, {})
    person.close(nell, by=people.ada, at=given.AT)
    leaves_nothing(NotPermitted, lambda: set_it(people.nell, people.nell), "Open the account again first.")


def test_a_failing_log_makes_no_link_and_sets_no_password(people, monkeypatch):
    undone_when_the_log_fails(monkeypatch, sign_in, lambda: make_link(people))
    path = make_link(people)
    undone_when_the_log_fails(monkeypatch, sign_in, lambda: use(path))
    assert not people.nell.has_usable_password()


def test_of_several_who_use_one_link_at_once_one_sets_the_password(committed, committed_people):
    with transaction.atomic():
        path = sign_in.make_link(committed_people.nell, identity=SEEN, by=committed_people.ada, at=given.AT)
    clients = [browser() for _one in range(3)]
    forms = {client.get(path, follow=True).request["PATH_INFO"] for client in clients}
    answers = at_once(
        committed,
        *(
            partial(
                client.post, *forms, dict.fromkeys(("password1", "password2"), f"three-words-of-{number}")
            )
            for number, client in enumerate(clients)
        ),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 200, 302]
    assert sum("This link no longer works" in words(one) for one in answers if one.status_code == 200) == 2
    set_by = Event.objects.filter(name="sign_in.password_set", subject_id=committed_people.nell.id)
    assert set_by.count() == 1
