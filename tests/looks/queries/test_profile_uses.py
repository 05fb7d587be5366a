"""Each use of a covert profile beside its look, with what is wrong with it: what the SRO audits."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.authorisations import given as authorisations
from tests.looks import given
from tests.pages import signed_in, words
from watchbook.authorisations import covert_profile
from watchbook.looks.models import AccountUsed
from watchbook.looks.queries.profile_uses import uses_of

AT = given.AT
A_DAY = timedelta(days=1)


@pytest.fixture
def profile(people):
    """A profile of Ines's service, approved on 2 March 2026."""
    return covert_profile.approve(authorisations.a_profile(people), by=people.oliver, at=authorisations.AT)


def used(people, profile, *, looked_at=AT, subject=None, by=None):
    """A look in which it was used."""
    told = {"account_used": AccountUsed.COVERT_PROFILE, "covert_profile": profile}
    subject = subject or given.a_subject(people)
    return given.made(people, subject, looked_at=looked_at, by=by, facts={}, **told)


def faults(profile):
    """What is wrong with each use, the newest first."""
    return [[str(one) for one in use.faults] for use in uses_of(profile)]


def test_a_use_under_an_authorisation_is_in_order_and_one_without_is_shown(people, profile):
    subject = given.a_subject(people)
    authorisations.in_force(people, subject=subject)
    used(people, profile, looked_at=authorisations.ORDERED + A_DAY, subject=subject)
    assert faults(profile) == [[]]
    other = given.a_subject(people, profile="")
    used(people, profile, looked_at=authorisations.ORDERED + 2 * A_DAY, subject=other)
    assert faults(profile)[0] == ["without a basis"]


def test_each_fault_is_told(people, profile, django_assert_num_queries):
    used(people, profile, looked_at=datetime(2026, 2, 1, 9, tzinfo=UTC))
    used(people, profile, looked_at=datetime(2026, 9, 3, 9, tzinfo=UTC))
    covert_profile.set_users(
        profile, services=[], users=[people.helen], by=people.helen, at=datetime(2026, 9, 4, tzinfo=UTC)
    )
    covert_profile.read(profile, by=people.helen, at=datetime(2026, 9, 4, tzinfo=UTC))
    covert_profile.review(profile, found="Needed", by=people.helen, at=datetime(2026, 9, 4, tzinfo=UTC))
    row = covert_profile.retire(
        profile, proof="Mail", by=people.helen, at=datetime(2026, 9, 5, 9, tzinfo=UTC)
    )
    used(people, row, looked_at=datetime(2026, 9, 7, 9, tzinfo=UTC))
    with django_assert_num_queries(2):
        found = faults(row)
    not_ours = "by somebody who may not use the profile"
    assert [[one for one in told if one != "without a basis"] for told in found] == [
        ["after the profile was retired", not_ours],
        ["while the review of the profile was overdue", not_ours],
        ["before the profile was approved", not_ours],
    ]


def test_a_use_for_another_service_is_told(people, profile):
    made = used(people, profile)
    row = covert_profile.set_users(
        profile,
        services=[people.simon.service or people.marian.service],
        users=[people.ines],
        by=people.helen,
        at=AT,
    )
    row.services = [row.id]  # a service that is none of the look's
    assert "for a service that may not use the profile" in faults(row)[0]
    assert made.covert_profile_id == row.id


def test_the_page_lists_them_and_names_no_subject(people, profile):
    simon = signed_in(people.simon)
    at = f"/looks/profiles/{profile}/"
    assert "No looks have used" in words(simon.get(at))
    made = used(people, profile)
    page = words(simon.get(at))
    assert made.reference in page
    assert "Ines" in page
    assert "Jane Roe" not in page
    assert "Looks in which officers used this profile" in words(
        simon.get(f"/authorisations/covert-profiles/{profile}/")
    )
    assert signed_in(people.ines).get(at).status_code == 403
