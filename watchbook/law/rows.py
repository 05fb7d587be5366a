"""Rows of the files that hold the law, read as the fields of what they become."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

# What a field is called where the word in the file says less, or is one of Python's own.
NAMES = {"from": "since", "required": "is_required", "of_subjects": "is_of_subjects", "minor": "is_minor"}


def read(path: Path) -> dict[str, Any]:
    """Read one file of the law."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def fields(row: Mapping[str, Any]) -> dict[str, Any]:
    """Give a row's values by the names of fields; a list becomes a tuple, so that nobody can change it."""
    return {
        NAMES.get(name, name): tuple(value) if isinstance(value, list) else value
        for name, value in row.items()
    }
