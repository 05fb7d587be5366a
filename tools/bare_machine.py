"""The figures of a bare machine: a fresh clone with empty caches, `make demo` twice, `make check test`, disk used."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

PORT = "8765"


def bare_machine(root: Path) -> str:
    """Measure in a clone of what is committed; the bare download stands beside the cold run as its floor."""
    folder = Path(tempfile.mkdtemp(prefix="bare-machine-"))
    try:
        clone = folder / "watchbook"
        subprocess.run(["git", "clone", "--quiet", str(root), str(clone)], check=True)
        environment = _empty_caches(folder)
        cold = _seconds(["make", "demo"], clone=clone, environment=environment)
        warm = _seconds(["make", "demo"], clone=clone, environment=environment)
        _seconds(["make", "stop"], clone=clone, environment=environment)
        disk = _megabytes(clone)
        no_port = {name: value for name, value in environment.items() if name != "WATCHBOOK_PORT"}
        tests = _seconds(["make", "check", "test"], clone=clone, environment=no_port)
        download = _download(clone, environment=_empty_caches(folder / "again"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return (
        f"`make demo` cold {cold:.1f} s (bare download of the same packages {download:.1f} s, ratio {cold / download:.1f}), "
        f"warm {warm:.1f} s; `make check test` {tests:.0f} s; {disk} MB on disk after the demonstration"
    )


def _empty_caches(folder: Path) -> Mapping[str, str]:
    """An environment in which no earlier download helps, and none of our settings leaks in."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("WATCHBOOK_") and name != "VIRTUAL_ENV"
    }
    caches = {name: str(folder / name) for name in ("UV_CACHE_DIR", "PIP_CACHE_DIR", "npm_config_cache")}
    return kept | caches | {"WATCHBOOK_PORT": PORT}


def _seconds(command: list[str], *, clone: Path, environment: Mapping[str, str]) -> float:
    begun = time.monotonic()
    done = subprocess.run(
        command, cwd=clone, env=dict(environment), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}: {done.stdout[-400:]} {done.stderr[-400:]}"
    return time.monotonic() - begun


def _download(clone: Path, *, environment: Mapping[str, str]) -> float:
    """The packages alone, fetched and unpacked by the same installer into an empty environment."""
    target = clone.parent / "download"
    begun = time.monotonic()
    commands = (
        [".boot/bin/uv", "venv", "--quiet", "--python", ".venv/bin/python", str(target)],
        [".boot/bin/uv", "pip", "install", "--quiet", "--python", str(target / "bin" / "python"), "--require-hashes",
         "-r", "requirements/product.txt", "-r", "requirements/build.txt"],
        ["npm", "ci", "--silent"],
    )  # fmt: skip
    for command in commands:
        _seconds(command, clone=clone, environment=environment)
    return time.monotonic() - begun


def _megabytes(folder: Path) -> int:
    output = subprocess.run(["du", "-sm", str(folder)], capture_output=True, text=True, check=True).stdout
    return int(output.split()[0])
