"""The figures of a bare machine: a fresh clone with empty caches, `make demo` twice, `make check test`, disk used."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


def bare_machine(root: Path) -> str:
    """Measure in a clone of what is committed; the bare download stands beside the cold run as its floor."""
    with _clone_of(root) as clone:
        environment = _empty_caches(clone.parent)
        cold = _seconds(["make", "demo"], clone=clone, environment=environment)
        warm = _seconds(["make", "demo"], clone=clone, environment=environment)
        _seconds(["make", "stop"], clone=clone, environment=environment)
        disk = _megabytes(clone)
        no_port = {name: value for name, value in environment.items() if name != "WATCHBOOK_PORT"}
        tests = _seconds(["make", "check", "test"], clone=clone, environment=no_port)
        download = _download(clone, environment=_empty_caches(clone.parent / "again"))
    return (
        f"`make demo` cold {cold:.1f} s (bare download of the same packages {download:.1f} s, ratio {cold / download:.1f}), "
        f"warm {warm:.1f} s; `make check test` {tests:.0f} s; {disk} MB on disk after the demonstration"
    )


def bare_demo(root: Path) -> tuple[float, float]:
    """Seconds of `make demo` in a clone with empty caches, and of the bare installation of the same packages."""
    with _clone_of(root) as clone:
        environment = _empty_caches(clone.parent)
        cold = _seconds(["make", "demo"], clone=clone, environment=environment)
        _seconds(["make", "stop"], clone=clone, environment=environment)
        return cold, _download(clone, environment=_empty_caches(clone.parent / "again"))


@contextmanager
def _clone_of(root: Path) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="bare-machine-"))
    folder.chmod(0o755)  # the database's user and the capture's run what is in it
    clone = folder / "watchbook"
    try:
        subprocess.run(["git", "clone", "--quiet", str(root), str(clone)], check=True)
        yield clone
    finally:
        if clone.exists():
            subprocess.run(["make", "stop"], cwd=clone, capture_output=True, check=False)
        shutil.rmtree(folder, ignore_errors=True)


def _empty_caches(folder: Path) -> Mapping[str, str]:
    """An environment in which no earlier download helps, and none of our settings leaks in."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("WATCHBOOK_") and name != "VIRTUAL_ENV"
    }
    caches = {name: str(folder / name) for name in ("UV_CACHE_DIR", "PIP_CACHE_DIR", "npm_config_cache")}
    return kept | caches | {"WATCHBOOK_PORT": str(_free_port())}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    return port


def _seconds(command: list[str], *, clone: Path, environment: Mapping[str, str]) -> float:
    begun = time.monotonic()
    done = subprocess.run(
        command, cwd=clone, env=dict(environment), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}: {done.stdout[-400:]} {done.stderr[-400:]}"
    return time.monotonic() - begun


def _download(clone: Path, *, environment: Mapping[str, str]) -> float:
    """The packages alone, fetched and unpacked by the same installer into an empty environment."""
    target, uv = clone.parent / "download", clone / ".boot" / "bin" / "uv"
    installer = str(uv) if uv.exists() else "uv"  # as tools/bootstrap.sh finds it
    begun = time.monotonic()
    commands = (
        [installer, "venv", "--quiet", "--python", ".venv/bin/python", str(target)],
        [installer, "pip", "install", "--quiet", "--python", str(target / "bin" / "python"), "--require-hashes",
         "-r", "requirements/product.txt", "-r", "requirements/build.txt"],
        ["npm", "ci", "--silent"],
    )  # fmt: skip
    for command in commands:
        _seconds(command, clone=clone, environment=environment)
    return time.monotonic() - begun


def _megabytes(folder: Path) -> int:
    output = subprocess.run(["du", "-sm", str(folder)], capture_output=True, text=True, check=True).stdout
    return int(output.split()[0])
