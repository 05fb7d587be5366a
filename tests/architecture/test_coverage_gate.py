"""The coverage gate asks for every branch where the law is decided or written, and leaves no file out."""

from tests.each import each
from tools.coverage_gate import ROOT, wanted


@each(
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
        ("config/asgi", 90),
    ],
)
def test_each_kind_of_file_has_its_bound(module, bound):
    assert wanted(ROOT / "watchbook" / f"{module}.py") == bound
