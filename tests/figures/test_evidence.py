"""Register rows as evidence: what of them a page folds together."""

from datetime import date
from types import SimpleNamespace

from tests.governance import signed
from watchbook.figures.evidence import of_stated
from watchbook.governance.statements.models import Statement


def test_the_statements_of_a_quarter_are_one_part(people):
    seat, days = signed.trading_standards(), (signed.Q4_2025.first_on, signed.Q4_2025.last_on)
    signed.entered(people, seat, *days, signed_on=date(2026, 1, 9), looks=0)
    [one] = of_stated(SimpleNamespace(statements=Statement.objects.all()))
    assert one.part == "Statements for 1 October 2025 to 31 December 2025"
