"""Who reads statements, who signs which, who is told, and who may load them."""

from uuid import uuid4

from tests.rights import those_who_may
from watchbook.governance.statements.permissions import (
    may_import_statements,
    may_read_statements,
    may_see_who_has_not_signed,
    may_sign_statement,
    may_sign_statements,
)
from watchbook.organisation.models import Service

GOVERNING = {"helen", "simon", "leila", "bryn", "fatima", "oliver", "edmund", "ivo", "winston"}


def test_those_who_govern_answer_check_and_lead_read(people):
    assert those_who_may(people, may_read_statements) == GOVERNING | {"judith", "marian"}


def test_each_duty_signs_its_own_page(people):
    assert those_who_may(people, may_sign_statements) == {"marian", "edmund", "helen", "simon"}
    theirs = Service.objects.get()
    assert those_who_may(people, may_sign_statement, "line_manager", theirs) == {"marian"}
    assert those_who_may(people, may_sign_statement, "line_manager", Service(id=uuid4())) == set()
    assert those_who_may(people, may_sign_statement, "line_manager", None) == set()
    for duty, who in (
        ("internal_auditor", "edmund"),
        ("ripa_coordinator", "helen"),
        ("senior_responsible_officer", "simon"),
    ):
        assert those_who_may(people, may_sign_statement, duty, None) == {who}
    assert those_who_may(people, may_sign_statement, "solicitor", None) == set()


def test_the_sro_is_told_who_has_not_signed(people):
    assert those_who_may(people, may_see_who_has_not_signed) == {"simon"}


def test_statements_are_loaded_by_the_sro(people):
    assert those_who_may(people, may_import_statements) == {"simon"}
