"""A fixture's council has the services that its files name, and what is wrong in a file is told by its own import."""

import pytest

from tests.foi.registers import STATEMENTS
from tests.given import AT
from watchbook.demo.fixture_council import load_fixture_council
from watchbook.demo.not_loaded import NotLoaded
from watchbook.governance.statements.models import Statement
from watchbook.organisation.models import Service

Q3 = "line_manager,{service},2019-07-01,2019-09-30,2019-10-03,none,,,,,,,,,,"


@pytest.fixture
def folder(tmp_path):
    """Writes the two files that name services."""

    def made(*, services=None, statements=()):
        if services is not None:
            (tmp_path / "services.csv").write_text("\n".join(["name,closed_on", *services]))
        lines = [STATEMENTS, *(Q3.format(service=name) for name in statements)]
        (tmp_path / "statements.csv").write_text("\n".join(lines))
        return tmp_path

    return made


def names():
    """The services there are."""
    return set(Service.objects.values_list("name", flat=True))


def test_a_service_is_there_by_its_own_row_or_by_its_statement_and_once(db, folder):
    load_fixture_council(folder(services=["Housing,", "Parks,"], statements=["housing", "Licensing"]), at=AT)
    assert names() == {"Housing", "Parks", "Licensing"}
    assert Statement.objects.count() == 2


def test_without_a_file_of_services_the_statements_name_them(db, folder):
    load_fixture_council(folder(statements=["Housing"]), at=AT)
    assert names() == {"Housing"}


def test_a_statement_of_no_service_is_refused_by_its_line(db, folder):
    with pytest.raises(NotLoaded, match=r"statements\.csv of .* Line 2: "):
        load_fixture_council(folder(statements=[""]), at=AT)


def test_a_file_without_a_heading_is_refused_by_its_own_import(db, folder):
    made = folder()
    (made / "statements.csv").write_text("")
    with pytest.raises(NotLoaded, match=r"statements\.csv"):
        load_fixture_council(made, at=AT)
