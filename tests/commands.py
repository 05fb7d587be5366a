"""Our commands as a person gives them: the installed program in a process of its own, or quicker in this one."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.patience import PATIENCE

PROGRAM = Path(sys.executable).with_name("watchbook")
NEVER_SEEN = ("Traceback", "Error:", "Exception")


class EndedCommand(NamedTuple):
    """A command that has ended: its exit code, its data, and what it said beside them."""

    code: int
    data: str
    beside: str

    @property
    def lines(self):
        """The data as JSON objects, one a line."""
        return [json.loads(line) for line in self.data.splitlines()]


def environment(variables):
    """This process's environment without what steers our tests or counts lines, and with these variables."""
    ours = ("WATCHBOOK_", "DATABASE_", "DJANGO_", "TESTS_", "PYTEST_", "COV")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    passed_on = {name: os.environ[name] for name in ("WATCHBOOK_POSTGRES_BIN",) if name in os.environ}
    return {**kept, **passed_on, "WATCHBOOK_MODE": "test", **variables}


def watchbook(*arguments, variables, stdin=b""):
    """Run a command in a process of its own to its end; whatever happens, nobody sees a traceback."""
    ran = subprocess.run(
        [PROGRAM, *arguments],
        env=environment(variables),
        input=stdin,
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    return _looked_at(EndedCommand(ran.returncode, ran.stdout.decode(), ran.stderr.decode()))


def watchbook_here(main, *arguments, capsys, monkeypatch, stdin=b""):
    """The same in this process, for the many ways to be refused."""
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        try:
            code = main(arguments)
        except SystemExit as end:  # argparse's way
            code = end.code
    return _looked_at(EndedCommand(code, *capsys.readouterr()))


def _looked_at(done):
    assert not [word for word in NEVER_SEEN if word in done.data + done.beside], done
    return done
