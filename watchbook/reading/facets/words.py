"""The packaged words of requests for what they ask by, count, send and limit to (FOIA s.1(1))."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(files("watchbook.reading.facets").joinpath("words.toml").read_text(encoding="utf-8"))


def words(table: str) -> Mapping[str, str]:
    """Return a table of the list, each name with the ways to write it; KeyError where there is none of that name."""
    found = _data()
    for step in table.split("."):
        found = found[step]
    return found
