"""Every reference leads to a heading in this repository, and no document promises what is still to be built."""

import re

import pytest

from tests.architecture.source import ROOT, kept_files, listed, parts
from tests.architecture.test_docs import headings, pages
from tools import docs

# How code, tests and tools name a place in the documents: docs/law/triage.md#order-of-decision
REFERENCE = re.compile(r"\bdocs/([\w/-]+\.md)(?:#([\w-]+))?")
NUMBERED = {
    "docs/explanation/invariants.md": re.compile(r"\bI\d\b"),
    "docs/explanation/demands.md": re.compile(r"\bD\d{1,2}\b"),
}
# Documents that this repository does not hold. Written in pieces, so that this file does not hold what it looks for.
ELSEWHERE = [
    "".join(pieces)
    for pieces in (
        ("LA", "W"), ("DES", "IGN"), ("INTEG", "RITY"), ("CAP", "TURE"), ("DEM", "ANDS"), ("STY", "LE"), ("CONT", "ENT"),
        ("PEE", "RS"), ("STA", "CK"),
    )
]  # fmt: skip
NOT_HERE = re.compile(
    rf"\b(?:{'|'.join(ELSEWHERE)})(?:\.md|’s|'s)?,? §?\d"
    rf"|\b(?:{'|'.join(ELSEWHERE)})\.md\b"
    rf"|\b{ELSEWHERE[1]}\b(?=[ ’'.,)])"
    rf"|\b{ELSEWHERE[4]} D\d|\bstyle guide \d|\bof the " + "specification" + r"(?: of the law)?\b(?=[;).])"
)
PROMISES = re.compile(
    r"will come|next issue|later issue|not yet built|\bis coming\b|\bcoming (?:soon|later)|\bfor now\b|\bin a later\b"
    r"|\bcomes? with (?:the )?[\w ]*issue|\bissues? \d{1,3}\b|\bown issue\b",
    re.IGNORECASE,
)
# Made by `make docs` and kept by nobody.
MADE = {"reference/where.md"}
# Records of runs, written by the runs themselves.
MEASURED = {"proof.md", "bench.md"}
SOURCES = {".py", ".toml", ".html", ".js", ".css", ".json", ".in", ".md", ""}


def sources():
    """What a commit would hold of code, tests, tools and documents, as path and text."""
    files = kept_files()
    if files is None:
        pytest.skip("this is no checkout of git, so what a commit would hold is not known")
    ours = [path for path in files if path.suffix in SOURCES and path.name != "CHANGELOG.md"]
    return [(path.relative_to(ROOT), path.read_text(encoding="utf-8")) for path in ours]


def lines(pattern, text):
    """Each line of a text that a pattern is in, with its number and what was found."""
    for number, line in enumerate(text.splitlines(), start=1):
        for found in pattern.finditer(line):
            yield number, found


def test_a_reference_in_code_leads_to_a_heading():
    wrong, found = [], 0
    for path, text in sources():
        if path.suffix == ".md":
            continue
        for number, one in lines(REFERENCE, text):
            if one[1] in MADE:
                continue
            found += 1
            page = ROOT / "docs" / one[1]
            if not page.exists() or (one[2] and one[2] not in headings(page.read_text(encoding="utf-8"))):
                wrong.append(f"{path}:{number}: {one[0]}")
    assert found > 50
    assert not wrong, listed(wrong)


@pytest.mark.parametrize("page", NUMBERED)
def test_a_number_of_an_invariant_or_a_demand_has_its_heading(page):
    there = headings((ROOT / page).read_text(encoding="utf-8"))
    wrong, found = [], 0
    for path, text in sources():
        if path.suffix == ".py":
            for number, one in lines(NUMBERED[page], text):
                found += 1
                if one[0].lower() not in there:
                    wrong.append(f"{path}:{number}: {one[0]}")
    assert found > 9
    assert not wrong, listed(wrong)


def test_nothing_refers_to_a_document_that_is_not_here():
    wrong = [
        f"{path}:{number}: {one[0]}"
        for path, text in sources()
        if path.name not in MEASURED
        for number, one in lines(NOT_HERE, text)
    ]
    assert not wrong, listed(wrong)


def test_no_document_promises_what_is_to_be_built():
    wrong = [
        f"{path.relative_to(ROOT)}:{number}: {one[0]}"
        for path in pages()
        if path.name not in MEASURED | {"CHANGELOG.md"}
        for number, one in lines(PROMISES, path.read_text(encoding="utf-8"))
    ]
    assert not wrong, listed(wrong)


def test_the_architecture_names_every_part_in_its_order():
    text = (ROOT / "docs" / "explanation" / "architecture.md").read_text(encoding="utf-8")
    table = text.split("<!-- parts -->")[1].split("<!-- end -->")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == docs.parts()


def test_the_picture_of_the_architecture_shows_every_part():
    drawn = (ROOT / "docs" / "pictures" / "architecture.svg").read_text(encoding="utf-8")
    assert not set(parts()) - set(re.findall(r">([a-z_]+)<", drawn))


def test_the_page_of_invariants_names_what_there_is():
    text = (ROOT / "docs" / "explanation" / "invariants.md").read_text(encoding="utf-8")
    paths = {str(path) for path, _ in sources()}
    code = "\n".join(source for path, source in sources() if path.suffix == ".py")
    wrong = [
        name
        for name in re.findall(r"`([\w/.]+)`", text)
        if not paths & {name, f"watchbook/{name}"} and not re.search(rf"\b{re.escape(name)}\b", code)
    ]
    assert not wrong, listed(wrong)
