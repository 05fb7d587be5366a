"""From a Django form to the parameters of the GOV.UK components; pure presentation."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import chain
from typing import Any

from django import forms
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.forms.boundfield import BoundField
from django.utils.datastructures import MultiValueDict
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from watchbook.acting.own_words import as_read, drawn
from watchbook.web.day_field import BOXES, DayField
from watchbook.web.form_sentences import MISSING, put_sentences, with_figures


class Typed(str):
    """The text in a box: it is sent back as it is, so no sign of it is shown by its number."""


@dataclass(frozen=True)
class FormPart:
    """One question of a form: the component's macro, and what it is called with."""

    macro: str
    params: dict[str, Any]


def _each_text(data: Any, read: Callable[[str], str], *, but: Collection[str] = ()) -> Any:
    """Return what was sent with each of its texts read like this, but for those of some boxes."""
    if not isinstance(data, MultiValueDict):
        return data
    found = {key: [one if key in but else read(str(one)) for one in values] for key, values in data.lists()}
    return data if found == dict(data.lists()) else MultiValueDict(found)


def _as_read(text: str) -> str:
    """The text as it reads; one that draws nothing stays, to be answered as no answer."""
    return as_read(text) if drawn(text) else text


def _on_one_line(text: str) -> str:
    """The text of a box of one line as a browser sends it: without ends of lines, which would begin another line of a letter."""
    return " ".join(text.splitlines())


def _is_one_line(field: forms.Field) -> bool:
    """Whether a field is a box of one line, other than a password."""
    return isinstance(field, forms.CharField) and type(field.widget) in {forms.TextInput, forms.EmailInput}


def _is_to_the_letter(field: forms.Field) -> bool:
    """Whether a field keeps each sign that is sent: a password, and a stranger's own words."""
    if not isinstance(field, forms.CharField):
        return True
    return not field.strip or isinstance(field.widget, forms.PasswordInput)


class GovukForm(forms.Form):
    """A form whose pages are made of GOV.UK components, with sentences a person can act on."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if put_sentences(field):
                raise ImproperlyConfigured(f"{type(self).__name__}.{name} does not say what to enter")

    def full_clean(self) -> None:
        """Check what was typed, as it reads; a text that draws nothing counts as none, and stays in its box unless the form proposes another."""
        for field in self.fields.values():  # also of those that a form adds for the page that it is on
            if put_sentences(field):
                field.error_messages["required"] = MISSING
        to_the_letter = {
            self.add_prefix(name) for name, field in self.fields.items() if _is_to_the_letter(field)
        }
        in_lines = {self.add_prefix(name) for name, field in self.fields.items() if not _is_one_line(field)}
        typed = _each_text(self.data, _on_one_line, but=in_lines)
        typed = _each_text(typed, _as_read, but=to_the_letter)
        checked = self.data = _each_text(typed, drawn)
        super().full_clean()
        for error in chain.from_iterable(self.errors.as_data().values()):
            error.params = with_figures(error.params)
        if self.data is checked:
            self.data = typed

    def part(self, name: str, *, heading: bool = False, **options: Any) -> FormPart:
        """The component for a field. `heading`: its question is the page's h1. Options go to the macro."""
        bound = self[name]
        macro, build = _component(bound, options)
        told: dict[str, Any] = {"id": bound.id_for_label or bound.auto_id, "name": bound.html_name}
        if hint := str(bound.help_text):
            told["hint"] = {"text": hint}
        if errors := [str(error) for error in bound.errors] or self._lost_file(name):
            kind = "html" if isinstance(errors[0], SafeString) else "text"  # one with a link in it
            told["errorMessage"] = {kind: errors[0], "visuallyHiddenText": _("Error")}
        return FormPart(macro=macro, params=told | build(bound, heading) | options)

    def errors_with_links(self) -> list[dict[str, str]]:
        """The error summary's list, in the order of the page, each leading to the box it is about."""
        listed = [
            {
                "text": unescape(strip_tags(message)) if isinstance(message, SafeString) else message,
                "href": f"#{_first_wrong_box(self[name], error)}",
            }
            for name in self.fields
            for error in self.errors.as_data().get(name, [])
            for message in error.messages
        ]
        lost = [
            {"text": sentence, "href": f"#{self[name].auto_id}"}
            for name in self.fields
            for sentence in self._lost_file(name)
        ]
        return listed + lost + [{"text": str(message)} for message in self.non_field_errors()]

    def _lost_file(self, name: str) -> list[str]:
        """A browser sends a file once: where the form is refused for something else, it has to be chosen again."""
        sent = name in self.files and isinstance(self.fields[name], forms.FileField)
        if not sent or not self.errors or name in self.errors:
            return []
        return [
            _("Select the file again: we did not keep it, because something else on this page was refused")
        ]


Build = Callable[[BoundField, bool], dict[str, Any]]


def _component(bound: BoundField, options: dict[str, Any]) -> tuple[str, Build]:
    """The macro for a field's widget; a text area with a limit gets the one that counts."""
    widget = bound.field.widget
    if isinstance(widget, forms.Textarea) and {"maxlength", "maxwords"} & options.keys():
        return "govukCharacterCount", _text
    for kind, macro, build in COMPONENTS:
        if isinstance(widget, kind):
            return macro, build
    raise ImproperlyConfigured(f"There is no component for {type(widget).__name__} ({bound.html_name}).")


