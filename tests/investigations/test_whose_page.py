"""Whose page an address shows: somebody's, or may be, or nobody's, as a newspaper's or a register's is."""

import tomllib
from pathlib import Path

from watchbook.investigations.account_address import recognise
from watchbook.investigations.whose_page import could_be_somebodys

HERE = Path(__file__).parent
ROWS = tomllib.loads((HERE / "whose_pages.toml").read_text(encoding="utf-8"))
SITES = (HERE / "ordinary_sites.txt").read_text(encoding="utf-8").split()


def somebodys(addresses):
    return [one for one in addresses if could_be_somebodys(recognise(one))]


def test_an_account_and_whatever_may_lead_to_one_is_somebodys():
    assert somebodys(ROWS["somebodys"]) == ROWS["somebodys"]


def test_ordinary_pages_are_nobodys():
    assert somebodys(ROWS["nobodys"]) == []


def test_the_front_pages_of_ordinary_sites_are_nobodys():
    assert somebodys(f"https://www.{one}/" for one in SITES) == []
