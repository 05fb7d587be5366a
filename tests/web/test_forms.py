"""A Django form becomes GOV.UK components: ids, hints, faults, and no sentence of Django's own."""

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.validators import MinLengthValidator, MinValueValidator
from django.http import QueryDict

from tests.each import each
from watchbook.acting.own_words import as_read
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm

HOSTILE = "<script>alert(1)</script>\"'&"
NEEDED = {"error_messages": {"required": "Say something"}}


class Everything(GovukForm):
    reference = forms.CharField(
        label="Reference",
        help_text="As on the letter",
        max_length=5,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        **NEEDED,
    )
    email = forms.EmailField(**NEEDED)
    password = forms.CharField(widget=forms.PasswordInput, **NEEDED)
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 8}), **NEEDED)
    count = forms.IntegerField(**NEEDED)
    service = forms.ChoiceField(choices=[("", "Choose"), ("h", "Housing")], **NEEDED)
    kind = forms.ChoiceField(
        choices=[("p", "A person"), ("g", "A group")], widget=forms.RadioSelect, **NEEDED
    )
    place = forms.ChoiceField(
        choices=[("All", [("n", "North"), ("s", "South")])], widget=forms.RadioSelect, **NEEDED
    )
    topics = forms.MultipleChoiceField(
        choices=[("a", "One"), ("b", "Two")], widget=forms.CheckboxSelectMultiple, **NEEDED
    )
    sure = forms.BooleanField(label="I have read it", **NEEDED)
    letter = forms.FileField(widget=forms.FileInput(attrs={"accept": ".pdf"}), **NEEDED)
    happened_on = DayField(what="the day it happened")


MACROS = {
    "reference": "govukInput",
    "email": "govukInput",
    "password": "govukPasswordInput",
    "reason": "govukTextarea",
    "count": "govukInput",
    "service": "govukSelect",
    "kind": "govukRadios",
    "place": "govukRadios",
    "topics": "govukCheckboxes",
    "sure": "govukCheckboxes",
    "letter": "govukFileUpload",
    "happened_on": "govukDateInput",
}


@each(("name", "macro"), MACROS.items())
def test_each_field_has_its_component(name, macro):
    assert Everything().part(name).macro == macro


def test_a_text_area_with_a_limit_counts():
    part = Everything().part("reason", maxlength=500)
    assert part.macro == "govukCharacterCount"
    assert part.params["maxlength"] == 500
    assert part.params["rows"] == 8


@pytest.mark.parametrize("name", MACROS)
def test_the_summarys_link_leads_to_an_element_of_the_page(field, name):
    form = Everything({})
    html = field(form, name)
    (link,) = [one for one in form.errors_with_links() if one["href"].startswith(f"#id_{name}")]
    assert f'id="{link["href"][1:]}"' in html
    assert link["text"] in html
    assert "govuk-error-message" in html


def test_faults_are_listed_in_the_pages_order_and_those_of_the_whole_form_last():
    class Two(GovukForm):
        first = forms.CharField(error_messages={"required": "Enter the first"})
        second = forms.CharField(error_messages={"required": "Enter the second"})

        def clean(self):
            self.add_error(None, "The two do not fit")
            self.add_error("first", "And another thing")

    assert [one["text"] for one in Two({}).errors_with_links()] == [
        "Enter the first",
        "And another thing",
        "Enter the second",
        "The two do not fit",
    ]


def test_what_was_typed_is_shown_again_but_never_a_password(field):
    given = {
        "reference": "R1",
        "password": "horse",
        "reason": "because",
        "service": "h",
        "kind": "g",
        "sure": "on",
    }
    form = Everything(given | {"topics": ["b"], "happened_on_day": "31"})
    assert 'value="R1"' in field(form, "reference")
    assert "horse" not in field(form, "password")
    assert ">because</textarea>" in field(form, "reason")
    assert '<option value="h" selected>' in field(form, "service")
    assert 'value="g" checked' in field(form, "kind")
    assert 'value="b" checked' in field(form, "topics")
    assert 'value="a" checked' not in field(form, "topics")
    assert 'value="on" checked' in field(form, "sure")
    assert 'value="31"' in field(form, "happened_on")


def test_a_question_can_be_the_pages_heading(field):
    for name in MACROS:
        if name != "sure":
            assert "<h1" in field(Everything(), name, heading=True)
        assert "<h1" not in field(Everything(), name)


@pytest.mark.parametrize("name", MACROS)
def test_what_comes_from_outside_is_escaped(field, error_summary, name):
    form = Everything({name: HOSTILE, f"{name}_day": HOSTILE})
    form.fields[name].label = form.fields[name].help_text = HOSTILE
    if hasattr(form.fields[name], "choices"):
        form.fields[name].choices = [(HOSTILE, HOSTILE)]
    form.add_error(name, HOSTILE)
    for html in (field(form, name), field(form, name, heading=True)):
        assert "<script" not in html
        assert "alert(1)" in html
    assert "<script" not in error_summary(form)


def test_a_form_without_faults_has_no_summary(error_summary):
    assert error_summary(Everything()) == ""


def test_a_required_field_must_say_what_to_enter():
    class Silent(GovukForm):
        name = forms.CharField()

    with pytest.raises(ImproperlyConfigured, match=r"Silent\.name"):
        Silent()


def test_a_widget_without_a_component_is_refused():
    class Odd(GovukForm):
        when = forms.DateField(required=False, widget=forms.SelectDateWidget)

    with pytest.raises(ImproperlyConfigured, match="SelectDateWidget"):
        Odd().part("when")


def _large(name="x" * 300):
    return SimpleUploadedFile(name, b"text")