def _label(bound: BoundField, heading: bool) -> dict[str, Any]:
    size = f"govuk-label--{'l' if heading else 's'}"
    return {"text": str(bound.label), "isPageHeading": heading, "classes": size}


def _legend(bound: BoundField, heading: bool) -> dict[str, Any]:
    size = f"govuk-fieldset__legend--{'l' if heading else 's'}"
    return {"legend": {"text": str(bound.label), "isPageHeading": heading, "classes": size}}


def _text(bound: BoundField, heading: bool) -> dict[str, Any]:
    attrs = bound.field.widget.attrs
    value = bound.value()
    told = {
        "label": _label(bound, heading),
        "value": "" if value is None else Typed(value),
        "classes": attrs.get("class", ""),
    }
    kept = ("autocomplete", "inputmode", "rows", "spellcheck", "autocapitalize")
    return told | {name: attrs[name] for name in kept if name in attrs}


def _password(bound: BoundField, heading: bool) -> dict[str, Any]:
    return _text(bound, heading) | {
        "value": "",
        "showPasswordText": _("Show"),
        "hidePasswordText": _("Hide"),
        "showPasswordAriaLabelText": _("Show password"),
        "hidePasswordAriaLabelText": _("Hide password"),
    }


def _file(bound: BoundField, heading: bool) -> dict[str, Any]:
    told: dict[str, Any] = {"label": _label(bound, heading)}
    if accept := bound.field.widget.attrs.get("accept"):
        told["attributes"] = {"accept": accept}
    return told


def _select(bound: BoundField, heading: bool) -> dict[str, Any]:
    return {"label": _label(bound, heading), "items": list(_choices(bound, mark="selected"))}


def _ticked(bound: BoundField, heading: bool) -> dict[str, Any]:
    """Radios and checkboxes; of radios, nothing chosen is no choice."""
    is_radio = isinstance(bound.field.widget, forms.RadioSelect)
    items = [one for one in _choices(bound, mark="checked") if one["value"] != "" or not is_radio]
    return {"idPrefix": bound.auto_id, "fieldset": _legend(bound, heading), "items": items}


def _tick(bound: BoundField, heading: bool) -> dict[str, Any]:
    """One box by itself: its label is the statement that is ticked; its hint belongs to the box."""
    item = {"value": "on", "text": str(bound.label), "checked": bool(bound.value())}
    return {"idPrefix": bound.auto_id, "items": [item]}


def _day(bound: BoundField, heading: bool) -> dict[str, Any]:
    value = bound.value()
    widget = bound.field.widget
    texts = value if isinstance(value, list | tuple) else widget.decompress(value)
    errors = bound.form.errors.as_data().get(bound.name, [])
    wrong = {box for error in errors for box in (error.params or {}).get("boxes", BOXES)}
    names = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
    items = [
        {
            "name": f"{bound.html_name}_{box}",
            "id": f"{bound.auto_id}_{box}",
            "label": names[box],
            "value": text or "",
            "classes": f"govuk-input--width-{width}" + (" govuk-input--error" if box in wrong else ""),
        }
        for box, width, text in zip(BOXES, (2, 2, 4), texts, strict=True)
    ]
    return {"id": bound.auto_id, "fieldset": _legend(bound, heading), "items": items}


def _choices(bound: BoundField, *, mark: str) -> Iterator[dict[str, Any]]:
    """A choice field's answers; grouped choices are flattened."""
    value = bound.value()
    chosen = {str(one) for one in (value if isinstance(value, list | tuple | set) else [value])}
    for key, words in bound.field.widget.choices:
        for one, text in words if isinstance(words, list | tuple) else [(key, words)]:
            yield {"value": str(one), "text": str(text), mark: str(one) in chosen}


def _first_wrong_box(bound: BoundField, error: ValidationError) -> str:
    if isinstance(bound.field, DayField):
        boxes = (error.params or {}).get("boxes", BOXES)
        return f"{bound.auto_id}_{boxes[0]}"
    return bound.auto_id


# The first kind that fits a widget decides, so a kind stands before those it inherits from.
COMPONENTS: tuple[tuple[type[forms.Widget] | Any, str, Build], ...] = (
    (forms.MultiWidget, "govukDateInput", _day),
    (forms.Textarea, "govukTextarea", _text),
    (forms.PasswordInput, "govukPasswordInput", _password),
    (forms.EmailInput, "govukInput", lambda *told: _text(*told) | {"type": "email", "spellcheck": False}),
    # Text with a number pad: a number box changes under a mouse wheel and drops what it cannot read.
    (forms.NumberInput, "govukInput", lambda *told: {"inputmode": "numeric"} | _text(*told)),
    (forms.FileInput, "govukFileUpload", _file),
    (forms.CheckboxSelectMultiple, "govukCheckboxes", _ticked),
    (forms.RadioSelect, "govukRadios", _ticked),
    (forms.CheckboxInput, "govukCheckboxes", _tick),
    (forms.Select, "govukSelect", _select),
    (forms.TextInput, "govukInput", _text),
)
