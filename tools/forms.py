"""docs/reference/forms.md: each box of the official forms, the field of ours that fills it or why none does, and how we know of it."""

from collections.abc import Iterator
from datetime import date

from watchbook.authorisations.official_forms import FORMS, MEMORY, FormBox, OfficialForm, made_under
from watchbook.authorisations.paper_fields import BY_HAND
from watchbook.authorisations.papers import label_of
from watchbook.law.durations import ACTS
from watchbook.law.parameters import parameter_names

LAST = date.max  # the law as it stands last
KNOWN = {MEMORY: "from memory, not verified"}


def page() -> Iterator[str]:
    """Return the lines of the page below its title."""
    yield (
        "The Home Office’s forms in our own words, and what of ours fills each box. The papers of an authorisation are made from the same "
        "table (`watchbook/authorisations/official_forms.py`), so a box is on the paper exactly as it is here. The last column says "
        "where the box was read ([sources](../law/sources.md)). A box from memory must be held against the form before anybody relies on it. "
        "Fields of an application, a report or a decision are named by their question. The boxes are part of a release: a click confirms "
        "provisions, but a box that turns out otherwise has to be changed here."
    )
    yield ""
    for form in FORMS:
        yield from _form(form)


def _form(form: OfficialForm) -> Iterator[str]:
    yield f"## {form.title}"
    yield ""
    yield from _under(form)
    yield ""
    yield "| Box | Asks | Our field, or why none | Known |"
    yield "|---|---|---|---|"
    for box in form.boxes:
        known = KNOWN.get(box.source, box.source)
        number = box.number if box.source else f"{box.number} (not verified)" if box.number else ""
        yield f"| {number} | {box.asks} | {_fields(box, kind=form.kind)} | {known} |"
    yield ""


def _under(form: OfficialForm) -> Iterator[str]:
    """Say under which provisions a form is made, as the law stands last, and mark what is to be confirmed."""
    for where, nation in (("England, Wales and Northern Ireland", "england"), ("Scotland", "scotland")):
        if f"{ACTS[nation]}.forms.{form.id}" in parameter_names():
            titles = (
                one.title if one.verified else f"{one.title} (to be confirmed)"
                for one in made_under(form, nation=nation, on=LAST)
            )
            yield f"- Made under, in {where}: {'; '.join(titles)}."


def _fields(box: FormBox, *, kind: str) -> str:
    if box.reason:
        return f"None: {box.reason}"
    return "; ".join(_field(name, kind=kind or "directed_surveillance") for name in box.fields)


def _field(name: str, *, kind: str) -> str:
    where, _dot, key = name.partition(".")
    if where == "hand":
        return f"{BY_HAND[key]}, written by hand"
    label = label_of(name, kind=kind)
    return f"`{name}` “{label}”" if label else f"`{name}`"
