"""docs/reference/forms.md: each box of the official forms, the field of ours that fills it or why none does, and how we know of it."""

from collections.abc import Iterator

from watchbook.authorisations.official_forms import FORMS, MEMORY, FormBox, OfficialForm
from watchbook.authorisations.paper_fields import BY_HAND
from watchbook.authorisations.papers import label_of

KNOWN = {MEMORY: "from memory, not verified"}


def page() -> Iterator[str]:
    """Return the lines of the page below its title."""
    yield (
        "The Home Office’s forms in our own words, and what of ours fills each box. The papers of an authorisation are made from the same "
        "table (`watchbook/authorisations/official_forms.py`), so a box is on the paper exactly as it is here. The last column says "
        "where the box was read ([sources](../law/sources.md)). A box from memory must be held against the form before anybody relies on it. "
        "Fields of an application, a report or a decision are named by their question."
    )
    yield ""
    for form in FORMS:
        yield from _form(form)


def _form(form: OfficialForm) -> Iterator[str]:
    yield f"## {form.title}"
    yield ""
    yield "| Box | Asks | Our field, or why none | Known |"
    yield "|---|---|---|---|"
    for box in form.boxes:
        known = KNOWN.get(box.source, box.source)
        number = box.number if box.source else f"{box.number} (not verified)" if box.number else ""
        yield f"| {number} | {box.asks} | {_fields(box, kind=form.kind)} | {known} |"
    yield ""


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
