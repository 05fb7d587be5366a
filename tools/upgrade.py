"""A home of an earlier commit upgraded to this one: every act before, the guards of a fresh database, rows vouched for from then on.

Usage: upgrade.py [COMMIT]. A worktree of the commit sets up a home and loads the demonstration; this checkout's own `setup`
upgrades it. It ends with 1 if anything does not hold, or if a row of before that is then changed past the log goes unseen.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BEFORE_ROW_DIGESTS = "2c4f235b"
RUN = "import sys; from {module} import {name}; sys.argv[0] = 'watchbook'; sys.exit({name}())"
VENDOR = "watchbook/web/static/vendor"
CHANGED = """
import django; django.setup()
from watchbook.machine import cluster, installation
from watchbook.machine.connection import connect, in_embedded
to = in_embedded(installation.places(), role="superuser", user=cluster.SUPERUSER, database=installation.database_name())
with connect(to) as sql:
    sql.execute("SET session_replication_role = replica")
    sql.execute("UPDATE organisation_service SET name = name || ' ' WHERE id = (SELECT min(id::text)::uuid FROM organisation_service)")
"""


def command(root: Path) -> list[str]:
    """The command of the checkout at `root`, which an earlier one may begin in another module."""
    scripts = tomllib.loads((root / "pyproject.toml").read_text())["project"]["scripts"]
    module, _, name = scripts["watchbook"].partition(":")
    return [sys.executable, "-c", RUN.format(module=module, name=name)]


def watchbook(root: Path, home: Path, *words: str) -> str:
    """Return what a command of the checkout at `root` says. Raises CalledProcessError with what it said."""
    told = [*([sys.executable] if words[0] == "-c" else command(root)), *words]
    done = subprocess.run(
        told, env=environment(root, home), cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0 or words[0] in {"doctor", "audit-log"}, (
        done.stdout[-2000:] + done.stderr[-2000:]
    )
    return done.stdout


def environment(root: Path, home: Path) -> Mapping[str, str]:
    """The checkout's code on the home."""
    told = {"PYTHONPATH": str(root), "WATCHBOOK_MODE": "demo", "WATCHBOOK_HOME": str(home)}
    told |= {"WATCHBOOK_PORT": str(free_port()), "DJANGO_SETTINGS_MODULE": "watchbook.config.settings"}
    return {**os.environ, **told}


def free_port() -> int:
    """A port that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


@contextmanager
def serving(root: Path, home: Path) -> Iterator[None]:
    """The checkout at `root` serves the home."""
    log = home.parent / "serve.log"
    with log.open("w") as out:
        served = subprocess.Popen(
            [*command(root), "serve"], env=environment(root, home), cwd=root, stdout=out, stderr=out
        )
    try:
        until = time.monotonic() + 1800
        while "web: answers" not in log.read_text():
            assert served.poll() is None, log.read_text()[-2000:]
            assert time.monotonic() < until, log.read_text()[-2000:]
            time.sleep(0.5)
        yield
    finally:
        served.terminate()
        served.wait()


def main(commit: str) -> int:
    """Make, upgrade, ask."""
    with tempfile.TemporaryDirectory(prefix="watchbook-upgraded-") as folder:
        old, home = Path(folder) / "old", Path(folder) / "home"
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "-q", "--detach", str(old), commit], check=True)
        try:
            (old / VENDOR).symlink_to(ROOT / VENDOR)
            watchbook(old, home, "setup")
            with serving(old, home):
                watchbook(old, home, "demo")
        finally:
            subprocess.run([*git, "remove", "--force", str(old)], check=True)
        watchbook(ROOT, home, "setup")
        with serving(ROOT, home):
            doctor, verified = watchbook(ROOT, home, "doctor"), watchbook(ROOT, home, "audit-log", "verify")
            watchbook(ROOT, home, "-c", CHANGED)
            after = watchbook(ROOT, home, "audit-log", "verify")
        shutil.rmtree(home, ignore_errors=True)
    wrong = [one for one in doctor.splitlines() if "Guards:" in one and not one.startswith("ok")]
    assert not wrong, wrong
    assert verified.startswith("Everything holds."), verified
    assert "of organisation_service" in after, after
    assert "bypassing the audit log" in after, after
    print(f"a home of {commit} upgraded: its guards are those of a fresh one; {' '.join(verified.split())}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:] or [BEFORE_ROW_DIGESTS]))
