"""A test run: its folder, its mode, and Django only where a file asked for needs it.

Loaded by pytest's `-p` before Django's settings, which read what is said here; tools that measure import it for the same.
A worker of pytest-xdist takes over the run of its controller.
"""

import atexit
import gc
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from _pytest import runner

from tests.needs import need_django

PREFIX = "watchbook_test"
ADMIN_ADDRESS = "TESTS_ADMIN_ADDRESS"
IS_COUNTED = "TESTS_COUNTED"
IS_CONTROLLER = "PYTEST_XDIST_WORKER" not in os.environ
ROOM = 60_000  # pointers; deeper than any test calls


def _begin():
    """A folder for all that the run keeps, in memory where there is such a folder: keys are written through one by one."""
    home = tempfile.mkdtemp(prefix="watchbook-test-")
    memory = tempfile.mkdtemp(prefix="watchbook-test-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
    (Path(memory) / "keys").mkdir(mode=0o700)
    (Path(home) / "keys").symlink_to(Path(memory) / "keys")
    atexit.register(_end, os.getpid(), home, memory)
    os.environ |= {
        "WATCHBOOK_MODE": "test",
        "WATCHBOOK_HOME": home,
        "WATCHBOOK_ROLE_PREFIX": PREFIX,
        "WATCHBOOK_CAPTURE_FOLDER": memory,
        ADMIN_ADDRESS: os.environ.pop("DATABASE_URL", ""),
        # As watchbook.files.workbook sets it, before a test imports openpyxl itself.
        "OPENPYXL_LXML": "False",
    }


def _end(process, *folders):
    """Remove the folders, in the process that made them and in no fork of it."""
    if os.getpid() == process:
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)


if IS_CONTROLLER:
    _begin()
HOME = Path(os.environ["WATCHBOOK_HOME"])


def roomy(run):
    """The same function with room for the frames of all that it calls.

    CPython takes frames from pieces of 16 KB and gives each back as soon as it is empty: a loop whose calls cross from
    one piece into the next asks the kernel for memory each time, which took up to 40 % of a test's processor time.
    """

    def with_room(*arguments, **named):
        return run(*arguments, **named)

    with_room.__code__ = with_room.__code__.replace(co_stacksize=ROOM)
    return with_room


runner.runtestprotocol = roomy(runner.runtestprotocol)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config):
    """Say which settings pytest-django sets up, and then bring the fixtures that stand on them."""
    gc.disable()
    _count_by_monitoring(early_config)
    asked = early_config.known_args_namespace.file_or_dir
    if asked and not need_django([_path(early_config, one) for one in asked]):
        return (yield)
    os.environ["DJANGO_SETTINGS_MODULE"] = "watchbook.config.settings"
    pytest.register_assert_rewrite("tests.fixtures")  # a folder's conftest may import it first
    done = yield
    early_config.pluginmanager.import_plugin("tests.shares")
    early_config.pluginmanager.import_plugin("tests.fixtures")
    return done


def pytest_collection_finish():
    """All that was imported and collected stays to the end: looking for garbage in it takes a second each time.

    Looking among fifty thousand new objects at once, and not among two, takes a third less in all.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


def _count_by_monitoring(early_config):
    """Where lines are counted at all, here and in the workers; only then is coverage.py imported."""
    if IS_CONTROLLER and early_config.known_args_namespace.cov_source:
        os.environ[IS_COUNTED] = "1"
    if IS_COUNTED in os.environ:
        early_config.pluginmanager.import_plugin("tests.measuring")


def _path(early_config, asked):
    return Path(os.path.normpath(early_config.invocation_params.dir / asked.split("::")[0]))
