"""Links to council accounts: one for each person and account, made by the holder alone, in SQL too."""

import pytest
from django.db import IntegrityError, connection, transaction

from tests import given
from tests.log import leaves_nothing, told, undone_when_the_log_fails
from tests.organisation.recovering import SEEN, a_colleague
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.record import record
from watchbook.organisation import council_account, disposal, failed_sign_ins, person, sign_in
from watchbook.organisation.linked_account import CouncilAccount

ISSUER = "https://login.council.invalid"


def link(whose, *, by=None, subject="s-1"):
    return council_account.link(whose, issuer=ISSUER, subject=subject, by=by or whose, at=given.AT)


def test_nobody_links_or_unlinks_for_another_not_even_an_administrator(people):
    leaves_nothing(NotPermitted, lambda: link(people.ines, by=people.ada), "only the owner of the account")
    link(people.ines)
    leaves_nothing(NotPermitted, lambda: council_account.unlink(people.ines, by=people.ada, at=given.AT))


def test_an_account_is_one_persons_and_a_person_has_one(people):
    link(people.ines)
    leaves_nothing(WrongState, lambda: link(people.nell), "it is linked to another Watchbook account")
    leaves_nothing(WrongState, lambda: link(people.ines, subject="s-2"), "you have already linked one")
    council_account.unlink(people.ines, by=people.ines, at=given.AT)
    assert told(people.ines)[0] == "council_account.unlinked"
    link(people.nell)
    leaves_nothing(
        WrongState,
        lambda: council_account.unlink(people.ines, by=people.ines, at=given.AT),
        "you have not linked one",
    )


def test_nobody_is_left_with_a_password_alone_where_a_second_factor_is_required(people, settings):
    link(people.ines)
    settings.SECOND_FACTOR_REQUIRED = True
    leaves_nothing(
        WrongState,
        lambda: council_account.unlink(people.ines, by=people.ines, at=given.AT),
        "you have no passkey and no codes from an app",
    )
    assert people.ines.council_accounts.exists()


def test_the_log_fails_and_nothing_is_linked(people, monkeypatch):
    undone_when_the_log_fails(monkeypatch, council_account, lambda: link(people.ines))
    link(people.nell)
    undone_when_the_log_fails(
        monkeypatch, council_account, lambda: council_account.unlink(people.nell, by=people.nell, at=given.AT)
    )


@transaction.atomic
def linked_by_sql(whose, *, beside, by):
    """A link beside an event about the same person."""
    record(beside, subject=whose, by=by, at=given.AT)
    CouncilAccount(person=whose, issuer=ISSUER, subject="of-a-thief").save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_sql_links_nobody_without_their_own_event(people):
    for beside, by in ((council_account.LINKED, people.ada), (failed_sign_ins.FAILED, people.ines)):
        with pytest.raises(IntegrityError, match="left no event"):
            linked_by_sql(people.ines, beside=beside, by=by)
    linked_by_sql(people.ines, beside=council_account.LINKED, by=people.ines)


def test_a_linked_account_counts_as_a_way_in_and_goes_with_the_account(people):
    link(people.nell)
    leaves_nothing(
        NotPermitted, lambda: sign_in.make_link(people.nell, identity=SEEN, by=people.ada, at=given.AT)
    )
    carys = a_colleague(people)
    link(carys, subject="s-3")
    person.close(carys, by=people.ada, at=given.AT)
    disposal.dispose(carys.id, by=people.winston, at=given.AT)
    assert [row.person for row in CouncilAccount.objects.all()] == [people.nell]
    assert str(CouncilAccount.objects.get())
