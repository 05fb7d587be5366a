"""Each page says in its title which page it is: in a row of tabs, or read aloud first, no two are alike."""

import re
from collections import defaultdict
from pathlib import Path

import watchbook

TITLE = re.compile(r"{% block title %}(.*?){% endblock %}", re.DOTALL)
SENTENCE = re.compile(r'\b(?:_|gettext)\("([^"]+)"')
NAMES_ONE = re.compile(r"reference|{{ row }}")


def said():
    """Return the templates whose title is made of sentences alone; one with a reference is told apart by it."""
    found = defaultdict(list)
    for file in sorted(Path(watchbook.__path__[0]).rglob("*.html")):
        for title in TITLE.findall(file.read_text(encoding="utf-8")):
            if (sentences := tuple(SENTENCE.findall(title))) and not NAMES_ONE.search(title):
                found[sentences].append(file.name)
    return found


def test_no_two_templates_have_the_same_title_unless_a_reference_tells_them_apart():
    found = said()
    assert len(found) > 150
    assert {sentences: names for sentences, names in found.items() if len(names) > 1} == {}
