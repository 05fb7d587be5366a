"""“Organisation”, “place” and “event” take no limit off by one officer's word: somebody else confirms what a subject is."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tests.log import leaves_nothing
from tests.looks import given
from tests.looks.given import AT
from tests.pages import signed_in, words
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.investigations import account, subject, subject_kind
from watchbook.investigations.models import SubjectKind
from watchbook.looks import look, opening, page_view
from watchbook.looks.queries.drift import drift_of

DAY = timedelta(days=1)


def a_firm(people, **options):
    return given.a_subject(people, kind="organisation", **options)


def confirmed(people, row):
    """An account is recorded by the clock, so that is when its kind is confirmed."""
    return subject_kind.confirm(row, row.kind, by=people.marian, at=timezone.now())


def level(row, *, at=AT + 3 * DAY):
    return str(drift_of(row, service=row.investigation.service_id, at=at).standing.level)


def looked_twice(people, row):
    for turn in range(2):
        given.opened(people, row, at=AT + turn * DAY)
    return row


def amended(people, row, kind, *, people_count=None):
    said = subject.SubjectParticulars(called="J")
    return subject.amend(row, said, kind=kind, people=people_count, by=people.ines, at=AT + 2 * DAY)


def test_looks_at_an_organisation_count_until_somebody_else_confirmed_it(people):
    row = looked_twice(people, a_firm(people))
    assert level(row) == "red"
    row = confirmed(people, row)
    assert level(row) == "none"
    assert given.opened(people, row, at=AT + 3 * DAY).level == "none"


def test_what_is_kept_asks_nothing_of_a_subject_whose_looks_are_not_limited(people):
    row = a_firm(people)
    assert look.mark_kept(given.opened(people, row, at=AT), by=people.ines, at=AT).level == "amber"
    seen = given.opened(people, confirmed(people, row), at=AT + DAY)
    assert look.mark_kept(seen, by=people.ines, at=AT + DAY).level == "none"
    told = words(signed_in(people.ines).get(f"/investigations/{row.investigation.reference}/"))
    assert "The number of looks at this subject is not limited." in told
    assert "the officer must say why looking again is not surveillance" not in told


def test_a_group_that_is_called_an_organisation_afterwards_counts_as_before(people):
    row = looked_twice(people, given.a_subject(people, kind="group"))
    row = amended(people, row, SubjectKind.ORGANISATION)
    assert level(row) == "red"
    leaves_nothing(
        NotPermitted, lambda: subject_kind.confirm(row, row.kind, by=people.ines, at=AT), "confirm"
    )


def test_a_confirmation_ends_with_the_kind_and_with_an_account_more(people):
    row = looked_twice(people, confirmed(people, a_firm(people)))
    given_again = amended(people, row, SubjectKind.PLACE)
    assert (given_again.kind_confirmed_by, level(given_again)) == (None, "red")
    row = confirmed(people, given_again)
    assert level(row) == "none"
    joined = {"basis": "linked", "reason": "It says so"}
    account.add(row, given.OTHER_PROFILE, **joined, by=people.ines, at=AT + 2 * DAY)
    assert level(row) == "red"


def test_an_account_that_is_a_persons_elsewhere_is_no_organisations_here(people):
    given.a_subject(people)
    row = looked_twice(people, confirmed(people, a_firm(people)))
    assert level(row) == "red"


def test_under_what_is_no_person_nobody_elses_page_is_opened(people):
    row = confirmed(people, a_firm(people))
    told = given.ask(row, address="https://www.facebook.com/photo?fbid=1")
    leaves_nothing(
        WrongState, lambda: opening.open(told, by=people.ines, at=AT), "looks at it are not limited"
    )
    bare = confirmed(people, a_firm(people, profile=""))
    told = given.ask(bare, address="https://x.com/jane_doe")
    leaves_nothing(
        WrongState, lambda: opening.open(told, by=people.ines, at=AT), "looks at it are not limited"
    )
    look = given.opened(people, row)
    leaves_nothing(
        WrongState,
        lambda: page_view.add(look, "https://x.com/jane_doe", by=people.ines, at=AT),
        "looks at it are not limited",
    )
    page_view.add(look, f"{given.PROFILE}/photos", by=people.ines, at=AT)


def test_the_line_manager_is_asked_and_confirms_on_the_page(people):
    row = looked_twice(people, a_firm(people))
    manager, whole = signed_in(people.marian), row.investigation.reference
    assert "recorded as “organisation”, not as a person" in words(manager.get("/"))
    page = reverse("investigations:subject", args=[whole, row.number])
    told = words(manager.get(page))
    assert "count as looks at a person" in told
    assert "Accounts to check facebook.com/janeroeseller (https://facebook.com/janeroeseller)" in told
    assert "Accounts to check" not in words(signed_in(people.ines).get(page))
    confirm = reverse("investigations:kind_confirm", args=[whole, row.number])
    assert signed_in(people.ines).post(confirm, {"kind": "organisation"}).status_code == 403
    assert manager.post(confirm, {"kind": "organisation"}).status_code == 302
    assert "count as looks at a person" not in words(manager.get(page))
    assert "not as a person" not in words(manager.get("/"))


def test_a_kind_that_was_changed_meanwhile_or_is_a_persons_is_not_confirmed(people):
    firm, jane = a_firm(people), given.a_subject(people, profile=given.OTHER_PROFILE)
    for row, shown in ((firm, "place"), (jane, "person")):
        with pytest.raises(WrongState, match="Read the page"):
            subject_kind.confirm(row, shown, by=people.marian, at=AT)


def test_the_database_lets_nobody_confirm_their_own_word(people):
    row = a_firm(people)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(kind_confirmed_by=people.ines, kind_confirmed_at=AT)
