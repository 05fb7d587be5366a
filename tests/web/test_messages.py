"""The catalogue of translated sentences is up to date, and what we compile is what gettext reads."""

import gettext
import io
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import messages  # noqa: E402  tools/ is no package

SAMPLE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=4; plural=(n==1) ? 0 : (n==2) ? 1 : (n != 8 && n != 11) ? 2 : 3;\\n"

#: a.py
msgid "Sign out"
msgstr "Allgofnodi"

#, fuzzy
msgid "Back"
msgstr "Cefn"

msgid "Next"
msgstr ""

msgctxt "month"
msgid "May"
msgstr "Mai"

msgid "%(n)s year"
msgid_plural "%(n)s years"
msgstr[0] "%(n)s flwyddyn"
msgstr[1] "%(n)s flynedd"
msgstr[2] "%(n)s blynedd"
msgstr[3] "%(n)s mlynedd"

msgid ""
"A \\"long\\" one\\n"
"in two lines"
msgstr "Dau"

#~ msgid "Gone"
#~ msgstr "Wedi mynd"
"""


@pytest.fixture
def read():
    return gettext.GNUTranslations(io.BytesIO(messages.compiled(messages.read(SAMPLE))))


def test_what_is_translated_is_read_back(read):
    assert read.gettext("Sign out") == "Allgofnodi"
    assert read.pgettext("month", "May") == "Mai"
    assert read.gettext("May") == "May"
    assert read.gettext('A "long" one\nin two lines') == "Dau"


def test_what_is_fuzzy_empty_or_gone_stays_as_it_was_written(read):
    assert [read.gettext(text) for text in ("Back", "Next", "Gone")] == ["Back", "Next", "Gone"]


@pytest.mark.parametrize(
    ("number", "form"), [(1, "flwyddyn"), (2, "flynedd"), (3, "blynedd"), (8, "mlynedd")]
)
def test_welsh_has_four_forms_of_number(read, number, form):
    assert read.ngettext("%(n)s year", "%(n)s years", number) == f"%(n)s {form}"


def test_the_compiled_file_is_what_another_program_makes_of_it():
    catalogue = ROOT / "watchbook/locale/cy/LC_MESSAGES/django.po"
    theirs = {
        (one.msgctxt, one.msgid): one.msgstr
        for one in polib.pofile(catalogue)
        if one.translated() and not one.msgid_plural
    }
    ours = polib.mofile(io.BytesIO(messages.compiled(messages.read(catalogue.read_text()))).read())
    assert {(one.msgctxt, one.msgid): one.msgstr for one in ours if not one.msgid_plural} == theirs


def test_sentences_are_found_in_python_jinja_and_django():
    python = (
        '_("a"); translation.gettext("b"); ngettext("c", "cs", n); npgettext("x", "d", "ds", n); _(e); _()'
    )
    assert list(messages._in_python(python, "a.py")) == [
        ("", "a", ""),
        ("", "b", ""),
        ("", "c", "cs"),
        ("x", "d", "ds"),
    ]
    jinja = (
        '{{ _("a") }}{{ 3|numbered("c", "cs") }}{% trans n=3 %}\n{{ n }}\n50%{% pluralize %}b{% endtrans %}'
    )
    assert set(messages._in_jinja(jinja)) == {("", "a", ""), ("", "%(n)s 50%%", "b"), ("", "c", "cs")}
    django = (
        "{% translate 'a' %}{% blocktranslate trimmed %}\n b {{ n }}\n it's{% endblocktranslate %}"
        '{% trans "c" context "x" %}{% blocktranslate count n=n %}d{% plural %}ds{% endblocktranslate %}'
    )
    assert set(messages._in_django(django)) == {
        ("", "a", ""),
        ("", "b %(n)s it's", ""),
        ("x", "c", ""),
        ("", "d", "ds"),
    }


def test_a_sentence_with_values_already_in_it_is_refused():
    with pytest.raises(SystemExit, match=r"a\.py:1"):
        list(messages._in_python('_(f"hello {name}")', "a.py"))


def test_what_was_translated_stays_when_the_catalogue_is_written_again():
    found = {
        ("", "Sign out", ""): {"b.py"},
        ("", "%(n)s year", "%(n)s years"): {"b.py"},
        ("", "New", ""): {"c.py"},
    }
    again = messages.read(messages.written(messages.read(SAMPLE), found))
    assert again[("", "Sign out", "")] == {0: "Allgofnodi"}
    assert again[("", "%(n)s year", "%(n)s years")][3] == "%(n)s mlynedd"
    assert again[("", "New", "")] == {0: ""}
    assert ("", "Next", "") not in again


def test_the_catalogue_is_up_to_date(capsys):
    assert messages.main(["--check"]) == 0, capsys.readouterr().err
