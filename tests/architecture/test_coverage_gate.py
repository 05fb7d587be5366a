"""The coverage gate asks for every branch where the law is decided or written, and leaves no file out."""

import pytest

from tools.coverage_gate import ROOT, is_owed, wanted


@pytest.mark.parametrize(
    ("module", "bound"),
    [
        ("law/clocks", 100),
        ("ledger/leaf", 100),
        ("organisation/rules", 100),
        ("organisation/states", 100),
        ("foi/permissions", 100),
        ("organisation/duty", 100),
        ("organisation/founding", 100),
        ("foi/queries", 90),
        ("machine/guard", 90),
        ("config/wsgi", 90),
    ],
)
def test_each_kind_of_file_has_its_bound(module, bound):
    assert wanted(ROOT / "watchbook" / f"{module}.py") == bound


@pytest.mark.parametrize(
    ("module", "covered", "owed"),
    [
        ("looks/look", 99.0, True),
        ("looks/look", 59.0, False),
        ("law/clocks", 99.0, False),
        ("ledger/leaf", 99.0, False),
    ],
)
def test_what_a_part_owes_fails_no_run_above_the_floor_and_the_law_owes_nothing(module, covered, owed):
    assert is_owed(ROOT / "watchbook" / f"{module}.py", covered) is owed
