"""What a commit may hold: nothing of one machine, no registry's address, no lock file that names one."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, kept_files, listed

# Written in pieces, so that this file does not hold what it looks for.
REGISTRIES = [
    "".join(pieces)
    for pieces in (
        ("py", "pi.org"),
        ("python", "hosted.org"),
        ("npm", "js.org"),
        ("npm", "js.com"),
        ("yarn", "pkg.com"),
    )
]
OF_A_MACHINE = [re.escape(str(folder)) + r"/\w" for folder in (ROOT, Path.home()) if folder != Path("/")]
OF_ANY_MACHINE = [r"(?<![\w./-])/(?:home|Users)/[a-z][\w-]*/"]
INDEX_LINES = re.compile(
    r"^\s*(-i|--index-url|--extra-index-url|--find-links|-f|--trusted-host)\b|\bhttps?://", re.MULTILINE
)
OUT_OF_PLACE = {
    "uv.lock",
    "poetry.lock",
    "Pipfile.lock",
    "yarn.lock",
    "pnpm-lock.yaml",
    ".DS_Store",
    "Thumbs.db",
}
KEYS = re.compile("-----BEGIN [A-Z ]*PRIVATE" + " KEY-----")


@pytest.fixture(scope="module")
def texts():
    """Every text file that a commit would hold, by its path."""
    files = kept_files()
    if files is None:
        pytest.skip("this is no checkout of git, so what a commit would hold is not known")
    found = {}
    for path in files:
        try:
            found[path.relative_to(ROOT)] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return found


def places(texts, patterns):
    """Where one of the patterns stands, as file:line."""
    pattern = re.compile("|".join(patterns))
    return [
        f"{path}:{number}"
        for path, text in texts.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_file_names_a_registrys_host(texts):
    wrong = places(texts, [re.escape(host) for host in REGISTRIES])
    assert not wrong, listed(wrong)


def test_no_file_names_a_place_on_one_machine(texts):
    wrong = places(texts, [*OF_A_MACHINE, *OF_ANY_MACHINE])
    assert not wrong, listed(wrong)


def test_no_file_holds_a_private_key(texts):
    wrong = [path for path, text in texts.items() if KEYS.search(text)]
    assert not wrong, listed(wrong)


def test_there_is_no_lock_file_that_names_where_things_came_from(texts):
    assert not [path for path in texts if path.name in OUT_OF_PLACE]
    assert '"resolved"' not in texts[Path("package-lock.json")]


def test_requirements_have_hashes_and_no_addresses(texts):
    lists = {path: text for path, text in texts.items() if path.parts[0] == "requirements"}
    assert not [path for path, text in lists.items() if INDEX_LINES.search(text)]
    for path, text in lists.items():
        if path.suffix == ".txt":
            pinned = re.findall(r"^[\w.\[\]-]+==", text, re.MULTILINE)
            assert len(pinned) == len(
                re.findall(r"^[\w.\[\]-]+==[^\n]*\\\n\s+--hash=sha256:", text, re.MULTILINE)
            )


def test_what_is_built_or_fetched_is_not_kept(texts):
    built = {"node_modules", ".venv", ".boot", "var", "__pycache__", "vendor"}
    assert not [path for path in texts if built & set(path.parts)]
