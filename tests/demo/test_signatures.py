"""Harrowmere's statements: signed each by its own signer, a few days after each quarter, up to today."""

from datetime import date

from watchbook.demo.signatures import FIRST_ON, FORGOTTEN, LACKING
from watchbook.governance.documents.models import NoneHeld
from watchbook.governance.statements.missing import not_signed
from watchbook.governance.statements.models import Matter, Statement
from watchbook.governance.statements.queries import stated
from watchbook.governance.statements.rules import last_whole_quarter, quarters_touching
from watchbook.organisation.models import Service
from watchbook.organisation.queries import today


def test_every_quarter_is_signed_by_everybody_but_the_one_that_was_forgotten(loaded):
    quarters = quarters_touching(FIRST_ON, last_whole_quarter(today()).last_on)
    signers = Service.objects.count() + 3
    assert Statement.objects.count() == len(quarters) * signers - 1
    service, first_on = FORGOTTEN
    assert not Statement.objects.filter(service__name=service, first_on=first_on).exists()


def test_each_signed_for_themselves_soon_after_the_quarter(loaded):
    rows = Statement.objects.select_related("recorded_by", "service")
    assert all(row.last_on < row.signed_on <= today() for row in rows)
    managers = [row for row in rows if row.service]
    assert all(row.recorded_by.service == row.service for row in managers)


def test_the_last_quarter_is_stated_for_what_has_a_register_and_for_nothing_else(loaded):
    quarter = last_whole_quarter(today())
    days = {"first_on": quarter.first_on, "last_on": quarter.last_on, "on": today()}
    for matter in (
        Matter.LOOKS,
        Matter.TOOLS,
        Matter.METHODS,
        Matter.FORMS,
        Matter.LETTERS,
        Matter.INSPECTIONS,
        Matter.AUDITS,
        Matter.AUTHORISATIONS,
        Matter.COVERT_PROFILES,
    ):
        assert stated(matter, **days)
    for matter in (Matter.PROFILES,):
        assert stated(matter, **days) is None


def test_what_the_council_lacks_is_signed_as_not_held(loaded):
    assert set(NoneHeld.objects.values_list("kind", flat=True)) == set(LACKING)


def test_nobody_waits_with_a_statement_of_the_last_quarter(loaded):
    waiting = {one.quarter.first_on for one in not_signed(today())}
    assert last_whole_quarter(today()).first_on not in waiting
    assert waiting <= {FORGOTTEN[1], *(date(2025, month, 1) for month in (1, 4, 7, 10))}
