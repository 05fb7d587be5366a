"""A fixture's council: founded with whoever keeps registers, its services, and the register files of its folder."""

import csv
from datetime import datetime
from pathlib import Path

from watchbook.demo.cast import ADMINISTRATORS, found_fictional_council
from watchbook.demo.register_files import check_folder, load
from watchbook.organisation import service
from watchbook.organisation.models import Person, Service

SERVICES, STATEMENTS = "services.csv", "statements.csv"


def load_fixture_council(folder: Path, *, at: datetime) -> None:
    """Found the council and load its folder. Raises NotLoaded, naming the file and the row."""
    check_folder(folder)
    people = found_fictional_council(name="Fictional Council", at=at)
    _add_services(folder, by=people[ADMINISTRATORS[0].email], at=at)
    load(folder, by=list(people.values()), at=at)


def _add_services(folder: Path, *, by: Person, at: datetime) -> None:
    """A fixture's statements are taken at their word about which services there are, beside its file of services."""
    listed = {row.get("name", "").strip().casefold() for row in _rows(folder / SERVICES)}
    for name in sorted({row.get("service", "").strip() for row in _rows(folder / STATEMENTS)}):
        is_there = name.casefold() in listed or Service.objects.filter(name__iexact=name).exists()
        if name and not is_there:
            service.add(name=name, by=by, at=at)


def _rows(path: Path) -> list[dict[str, str]]:
    """The rows of a file as they stand; what is wrong in it is told by its own import."""
    if not path.exists():
        return []
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    return [
        {str(column): str(cell or "") for column, cell in row.items()}
        for row in csv.DictReader(text.splitlines())
    ]