WRONG = [
    (forms.CharField(max_length=3), "long", "Enter 3 characters or fewer: your answer has 4"),
    (
        forms.CharField(max_length=8000),
        "x" * 9000,
        "Enter 8,000 characters or fewer: your answer has 9,000",
    ),
    (
        forms.CharField(validators=[MinLengthValidator(3)]),
        "x",
        "Enter at least 3 characters: your answer has 1",
    ),
    (forms.CharField(), "a\0b", "Remove the characters that cannot be printed"),
    (forms.EmailField(), "x", "Enter an email address, like name@example.com"),
    (
        forms.URLField(assume_scheme="https"),
        "x y",
        "Enter a full web address, like https://www.example.com/page",
    ),
    (forms.IntegerField(), "x", "Enter a whole number in digits, such as 12"),
    (forms.IntegerField(max_value=3), "4", "Enter a number that is 3 or less"),
    (forms.IntegerField(validators=[MinValueValidator(3)]), "2", "Enter a number that is 3 or more"),
    (forms.DecimalField(), "x", "Enter a number in digits, such as 12.50"),
    (forms.DecimalField(max_digits=2), "123", "Enter a number with at most 2 digits"),
    (forms.DecimalField(decimal_places=1), "1.23", "Enter a number with at most 1 decimal places"),
    (
        forms.DecimalField(max_digits=3, decimal_places=2),
        "12",
        "Enter a number with at most 1 digits before the decimal point",
    ),
    (forms.FloatField(), "x", "Enter a number in digits, such as 12.5"),
    (forms.TimeField(), "x", "Enter a time on the 24-hour clock, such as 14:05"),
    (forms.UUIDField(), "x", "Select one of the answers on this page"),
    (forms.ChoiceField(choices=[("a", "A")]), "b", "Select one of the answers on this page"),
    (forms.MultipleChoiceField(choices=[("a", "A")]), ["b"], "Select one of the answers on this page"),
    (forms.FileField(), SimpleUploadedFile("a.txt", b""), "Select a file that is not empty"),
    (
        forms.FileField(max_length=9),
        _large(),
        "Give the file a name of at most 9 characters: its name now has 255",
    ),
    (forms.FileField(), "not a file", "Select the file again: your browser did not send it as a file"),
]


@each(("field", "value", "sentence"), WRONG)
def test_djangos_own_sentences_are_replaced(field, value, sentence):
    field.required = False

    class One(GovukForm):
        question = field

    many = isinstance(value, list)
    form = One({"question": value} if not many else _Lists(question=value), {"question": value})
    assert [one["text"] for one in form.errors_with_links()] == [sentence]


def test_a_field_that_a_form_adds_for_its_page_has_our_sentences_too():
    class One(GovukForm):
        def __init__(self, *args):
            super().__init__(*args)
            self.fields["question"] = forms.CharField(max_length=3)

    told = One({"question": "long"}).errors_with_links()
    assert told[0]["text"] == "Enter 3 characters or fewer: your answer has 4"
    assert One({"question": ""}).errors_with_links()[0]["text"] == "Answer this question"


class _Lists(dict):
    """Just enough of the data of a request for a field with several values."""

    def getlist(self, name):
        return self[name]


def test_a_fields_own_sentence_is_kept():
    class One(GovukForm):
        question = forms.IntegerField(error_messages={"required": "Enter how many", "invalid": "How many?"})

    assert One({"question": "x"}).errors_with_links()[0]["text"] == "How many?"


@pytest.mark.parametrize("said", ["\u200b", "\u3164 \u3164", "\u2800", "\ufeff\u2060"])
def test_an_answer_that_draws_nothing_is_no_answer(said):
    sent = QueryDict(mutable=True)
    sent.update({"reference": said, "reason": f"{said}Why"})
    form = Everything(sent)
    assert form.errors["reference"] == ["Say something"]
    assert form.cleaned_data["reason"] == f"{as_read(said)}Why"
    assert str(form["reference"].value()) == said


@pytest.mark.parametrize(
    "said", ["A\u202ebc", "\u2067Abc\u2069", "A\u200bbc", "\ufeffAbc", "Ab\u00adc", "\u200eAbc", "A\u200dbc"]
)
def test_what_is_read_is_what_is_kept(said):
    sent = QueryDict(mutable=True)
    sent.update({"reference": said, "reason": said})
    form = Everything(sent)
    assert not {"reference", "reason"} & {*form.errors}
    assert form.cleaned_data["reference"] == "Abc"
    assert form["reason"].value() == "Abc"


@pytest.mark.parametrize("end", ["\r\n", "\n", "\u2028", "\x85"])
def test_a_box_of_one_line_takes_one_line(end):
    class One(GovukForm):
        name = forms.CharField()
        words = forms.CharField(widget=forms.Textarea)

    One.base_fields["name"].error_messages["required"] = One.base_fields["words"].error_messages[
        "required"
    ] = "Enter it"
    sent = QueryDict(mutable=True)
    sent.update({"name": f"Zoë{end}Dear all", "words": f"First{end}Second"})
    form = One(sent)
    assert form.is_valid()
    assert form.cleaned_data["name"] == form["name"].value() == "Zoë Dear all"
    assert form.cleaned_data["words"].splitlines() == ["First", "Second"]


def test_a_password_and_the_words_of_a_stranger_are_kept_to_the_letter():
    class One(GovukForm):
        password = forms.CharField(widget=forms.PasswordInput, required=False)
        words = forms.CharField(strip=False, required=False)

    sent = QueryDict(mutable=True)
    sent.update({"password": "a\u200bb", "words": "\u202eevil"})
    form = One(sent)
    assert form.is_valid()
    assert form.cleaned_data == {"password": "a\u200bb", "words": "\u202eevil"}
