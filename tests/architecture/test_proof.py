"""`make proof` writes each row as soon as it is shown, under its own section, with figures of that run alone."""

import ast
import re
from pathlib import Path

import pytest

from tools import proof
from tools.proofs import page
from tools.proofs.showing import ROOT, Line, Skipped, outcome_of

PROOFS = sorted((ROOT / "tools" / "proofs").glob("*.py"))
NAMES_WITH_DIGITS = re.compile(r"FOI 9477|sha256|SHA-256|\bF1\b|\bp\d\d\b|127\.0\.0\.1|under 18")
REPORT = """<testsuites><testsuite time="3.2">
<testcase name="test_all_are_found"><properties><property name="changes found" value="3000"/></properties></testcase>
<testcase name="test_more[a]"><properties><property name="changes found" value="7"/></properties></testcase>
<testcase name="test_of_strace[1]"><skipped message="no strace"/></testcase>
<testcase name="test_of_strace[2]"><skipped message="no strace"/></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def lines(monkeypatch):
    """Two sections of one's own on a commit of one's own."""
    sections = {
        "First": [Line("One holds", lambda: "1 of 1"), Line("Two holds", lambda: "a | b\nc")],
        "Second": [Line("Three holds", lambda: "3")],
    }
    monkeypatch.setattr(proof, "SECTIONS", sections)
    claims = {title: [one.claim for one in those] for title, those in sections.items()}
    monkeypatch.setattr(proof, "CLAIMS", claims)
    monkeypatch.setattr(page, "commit", lambda: "abc123def")
    return sections


@pytest.fixture
def to(tmp_path):
    """Where the page is written."""
    return tmp_path / "proof.md"


def rows(path):
    return [line for line in path.read_text().splitlines() if " | abc123def" in line]


def test_a_row_names_its_verdict_figures_commit_and_day(lines, to):
    assert proof.main([], to=to) == 0
    one, two, three = rows(to)
    assert one.startswith("| One holds | shown | 1 of 1 | abc123def | 20")
    assert "| a \\| b c |" in two
    assert "Three holds" in three
    assert proof.main([], to=to) == 0
    assert rows(to) == [one, two, three]


def test_a_run_that_is_broken_off_keeps_what_it_showed(lines, to):
    def broken_off():
        raise KeyboardInterrupt

    lines["First"][1] = Line("Two holds", broken_off)
    with pytest.raises(KeyboardInterrupt):
        proof.main([], to=to)
    assert [row.split(" | ")[0] for row in rows(to)] == ["| One holds"]


def test_what_this_commit_has_shown_is_passed_over_when_a_run_is_resumed(lines, to, monkeypatch):
    proof.main(["First"], to=to)
    lines["First"][0] = Line("One holds", lambda: "shown again")
    assert proof.main(["--resume"], to=to) == 0
    assert "shown again" not in to.read_text()
    assert len(rows(to)) == 3
    monkeypatch.setattr(page, "commit", lambda: "another11")
    assert proof.main(["--resume", "First"], to=to) == 0
    assert "shown again" in to.read_text()
    assert len(rows(to)) == 1


def test_a_failure_fails_the_run_and_a_skip_shows_nothing(lines, to):
    def fails():
        raise AssertionError("2 of 3")

    def skips():
        raise Skipped("there is no strace here")

    lines["First"][:] = [Line("One holds", fails), Line("Two holds", skips)]
    assert proof.main([], to=to) == 1
    assert "| One holds | FAILED | 2 of 3 |" in to.read_text()
    assert "| Two holds | SKIPPED | there is no strace here |" in to.read_text()
    assert proof.main(["--resume", "Second"], to=to) == 0


def test_a_row_that_was_edited_or_moved_or_is_claimed_no_more_is_dropped(lines, to):
    proof.main([], to=to)
    whole = to.read_text()
    for changed in (
        whole.replace("1 of 1", "2 of 2"),
        whole.replace("| One holds | shown", "| One holds | FAILED"),
        whole.replace("One holds", "All hold"),
        whole.replace("## First", "## Second"),
    ):
        assert "One holds" not in page.kept(changed, claims=proof.CLAIMS).get("First", {})
    kept = page.kept(whole, claims={"First": ["One holds"]})
    assert list(kept) == ["First"]
    assert list(kept["First"]) == ["One holds"]


def test_a_section_that_is_not_there_shows_nothing(to, capsys):
    assert proof.main(["Lookes"], to=to) == 2
    assert "No section is called Lookes" in capsys.readouterr().err
    assert not to.exists()


def test_a_section_says_whether_every_earlier_row_is_shown(lines, to):
    with pytest.raises(AssertionError, match="2 of 2 rows are not shown: First: One holds; First: Two holds"):
        proof.earlier_sections(to, before="Second")
    proof.main(["First"], to=to)
    assert proof.earlier_sections(to, before="Second") == "2 rows of 1 sections shown: 2 on abc123def"


def test_no_row_of_the_page_was_edited_by_hand():
    text = page.PAGE.read_text(encoding="utf-8")
    assert page.rendered(page.kept(text, claims=proof.CLAIMS), claims=proof.CLAIMS) == text


def test_no_claim_is_made_twice_in_a_section_or_breaks_its_table():
    for title, claims in proof.CLAIMS.items():
        assert len(set(claims)) == len(claims), title
        assert not [claim for claim in claims if "|" in claim or "\n" in claim], title


def test_tests_say_what_they_counted_and_which_were_skipped_and_why():
    outcome = outcome_of(REPORT)
    assert outcome.counted["changes found"] == 3007
    assert str(outcome) == "2 passed, 3,007 changes found in 3 s; 2 skipped (no strace): test_of_strace ×2"


def test_every_test_and_tool_that_a_proof_names_is_there():
    named = {text for path in PROOFS for text in paths_in(path)}
    assert len(named) > 100
    assert sorted(text for text in named if not is_there(text)) == []


def paths_in(path):
    """The texts of a proof that are a path of the checkout, f-strings over its constants put together."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    constants = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple | ast.Name):
            names = getattr(node.targets[0], "elts", [node.targets[0]])
            values = getattr(node.value, "elts", [node.value]) if len(names) > 1 else [node.value]
            constants |= {
                name.id: value.value
                for name, value in zip(names, values, strict=False)
                if isinstance(value, ast.Constant)
            }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(part_of(one, constants)) for one in node.values)
        else:
            text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        if re.match(r"(tests|tools)/[\w/]+(\.py)?(::\w+)?$", text):
            yield text


def part_of(node, constants):
    if isinstance(node, ast.Constant):
        return node.value
    return constants.get(getattr(node.value, "id", None), "…")


def is_there(text):
    path, _, test = text.partition("::")
    there = Path(ROOT, path)
    return there.exists() and (not test or f"def {test}(" in there.read_text(encoding="utf-8"))


def test_a_proof_states_no_figure_that_its_run_did_not_find():
    stated = {
        f"{path.name}:{node.lineno}: {text}"
        for path in PROOFS
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for text in said_by(node)
        if re.search(r"\d", NAMES_WITH_DIGITS.sub("", text))
    }
    assert sorted(stated) == []


def said_by(node):
    """The bare words of an f-string, and of a text that is returned as it stands; not how a value is formatted."""
    if isinstance(node, ast.JoinedStr):
        words = [one.value for one in node.values if isinstance(one, ast.Constant)]
        return [] if re.fullmatch(r",?\.\d[f%]", "".join(words)) else words
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Constant):
        return [str(node.value.value)]
    return []
