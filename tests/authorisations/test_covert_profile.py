"""The register of covert profiles: approved by another, reviewed, audited, retired; overdue, its use is barred."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from tests.authorisations import given
from tests.authorisations.given import AT
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.rights import refused_to_all_but
from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.authorisations import covert_profile
from watchbook.authorisations.covert_profile import ProfileParticulars
from watchbook.authorisations.states import ProfileState, check_profile_usable
from watchbook.keys.envelope import opened

ROBIN = ProfileParticulars(
    platform="facebook",
    name_shown="Robin of the Wood",
    handle="robin.wood.9477",
    why="Test purchases from closed groups",
    created_on=date(2026, 2, 1),
    credentials_kept_at="Vault item 12",
)
LATER = AT + timedelta(days=1)


def entered(people, **changes):
    """A profile in the register, for Ines's use."""
    real = changes.pop("names_a_real_person", False)
    ines = people.ines
    row = covert_profile.enter(
        replace(ROBIN, **changes),
        services=[ines.service],
        users=[ines],
        names_a_real_person=real,
        by=people.helen,
        at=AT,
    )
    return given.profile_read(people, row)


def approved(people):
    """Approved by Oliver."""
    return covert_profile.approve(entered(people), by=people.oliver, at=AT)


def check_usable(row, *, user, service, moment):
    """Ask as a look that is opened asks."""
    check_profile_usable(
        ProfileState(row.state),
        is_theirs=user.id in row.users,
        is_for_service=not row.services or service in row.services,
        is_risk_assessed=row.is_risk_assessed_for(user),
        review_due_on=row.review_due_on,
        on=london_day(moment),
    )


def test_a_profile_is_entered_with_what_names_it_in_the_envelope(people):
    row = entered(people)
    assert (str(row), row.state, row.users) == ("CP-0001", "proposed", [people.ines.id])
    assert opened(row)["handle"] == "robin.wood.9477"
    assert "robin.wood" not in open_words()


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"names_a_real_person": True}, "never have a real person"),
        ({"handle": " "}, "its handle"),
        ({"created_on": date(2026, 3, 3)}, "in the future"),
    ],
)
def test_a_profile_that_may_not_be_or_is_not_described_is_refused(people, change, match):
    leaves_nothing(WrongState, lambda: entered(people, **change), match)


def test_it_is_approved_by_another_and_used_until_its_review_is_overdue(people):
    row = approved(people)
    assert row.review_due_on == date(2026, 9, 2)
    check_usable(
        row, user=people.ines, service=people.ines.service_id, moment=datetime(2026, 9, 2, 20, tzinfo=UTC)
    )
    with pytest.raises(WrongState, match="overdue"):
        check_usable(
            row, user=people.ines, service=people.ines.service_id, moment=datetime(2026, 9, 3, 9, tzinfo=UTC)
        )
    with pytest.raises(WrongState, match="not one of its users"):
        check_usable(row, user=people.marian, service=people.ines.service_id, moment=AT)
    with pytest.raises(WrongState, match="waiting for approval"):
        check_usable(entered(people), user=people.ines, service=people.ines.service_id, moment=AT)
    row = covert_profile.review(
        row, found="Still needed", by=people.helen, at=datetime(2026, 9, 3, 10, tzinfo=UTC)
    )
    check_usable(
        row, user=people.ines, service=people.ines.service_id, moment=datetime(2026, 9, 3, 11, tzinfo=UTC)
    )
    assert [str(one) for one in row.checks.all()] == ["review 2026-09-03"]


def test_the_sro_audits_it_and_its_users_are_set(people):
    row = covert_profile.audit(
        approved(people), found="Two uses, each with its look", by=people.simon, at=LATER
    )
    assert row.audited_on == date(2026, 3, 3)
    assert opened(row.checks.get()) == {"found": "Two uses, each with its look"}
    covert_profile.read(row, by=people.simon, at=LATER)
    leaves_nothing(
        WrongState, lambda: covert_profile.audit(row, found=" ", by=people.simon, at=LATER), "what you found"
    )
    row = covert_profile.set_users(row, services=[], users=[people.marian], by=people.helen, at=LATER)
    assert row.users == [people.marian.id]


def test_it_is_declined_with_a_reason_or_retired_with_proof(people):
    row = entered(people)
    leaves_nothing(
        WrongState, lambda: covert_profile.decline(row, why="", by=people.oliver, at=AT), "without a reason"
    )
    row = covert_profile.decline(row, why="Open looks would do", by=people.oliver, at=AT)
    assert row.state == "declined"
    leaves_nothing(
        WrongState,
        lambda: covert_profile.review(row, found="Still needed", by=people.helen, at=AT),
        "Only an approved profile",
    )
    leaves_nothing(
        WrongState,
        lambda: covert_profile.retire(row, proof="Mail of the platform", by=people.helen, at=AT),
        "You cannot retire this profile: its state is “not approved”",
    )
    row = approved(people)
    leaves_nothing(
        WrongState, lambda: covert_profile.retire(row, proof=" ", by=people.helen, at=AT), "how you know"
    )
    row = covert_profile.retire(row, proof="Mail of the platform", by=people.helen, at=LATER)
    assert (row.state, row.retired_on) == ("retired", date(2026, 3, 3))
    assert told(row)[0] == "covert_profile.retired"
    assert opened(row)["proof"] == "Mail of the platform"


def test_who_may_and_nothing_stays_where_the_log_fails(people, monkeypatch):
    row = entered(people)
    acts = {
        lambda by: covert_profile.approve(row, by=by, at=AT): {"oliver", "simon"},
        lambda by: covert_profile.decline(row, why="Open looks would do", by=by, at=AT): {"oliver", "simon"},
        lambda by: covert_profile.retire(row, proof="Mail of the platform", by=by, at=AT): {"helen"},
    }
    for act, allowed in acts.items():
        refused_to_all_but(allowed, people, act, match="only the")
    undone_when_the_log_fails(
        monkeypatch, covert_profile, lambda: covert_profile.approve(row, by=people.oliver, at=AT)
    )
    row = covert_profile.approve(row, by=people.oliver, at=AT)
    acts = {
        lambda by: covert_profile.review(row, found="Still needed", by=by, at=AT): {"helen"},
        lambda by: covert_profile.audit(row, found="Still needed", by=by, at=AT): {"simon"},
        lambda by: covert_profile.set_users(row, services=[], users=[], by=by, at=AT): {"helen"},
    }
    for act, allowed in acts.items():
        refused_to_all_but(allowed, people, act, match="only the")
        undone_when_the_log_fails(
            monkeypatch, covert_profile, lambda act=act, allowed=allowed: act(getattr(people, min(allowed)))
        )


def test_it_is_used_for_its_own_services_alone(people):
    row = covert_profile.approve(entered(people), by=people.oliver, at=AT)
    for service in (uuid4(), None):
        with pytest.raises(WrongState, match="for this service"):
            check_usable(row, user=people.ines, service=service, moment=AT)
