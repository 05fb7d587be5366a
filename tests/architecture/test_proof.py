"""`make proof` writes each line under the title of its own section, in the order of the program, whatever a merge did to the page."""

import pytest

from tools import proof


@pytest.fixture
def page(tmp_path, monkeypatch):
    """A page of proof of one's own."""
    path = tmp_path / "proof.md"
    monkeypatch.setattr(proof, "PAGE", path)
    return path


def line_of(title):
    return f"| {proof.SECTIONS[title][0].claim} | shown | figures of {title} |"


def section(title, *lines):
    return "\n".join(
        [
            f"## {title}",
            "",
            "Shown on 2026-11-25.",
            "",
            "| Claim | Verdict | Figures |",
            "|---|---|---|",
            *lines,
        ]
    )


def test_lines_that_a_merge_put_under_another_title_are_left_out():
    torn = "\n\n".join(
        [
            "# What it must show",
            "## Looks",
            section("Sealing", line_of("Looks"), line_of("Triage"), line_of("Sealing")),
        ]
    )
    kept = proof.kept(torn)
    assert list(kept) == ["Sealing"]
    assert kept["Sealing"] == section("Sealing", line_of("Sealing"))


def test_a_section_that_is_shown_again_is_written_in_its_place_and_the_others_stay(page, monkeypatch):
    monkeypatch.setattr(proof, "_shown", lambda _line: ("shown", "new figures"))
    page.write_text(
        section("Sealing", line_of("Sealing")).join(["# What it must show\n\n", "\n\n## No such section\n"])
    )
    assert proof.main(["Looks"]) == 0
    written = page.read_text()
    assert list(proof.kept(written)) == ["Looks", "Sealing"]
    assert written.count("new figures") == len(proof.SECTIONS["Looks"])
    assert line_of("Sealing") in written
    assert proof.main(["Looks"]) == 0
    assert page.read_text() == written


def test_a_section_that_is_not_there_shows_nothing(page, capsys):
    assert proof.main(["Lookes"]) == 2
    assert "No section is called Lookes" in capsys.readouterr().err
    assert not page.exists()


def test_no_claim_is_made_twice_in_a_section_or_breaks_its_table():
    for title, lines in proof.SECTIONS.items():
        claims = [line.claim for line in lines]
        assert len(set(claims)) == len(claims), title
        assert not [claim for claim in claims if "|" in claim or "\n" in claim], title
