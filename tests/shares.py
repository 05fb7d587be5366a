"""What a whole run needs before its first test, made once for all workers: on a fresh checkout nothing of it is kept.

Each worker imports its share of the test files first, and with that keeps their assertions as pytest rewrites them; then it
collects all as ever, and finds the other shares made. Meanwhile the migrated template is made beside them.
"""

import contextlib
import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis.internal.constants_ast import constants_from_module

CHECKOUT = Path(__file__).parent.parent
# It stays, so that the server does; it ends with whoever started it.
MAKE_TEMPLATE = "import sys; from tests import server\nwith server.fresh_database(): sys.stdin.read()"
A_WORKER = {"PYTEST_XDIST_WORKER": "template"}  # it takes over the folder of this run
_making = contextlib.ExitStack()


def is_whole(config):
    """Whether no file was named: what one file needs is soon made."""
    return config.args == config.getini("testpaths")


def share(config, things):
    """What this worker makes of them; nothing where no whole run is shared among workers."""
    worker = getattr(config, "workerinput", None)
    if worker is None or not is_whole(config):
        return []
    return things[int(worker["workerid"].removeprefix("gw")) :: worker["workercount"]]


def pytest_sessionstart(session):
    """Have the template made by a process that only the controller of workers starts."""
    if is_whole(session.config) and session.config.getoption("numprocesses", None):
        making = subprocess.Popen(
            [sys.executable, "-c", MAKE_TEMPLATE],
            cwd=CHECKOUT,
            env=os.environ | A_WORKER,
            stdin=subprocess.PIPE,
        )
        _making.callback(making.communicate)


def pytest_sessionfinish():
    """Let it end."""
    _making.close()


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session):
    """Have the assertions of this share rewritten; what cannot be imported is told when it is collected."""
    for path in share(session.config, sorted((CHECKOUT / "tests").rglob("test_*.py"))):
        with contextlib.suppress(Exception, pytest.skip.Exception):
            importlib.import_module(".".join(path.relative_to(CHECKOUT).with_suffix("").parts))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config):
    """Have Hypothesis keep the constants of this share of our modules, which it reads from their syntax trees."""
    for name in share(config, sorted(name for name in sys.modules if name.startswith("watchbook."))):
        constants_from_module(sys.modules[name])
