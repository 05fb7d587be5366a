"""The documents say what is: generated pages equal the code, links lead somewhere, tables are complete."""

import re
import tomllib
from functools import cache

import pytest

from tests.architecture.source import ROOT, listed, modules, parts
from tools import docs
from watchbook.figures.named import QUERIES
from watchbook.reading.topics.matching import catalogue

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
ELSEWHERE = re.compile(r"(https?|mailto):")
# The questions of FOI 9477 as that request numbers them.
PARTS_OF_9477 = [
    "1", "1.a", "1.b", "1.c", "1.d", "2", "2.a", "2.b", "2.c", "3", "4", "4.a", "4.b", "4.c", "4.d", "4.e", "5",
    "6", "6.a", "6.b", "7", "8", "8.a", "8.b", "8.c", "8.d", "8.e", "8.f", "9",
]  # fmt: skip
STEMS = {"4", "8"}
# The commands that this release is to have (docs/explanation/architecture.md#commands-and-who-acts). Those that the command line knows must be in the documents.
COMMANDS = {
    "setup", "serve", "web", "worker", "sealer", "capture-worker", "backup", "restore", "doctor", "foi topics",
    "foi split", "foi match", "foi answer", "foi check", "foi due", "law ends", "triage questions", "triage decide",
    "looks recognise", "capture", "capture verify", "audit-log verify", "audit-log export", "retention due",
    "oversight statistics",
}  # fmt: skip
# Made by `make docs` for whoever reads the code, and not kept: the code may have moved on since.
WHERE = ROOT / "docs" / "reference" / "where.md"
generated = cache(docs.pages)
ASVS_ID = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([123]) \|")


def pages():
    """Every Markdown file of ours."""
    folders = [ROOT / "docs", ROOT / "watchbook", ROOT / "tests", ROOT / ".github"]
    found = [*ROOT.glob("*.md"), *(path for folder in folders for path in folder.rglob("*.md"))]
    return sorted(path for path in found if "node_modules" not in path.parts and path != WHERE)


def page(name):
    """A document's text."""
    return (ROOT / name).read_text(encoding="utf-8")


def headings(text):
    """The anchors of a page's headings, as hosts make them."""
    found = re.findall(r"^#+ (.+)$", CODE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in found}


def rows_of_9477():
    """The rows of README's table, cell by cell."""
    table = page("README.md").split("<!-- foi-9477 -->")[1]
    rows = [line for line in table.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


@pytest.mark.parametrize(
    "name", ["commands.md", "environment.md", "events.md", "glossary.md", "rights.md", "states.md"]
)
def test_a_generated_page_is_what_the_code_gives(name):
    assert page(f"docs/reference/{name}") == generated()[name], "run `make docs`"


def test_every_module_and_every_part_is_in_where():
    text = generated()["where.md"]
    assert docs.parts() == re.findall(r"^## (\w+)$", text, re.MULTILINE)
    assert sorted(docs.parts()) == parts()
    there = set(re.findall(r"\(\.\./\.\./(watchbook/[\w/]+\.py)\)", text))
    ours = {one.place for one in modules() if not re.fullmatch(r"watchbook/(\w+/)?__init__\.py", one.place)}
    assert there == ours


def test_every_module_in_where_has_the_first_line_of_its_docstring():
    lines = [line for line in generated()["where.md"].splitlines() if line.startswith("- [")]
    assert lines
    wrong = [line for line in lines if not re.search(r"\): \S.*[.?…)]$", line)]
    assert not wrong, listed(wrong)


def test_every_link_leads_to_a_file_that_is_there():
    wrong = []
    for path in pages():
        links = LINK.findall(CODE.sub("", path.read_text(encoding="utf-8")))
        for link in links:
            target, _, _anchor = link.partition("#")
            if target and not ELSEWHERE.match(link) and not (path.parent / target).exists():
                wrong.append(f"{path.relative_to(ROOT)}: {link}")
    assert not wrong, listed(wrong)


def test_every_link_into_a_page_leads_to_a_heading():
    wrong = []
    for path in pages():
        for link in LINK.findall(CODE.sub("", path.read_text(encoding="utf-8"))):
            target, _, anchor = link.partition("#")
            there = path.parent / target if target else path
            if not anchor or ELSEWHERE.match(link) or not there.exists():
                continue
            if anchor not in headings(there.read_text(encoding="utf-8")):
                wrong.append(f"{path.relative_to(ROOT)}: {link}")
    assert not wrong, listed(wrong)


def test_every_document_is_in_the_index_or_one_click_from_it():
    index = ROOT / "docs" / "README.md"
    linked = {(index.parent / link.partition("#")[0]).resolve() for link in LINK.findall(index.read_text())}
    kept_by_others = {"bench.md", "proof.md"}
    wrong = [
        path.relative_to(ROOT)
        for path in (ROOT / "docs").rglob("*.md")
        if path.resolve() not in linked | {index.resolve()}
        and path.parent.name != "decisions"
        and path.name not in kept_by_others
        and path != WHERE
    ]
    assert not wrong, listed(wrong)


def test_decisions_are_numbered_without_gaps_and_short():
    found = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(path.name[:4]) for path in found] == list(range(1, len(found) + 1))
    wrong = [path.name for path in found if len(path.read_text(encoding="utf-8").splitlines()) > 40]
    assert not wrong, listed(wrong)


