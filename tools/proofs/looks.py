"""Looks: the accounts that addresses name (issue 6)."""

import tomllib

from tools.proofs.showing import ROOT, Line, pass_tests

ADDRESSES = ROOT / "tests" / "investigations" / "addresses.toml"


def accounts_from_addresses() -> str:
    """Variants that are one account, pairs that differ, addresses that name nobody, hostile ones; then anything at all."""
    rows = tomllib.loads(ADDRESSES.read_text(encoding="utf-8"))
    one, differ, none = (
        sum(len(group["addresses"]) for group in rows[kind]) for kind in ("one", "differ", "none")
    )
    refused = sum(map(len, rows["refused"].values()))
    assert one + differ + none + refused >= 200, "fewer than 200 addresses"
    passed = pass_tests("tests/investigations/test_account_address.py", "tests/looks/test_cli.py")
    return f"{one} addresses of {len(rows['one'])} accounts, {differ} that differ, {none} that name none, {refused} refused; {passed}"


LINES = (
    Line(
        "≥ 200 real-form addresses: variants are one account, look-alikes are not, hostile ones are refused",
        accounts_from_addresses,
    ),
)
