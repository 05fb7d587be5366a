"""Whether files of tests need Django: they, or what of ours they import, import it."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = ("tests", "watchbook", "tools")
IMPORT = re.compile(r"^(?:from ([\w.]+) import (\([^)]*\)|.+)|import ([\w.]+))", re.MULTILINE)


def need_django(asked):
    """Whether any of these files, or of the files in these folders, does."""
    waiting = [file for one in asked for file in _files(one)]
    seen = set(waiting)
    while waiting:
        for module, names in _imports(waiting.pop()):
            if module.split(".")[0] == "django":
                return True
            found = set(_sources(module, names)) - seen
            seen |= found
            waiting.extend(found)
    return False


def _files(asked):
    """The tests and what stands around them for them; all of this folder, where that is not known."""
    if asked.is_dir():
        return asked.rglob("*.py")
    around = [folder / "conftest.py" for folder in asked.parents if folder.is_relative_to(ROOT / "tests")]
    return [file for file in (asked, *around) if file.is_file()]


def _imports(file):
    for module, names, alone in IMPORT.findall(file.read_text(encoding="utf-8")):
        yield module or alone, re.findall(r"\w+", names)


def _sources(module, names):
    """The files of a module of ours, and of the names in it that are modules themselves."""
    if module.split(".")[0] in OURS:
        place = ROOT.joinpath(*module.split("."))
        for path in (place, *(place / name for name in names)):
            yield from filter(Path.is_file, (path.with_suffix(".py"), path / "__init__.py"))