def test_readme_has_every_part_of_foi_9477_in_order():
    rows = rows_of_9477()
    assert [row[0] for row in rows] == PARTS_OF_9477
    assert all(len(row) == 5 and all((row[0], row[1], row[2], row[4])) for row in rows)


def test_a_part_is_answered_in_readme_exactly_where_a_query_answers_it():
    answered = {topic.part for topic in catalogue() if topic.id in QUERIES and topic.part}
    for part, _, where, query, answer in rows_of_9477():
        if part in STEMS:
            assert answer == "answered part by part"
        elif part in answered:
            assert query.strip("`") in QUERIES
            assert "not yet" not in where
            assert answer != "to be searched"
        else:
            assert (query, answer) == ("", "to be searched")
            assert re.fullmatch(r"not yet: issue \d+", where)


def test_every_command_of_the_design_that_exists_is_in_the_documents():
    known = {" ".join(words[1:]) for words, _, _ in docs._leaves(_parser(), words=["watchbook"])}
    text = page("docs/reference/commands.md")
    assert len(known & COMMANDS) >= 10
    assert not [name for name in known if f"## `watchbook {name}`" not in text]


def test_every_command_in_a_document_exists():
    known = {" ".join(words[1:]) for words, _, _ in docs._leaves(_parser(), words=["watchbook"])}
    first = {name.split()[0] for name in known}
    wrong = []
    for path in pages():
        for line in re.findall(r"(?:^    |`)(?:WATCHBOOK_\w+=\S+ )*watchbook ([a-z][a-z-]*(?: [a-z][a-z-]*)?)",
                               path.read_text(encoding="utf-8"), re.MULTILINE):  # fmt: skip
            if line not in known and line.split()[0] not in known | first:
                wrong.append(f"{path.relative_to(ROOT)}: watchbook {line}")
    assert not wrong, listed(wrong)


def test_every_test_that_a_document_names_exists():
    names = set()
    for path in (ROOT / "tests").rglob("*.py"):
        names |= set(re.findall(r"^\s*def (test_\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE))
    wrong = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in pages()
        for name in re.findall(r"`(test_\w+)`", path.read_text(encoding="utf-8"))
        if name not in names and name != "test_"
    ]
    assert not wrong, listed(wrong)


def test_every_requirement_stands_once_and_has_an_answer():
    rows = [line for line in page("docs/reference/asvs.md").splitlines() if ASVS_ID.match(line)]
    ids = [ASVS_ID.match(row)[1] for row in rows]
    assert len(ids) == len(set(ids)) >= 150
    assert not [
        row for row in rows if len(row.strip("|").split(" | ")) < 4 or row.rstrip(" |").endswith(" |")
    ]


def test_every_variable_and_setting_named_in_a_document_exists():
    known = set(re.findall(r"`([A-Z_]+)`", page("docs/reference/environment.md")))
    wrong = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in pages()
        for name in re.findall(
            r"\b(WATCHBOOK_[A-Z_]+[A-Z]|DATABASE_[A-Z]*_?URL)\b", path.read_text(encoding="utf-8")
        )
        if name not in known
    ]
    assert not wrong, listed(wrong)


def test_every_make_target_in_a_document_exists():
    targets = set(re.findall(r"^([a-z-]+):", page("Makefile"), re.MULTILINE))
    wrong = [
        f"{path.relative_to(ROOT)}: make {name}"
        for path in pages()
        for name in re.findall(r"(?:`|^    )make ([a-z]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        if name not in targets
    ]
    assert not wrong, listed(wrong)


def test_the_contracts_have_no_exceptions():
    contracts = tomllib.loads(page("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    assert not [one["name"] for one in contracts if "ignore_imports" in one]
    assert next(one for one in contracts if one["id"] == "order")["exhaustive"]


def _parser():
    return docs.import_module("watchbook.config.cli")._parser()
