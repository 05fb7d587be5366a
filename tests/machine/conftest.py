"""Real servers in homes of their own; what a test starts, it stops."""

import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from tests.machine.backed_up import fill, make, rows
from tests.machine.served import Served, lodge, serve_home
from watchbook.machine import backup, cluster, database, postgres, roles
from watchbook.machine.connection import connect
from watchbook.machine.namespace import first_closed_folder
from watchbook.machine.places import places


@pytest.fixture
def home(tmp_path):
    """A home that is not set up; its server is stopped at the end."""
    here = places(tmp_path / "home")
    yield here
    if here.home.exists():
        postgres.stop(here)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    """A home with a cluster, never started."""
    here = places(tmp_path_factory.mktemp("made") / "home")
    cluster.make(here)
    return here


@pytest.fixture
def made(home, made_once):
    """A home of this test's own with a cluster; copying one is quicker than making one."""
    shutil.copytree(made_once.home, home.home)
    return home


@pytest.fixture(scope="session")
def prepared_once(made_once, tmp_path_factory):
    """A home whose database is prepared, stopped."""
    here = places(tmp_path_factory.mktemp("prepared") / "home")
    shutil.copytree(made_once.home, here.home)
    serve_home(here)
    postgres.stop(here)
    return here


@pytest.fixture
def served(home, prepared_once):
    """A home of this test's own, served."""
    shutil.copytree(prepared_once.home, home.home)
    postgres.start(home)
    return Served(places=home, admin=roles.embedded_admin(home))


@pytest.fixture(scope="session")
def shared(made_once, tmp_path_factory):
    """One served home for the tests that harm nothing."""
    here = places(tmp_path_factory.mktemp("shared") / "home")
    shutil.copytree(made_once.home, here.home)
    yield serve_home(here)
    postgres.stop(here)


@pytest.fixture
def lodger(shared, tmp_path):
    """A lodger of this test's own."""
    yield from lodge(shared, places(tmp_path / "lodger"))


@pytest.fixture
def open_folder():
    """A folder that everybody may enter, as pytest's own are not."""
    folder = Path(tempfile.mkdtemp(prefix="wb"))
    folder.chmod(0o755)
    needed = (folder, cluster.program_folder(), Path(sys.executable).resolve(), Path(__file__))
    if any(first_closed_folder(path) for path in needed):
        pytest.skip("the temporary folder, Python, PostgreSQL or the checkout may not be entered by nobody")
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def filled(lodger):
    """Rows and files of this test's own."""
    fill(lodger)
    return lodger


@pytest.fixture(scope="module")
def standing(shared, tmp_path_factory):
    """Rows, files and a backup, for the tests in which nothing may change."""
    for served in lodge(shared, places(tmp_path_factory.mktemp("standing") / "home")):
        fill(served)
        make(served)
        yield served


@pytest.fixture
def unchanged(standing):
    """That home; afterwards its rows, files and databases are as they were."""

    def state():
        with connect(standing.admin) as connection:
            databases = sorted(
                set(database.names(connection, prefix=standing.name)) - {f"{standing.name}_restoring"}
            )
        return rows(standing, "note"), sorted(standing.places.files.rglob("*")), databases

    before = state()
    yield standing
    assert state() == before


@pytest.fixture
def folder(standing, tmp_path):
    """A copy of its backup, to be spoilt."""
    (made,) = backup.finished(standing.places)
    return Path(shutil.copytree(made, tmp_path / "backup"))
