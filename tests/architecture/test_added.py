"""tools/proofs/added.py counts the lines that a new register took, wherever they stand."""

import pytest

from tools.proofs.added import lines_added

URLS = """urlpatterns = [
    path("training/", include("watchbook.governance.training.urls")),
]
"""
FIGURES = """def trained(period):
    return courses(period)


def third_parties(period):
    rows = contracts(period)
    return len(rows)
"""


@pytest.fixture
def trees(tmp_path):
    """The code before and now."""
    now, before = tmp_path / "now", tmp_path / "before"
    for root in (now, before):
        write(root, "governance/urls.py", URLS)
        write(root, "figures/registers.py", FIGURES.split("\n\n\n", maxsplit=1)[0] + "\n")
        write(root, "triage/facts.py", "THIRD_PARTY = 'third_party'\n")
    return now, before


def write(root, name, text):
    path = root / "watchbook" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def counted(trees):
    now, before = trees
    return lines_added("third part", folder="watchbook/governance/third_parties", root=now, before=before)


def test_its_folder_counts_with_empty_lines_and_without_migrations(trees):
    write(trees[0], "governance/third_parties/models.py", "class ThirdParty:\n\n    name = 1\n")
    write(trees[0], "governance/third_parties/migrations/0001.py", "x = 1\n")
    assert counted(trees) == (3, 0)


def test_a_new_line_elsewhere_that_names_it_counts_and_what_was_there_does_not(trees):
    more = '    path("third-parties/", include("watchbook.governance.third_parties.urls")),\n]'
    write(trees[0], "governance/urls.py", URLS.replace("]", more))
    assert counted(trees) == (0, 1)


def test_a_new_function_elsewhere_that_names_it_counts_whole(trees):
    write(trees[0], "figures/registers.py", FIGURES)
    assert counted(trees) == (0, 3)
