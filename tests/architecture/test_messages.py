"""Marked sentences are found wherever they stand, and a catalogue holds their translations and nothing else."""

import gettext
import io

import pytest
from babel.messages.mofile import write_mo

from tests.architecture.source import listed
from tools import messages
from watchbook.config.templates import environment

SAMPLE = """
msgid ""
msgstr ""
"Language: cy\\n"
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
def product(tmp_path):
    """A folder that stands for the product: what is written into it is searched."""

    def write(place, text):
        path = tmp_path / "watchbook" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return messages.marked(tmp_path / "watchbook")

    return write


@pytest.fixture
def read():
    """The sample as Python reads it once set-up has compiled it."""
    file = io.BytesIO()
    write_mo(file, messages.catalogue(SAMPLE))
    return gettext.GNUTranslations(io.BytesIO(file.getvalue()))


def found(sentences):
    """What is marked, each as context and texts."""
    return {(one.context, one.id) for one in sentences if one.id}


def told(text, product):
    """The faults of a catalogue with one entry, beside a product that says three sentences."""
    head = SAMPLE.split("\n\n", maxsplit=1)[0]
    sentences = product(
        "a.py", '_("Sign out"); ngettext("%(n)s year", "%(n)s years", n); _("{count} of {all}")'
    )
    return list(messages.faults(messages.catalogue(f"{head}\n\n{text}"), sentences))


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


def test_sentences_are_found_in_python(product):
    text = '_("a"); t.gettext("b"); ngettext("c", "cs", n); npgettext("x", "d", "ds", n); numbered(3, "e", "es"); _(f); _()'
    assert found(product("foi/a.py", text)) == {
        (None, "a"),
        (None, "b"),
        (None, ("c", "cs")),
        ("x", ("d", "ds")),
        (None, ("e", "es")),
    }


def test_sentences_are_found_in_our_pages(product):
    text = (
        '{{ _("a") }}{{ 3|numbered("c", "cs") }}{{ 4|numbered }}'
        "{% trans n=3 %}\n{{ n }}\n50%{% pluralize %}b{% endtrans %}"
    )
    page = product("foi/jinja2/foi/a.html", text)
    assert found(page) == {(None, "a"), (None, ("%(n)s 50%%", "b")), (None, ("c", "cs"))}


def test_sentences_are_found_in_the_pages_that_allauth_renders(product):
    text = (
        "<p>\n  {% translate 'a' %}\n</p>{% blocktranslate trimmed %}\n b {{ n }}\n it's{% endblocktranslate %}"
        '{% trans "c" context "x" %}{% blocktranslate count n=n %}d{% plural %}ds{% endblocktranslate %}'
    )
    page = product("web/templates/a.html", text)
    assert found(page) == {(None, "a"), (None, "b %(n)s it's"), ("x", "c"), (None, ("d", "ds"))}


def test_sentences_of_a_migration_are_left_out(product):
    assert not found(product("foi/migrations/0001_tables.py", '_("a")'))


def test_a_template_names_the_places_where_a_sentence_stands(product):
    sentences = product("foi/a.py", '\n_("a")')
    assert [one.locations for one in sentences if one.id] == [[("watchbook/foi/a.py", 2)]]
    assert "#: watchbook/foi/a.py:2\n" in messages._written(sentences)


def test_our_pages_are_searched_as_they_are_rendered():
    ours, options = environment(loader=None), messages.JINJA
    assert ours.trim_blocks == (options["trim_blocks"] == "true")
    assert ours.lstrip_blocks == (options["lstrip_blocks"] == "true")
    assert ours.policies["ext.i18n.trimmed"] == (options["trimmed"] == "true")
    assert ours.newstyle_gettext == (options["newstyle_gettext"] == "true")
    assert set(ours.extensions) == {
        "jinja2.ext.InternationalizationExtension",
        "jinja2.ext.ExprStmtExtension",
    }
    assert options["extensions"] == "jinja2.ext.do"


@pytest.mark.parametrize(
    "text",
    [
        'msgid "Sign out"\nmsgstr "Allgofnodi"',
        'msgid "{count} of {all}"\nmsgstr "{all}: {count}"',
        'msgid "%(n)s year"\nmsgid_plural "%(n)s years"\nmsgstr[0] "blwyddyn"\nmsgstr[1] "%(n)s flynedd"\n'
        'msgstr[2] "%(n)s blynedd"\nmsgstr[3] "%(n)s mlynedd"',
    ],
)
def test_a_translated_sentence_may_stand_in_a_catalogue(text, product):
    assert told(text, product) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('msgid "Sign in"\nmsgstr "Mewngofnodi"', "No longer marked in the code: Sign in"),
        ('msgctxt "x"\nmsgid "Sign out"\nmsgstr "Allgofnodi"', "No longer marked"),
        ('msgid "%(n)s year"\nmsgstr "%(n)s flwyddyn"', "No longer marked"),
        ('msgid "Sign out"\nmsgstr ""', "Not translated"),
        ('#, fuzzy\nmsgid "Sign out"\nmsgstr "Allgofnodi"', "Not translated"),
        ('#: a.py:1\nmsgid "Sign out"\nmsgstr "Allgofnodi"', "A place in the code"),
        ('msgid "{count} of {all}"\nmsgstr "{count} o {bawb}"', "other placeholders"),
        ('msgid "{count} of {all}"\nmsgstr "{count}"', "other placeholders"),
        ('msgid "{count} of {all}"\nmsgstr "{count!r} o {all}"', "other placeholders"),
        (
            'msgid "%(n)s year"\nmsgid_plural "%(n)s years"\nmsgstr[0] "%(b)s"\nmsgstr[1] "b"\nmsgstr[2] "b"\nmsgstr[3] "b"',
            "other placeholders",
        ),
        ('msgid "%(n)s year"\nmsgid_plural "%(n)s years"\nmsgstr[0] "b"\nmsgstr[1] "b"', "Not translated"),
    ],
)
def test_a_catalogue_says_what_is_wrong_with_it(text, fault, product):
    (only,) = told(text, product)
    assert fault in only


def test_a_tidied_catalogue_keeps_its_header_and_what_is_translated_and_still_said(product):
    sentences = product("a.py", '_("Sign out"); _("Next"); _("Back"); pgettext("month", "May"); _("New")')
    text = messages.tidied(SAMPLE, sentences)
    assert text.split("\n\n")[0] == SAMPLE.split("\n\n", maxsplit=1)[0]
    assert {one.id: one.string for one in messages.catalogue(text) if one.id} == {
        "Sign out": "Allgofnodi",
        "May": "Mai",
    }
    assert "a.py" not in text
    assert messages.tidied(text, sentences) == text


def test_every_translated_sentence_is_still_said_and_its_placeholders_agree():
    assert messages.catalogues()
    wrong = [
        f"{path.parent.parent.name}: {fault}"
        for path in messages.catalogues()
        for fault in messages.faults(messages.catalogue(path.read_text(encoding="utf-8")), messages.marked())
    ]
    assert not wrong, listed(wrong)
