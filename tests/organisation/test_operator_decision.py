"""The operator as the second person of a recovery: only where nobody in Watchbook could agree, and told to everybody."""

from argparse import ArgumentParser
from datetime import timedelta

import pytest
from django.utils import timezone

from tests import given
from tests.log import everything
from tests.organisation.factors import with_codes
from tests.organisation.recovering import LONG_AGO, a_recovery_by_bashir, with_password
from tests.pages import signed_in, words
from watchbook.organisation import cli, duty, person, recovery
from watchbook.organisation.models import Duty, Recovery
from watchbook.organisation.queries import today
from watchbook.organisation.second_factor import factors_of

EMAIL = given.address("bashir")


def run(email=EMAIL):
    parser = ArgumentParser()
    cli.add_commands(parser.add_subparsers())
    args = parser.parse_args(["recover", email, "--identity", "staff_pass"])
    return args.run(args)


def ask(people, lost):
    return signed_in(people.ada).post(
        f"/organisation/people/{people.bashir.id}/recover/", {"lost": lost, "identity": "staff_pass"}
    )


@pytest.fixture
def without_officers(people):
    """Two administrators, as on the first day."""
    for row in Duty.objects.filter(kind__in=["senior_responsible_officer", "data_protection_officer"]):
        duty.end(row, on=row.from_on, by=people.ada, at=given.AT)
    assert row.until_on is None or row.until_on < today()
    with_codes(with_password(people.bashir))
    return people


def test_a_lost_phone_on_the_first_day_is_no_dead_end(without_officers, capsys):
    people = without_officers
    assert run() == 1
    assert "no recovery is under way" in capsys.readouterr().out
    assert ask(people, "second_factor").status_code == 302
    assert run() == 0
    assert (
        "Everybody with an account sees the recovery under “Your work”. To complete the recovery, run this command again after"
        in capsys.readouterr().out
    )
    for name in ("ada", "ines", "nell"):
        assert "The operator of Watchbook agreed to recover the account of Bashir" in words(
            signed_in(getattr(people, name)).get("/")
        )
    page = f"/organisation/recoveries/{Recovery.objects.get().pk}/"
    assert f'href="{page}"' in signed_in(people.ada).get("/").text
    assert page not in signed_in(people.nell).get("/").text
    shown = words(signed_in(people.ada).get(page))
    assert "Decided by the operator of Watchbook, " in shown
    assert "How the operator of Watchbook checked the owner’s identity not recorded yet" in shown
    before = everything()
    if run():
        assert everything() == before
        assert "You cannot complete this recovery before" in capsys.readouterr().out
        Recovery.objects.update(decided_at=timezone.now() - LONG_AGO - timedelta(days=1))
        assert run() == 0
    assert factors_of(people.bashir) == {}


def test_the_operator_does_not_decide_where_another_can(people, capsys):
    with_codes(with_password(people.bashir))
    ask(people, "second_factor")
    before = everything()
    assert run() == 1
    assert "You cannot decide on this recovery" in capsys.readouterr().out
    assert everything() == before


def test_the_only_administrator_gets_back_in_by_the_sro_and_the_operator(people, capsys):
    simon, asks = signed_in(people.simon), {"lost": "second_factor", "identity": "staff_pass"}
    account = f"/organisation/people/{people.ada.id}/"
    with_codes(with_password(people.ada))
    assert "Recover this account" not in words(simon.get(account))
    assert simon.post(f"{account}recover/", asks).status_code == 403
    person.close(people.bashir, by=people.simon, at=timezone.now())
    assert simon.post(f"/organisation/people/{people.nell.id}/recover/", asks).status_code == 403
    assert "Recover this account" in words(simon.get(account))
    asked = simon.post(f"{account}recover/", asks)
    assert simon.post(f"{asked['Location']}agree/").status_code == 403
    assert "Recovery of the account of Ada, asked for by Simon" in words(signed_in(people.fatima).get("/"))
    assert run(given.address("ada")) == 0
    assert "The operator of Watchbook agreed to recover the account of Ada" in words(simon.get("/"))
    Recovery.objects.update(decided_at=timezone.now() - LONG_AGO - timedelta(days=1))
    assert run(given.address("ada")) == 0
    assert "You removed the second factor." in capsys.readouterr().out
    assert factors_of(people.ada) == {}


def test_an_administrator_who_stopped_the_recovery_of_their_own_account_is_told_so(people):
    row = a_recovery_by_bashir(people, with_password(people.ada))
    recovery.stop(row, by=people.ada, at=timezone.now())
    own = words(signed_in(people.ada).get("/"))
    assert "You stopped the recovery of your account that Bashir asked for" in own
    assert "change your password if you did not ask for the recovery" in own
    assert "Ada stopped the recovery of their account that Bashir asked for" in words(
        signed_in(people.simon).get("/")
    )
