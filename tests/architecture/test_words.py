"""Sentences that people read, and docstrings, follow docs/reference/content-style.md; those that do not yet can only get fewer."""

from functools import cache

import pytest

from tests.architecture.source import ROOT, listed
from tests.each import each
from tools import words

STYLE = ROOT / "docs" / "reference" / "content-style.md"
offending = cache(words.offending)
ALL = {rule.id: rule for kind in words.OLD for rule in words.rules(kind)}


@pytest.fixture
def old(tmp_path, monkeypatch):
    """A list of old messages of one's own, beside a product that says what the test gives."""
    path = tmp_path / "old.txt"
    monkeypatch.setattr(words, "OLD", {"messages": path})

    def product(*texts):
        monkeypatch.setattr(words, "messages", lambda: ((text, False) for text in texts))
        return path

    return product


@pytest.mark.parametrize("kind", words.OLD)
def test_nothing_offends_but_what_is_listed_as_old(kind):
    found = offending(kind)
    new = sorted(set(found) - words.listed(kind))
    assert not new, listed(f"{line}\n    {found[line].reason}" for line in new)


@pytest.mark.parametrize("kind", words.OLD)
def test_what_no_longer_offends_is_struck_off_the_list(kind):
    gone = words.listed(kind) - set(offending(kind))
    assert not gone, listed([*sorted(gone), "Strike them off: .venv/bin/python -m tools.words"])


@pytest.mark.parametrize("kind", words.OLD)
def test_a_list_is_sorted_so_that_two_branches_strike_different_lines(kind):
    path = words.OLD[kind]
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    assert lines == sorted(set(lines))


@each("name", ALL)
def test_a_rule_refuses_its_bad_examples_and_no_good_one(name):
    rule = ALL[name]
    assert rule.bad
    assert rule.good
    assert [text for text in rule.bad if words.offences(text, (rule,)) != [rule]] == []
    assert [text for text in rule.good if words.offences(text, (rule,))] == []


def test_ids_are_said_once_and_every_reason_is_a_sentence():
    assert len(ALL) == sum(len(words.rules(kind)) for kind in words.OLD)
    assert [rule.id for rule in ALL.values() if not rule.reason.endswith((".", "”.", "them."))] == []


def test_every_rule_by_pattern_is_explained_in_the_style():
    text = STYLE.read_text(encoding="utf-8")
    assert [name for name in ALL if not name.startswith("word: ") and f"`{name}`" not in text] == []


def test_each_sentence_of_a_text_is_tried():
    (start,) = words.offences("Press the button. What was seen is kept.", (ALL["headless-start"],))
    assert start.id == "headless-start"


def test_a_question_may_begin_with_what_and_its_tags_are_not_read():
    assert words.offences('Look up. <a href="/">What was seen?</a>', words.rules("messages")) == []


def test_a_placeholder_may_have_any_name():
    held = (ALL["word: subject"],)
    assert words.offences("{target} and %(target)s", held) == []
    assert words.offences("the Target", held) == list(held)


def test_a_sentence_with_both_forms_of_number_may_say_its_plural():
    held = (ALL["plural-forms"],)
    assert words.offences("{count} looks", held, has_plural=True) == []
    assert words.offences("{count} looks", held) == list(held)


def test_marked_sentences_and_those_kept_as_data_are_read():
    texts = dict(words.messages())
    assert texts["Skip to main content"] is False
    assert texts["%(num)s look is recorded."] is True
    assert words.glossary()["terms"][0]["use"]["en"] in texts


def test_the_list_grows_only_when_it_is_written_for_the_first_time(old, capsys):
    path = old("Please sign.", "Sign!", "Sign.")
    assert words.main([]) == 1
    assert not path.exists()
    assert "An instruction is polite enough." in capsys.readouterr().err
    assert words.main(["--first"]) == 0
    assert path.read_text(encoding="utf-8") == 'exclamation: "Sign!"\nplease: "Please sign."\n'


def test_what_was_rewritten_or_left_between_by_a_merge_is_struck_off(old):
    path = old("Sign!")
    path.write_text('<<<<<<< ours\nexclamation: "Sign!"\n=======\nplease: "Please sign."\n>>>>>>> theirs\n')
    assert words.main([]) == 0
    assert path.read_text(encoding="utf-8") == 'exclamation: "Sign!"\n'


def test_every_term_of_the_glossary_is_complete_and_stands_once():
    terms = words.glossary()["terms"]
    assert [row for row in terms if set(row) != {"term", "use", "never", "not_for_this"}] == []
    assert len({row["term"]["en"] for row in terms}) == len(terms)
    refused = [word for row in terms for word in row["never"]]
    assert len(refused) == len(set(refused))


def test_a_word_that_one_term_refuses_is_not_used_for_another():
    for row in words.glossary()["terms"]:
        assert words.offences(row["term"]["en"], words.rules("messages")) == []
        assert words.offences(row["use"]["en"], words.rules("messages")) == [], row["use"]["en"]


def test_the_five_answers_of_the_law_are_told_apart_each_with_its_key():
    answers = words.glossary()["answers"]
    assert [row["id"] for row in answers] == [
        "held_and_supplied",
        "held_and_withheld",
        "not_held",
        "none",
        "neither",
    ]
    assert all(row["key"]["en"].count("\n") == 0 and len(row["key"]["en"]) < 120 for row in answers)
    assert len({row["key"]["en"] for row in answers}) == 5
    assert not [row for row in answers if "nothing" in f"{row['key']} {row['use']}".lower()]
