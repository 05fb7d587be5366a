"""What of this machine a browser in its cell may read: its own program, libraries, fonts and their settings.

No other program, so that whoever breaks out of the page finds no shell and no interpreter; no users, keys, names or number of
this machine, and nothing that somebody put into `/opt` or `/usr/local`.
"""

import os
from collections.abc import Sequence
from pathlib import Path

READABLE = (
    *("/lib64", "/usr/lib64", "/var/cache/fontconfig", "/usr/local/share/fonts"),
    *(
        f"/usr/share/{name}"
        for name in ("fontconfig", "fonts", "glib-2.0/schemas", "glvnd", "mime", "vulkan")
    ),
    *(f"/etc/{name}" for name in ("crypto-policies", "fonts", "ld.so.cache", "vulkan")),
)
LIBRARIES = ("/lib", "/usr/lib")
SHARED_BY_ALL = {"bin", "sbin"}


def by(program: Path) -> list[str]:
    """The paths that this program may read and that are there."""
    return [path for path in (*READABLE, *libraries(), own(program)) if os.path.lexists(path)]


def libraries(folders: Sequence[str] = LIBRARIES) -> list[str]:
    """Where shared libraries lie: in a folder of their own where there is one, so that programs beside it stay outside."""
    found = []
    for folder in map(Path, folders):
        apart = [] if folder.is_symlink() else sorted(str(one) for one in folder.glob("*-linux-gnu*"))
        found += apart or [str(folder)]  # a link stays a link, to what else is listed
    return found


def own(program: Path) -> str:
    """A browser's own folder; of a folder that all programs share, the program alone."""
    return str(program if program.parent.name in SHARED_BY_ALL else program.parent)
