"""From a form to an act and on: what was typed stands, and a refusal is said where the form says its faults."""

from collections.abc import Callable
from types import ModuleType
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchbook.acting.holding import UNDER_HOLD
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.files.upload import Content, Refused, look_at
from watchbook.organisation.models import Person
from watchbook.register.forms import RegisterForm
from watchbook.register.models.entries import NamedEntry
from watchbook.web.forms import GovukForm

TWICE = "twice"
METHODS = ["GET", "HEAD", "POST"]
CORRECTED = _("The entry was corrected. We keep the earlier version.")
UPDATED = _("The entry was updated. We keep the earlier version.")
HELD = _(
    "You cannot change this record: it is under legal hold or restricted, and a change would overwrite it. Ask the records "
    "manager how long the hold or restriction will last."
)
TAKEN_BACK = _("The entry was taken back. We keep its earlier versions.")


def reader(request: HttpRequest) -> Person:
    """Who is signed in."""
    return cast(Person, request.user)  # a page without sign-in is listed as public and asks for nobody


def rights_of(permissions: ModuleType) -> dict[str, Any]:
    """Return the rights of a part by their names, for its templates to ask."""
    return {name: may for name, may in vars(permissions).items() if name.startswith("may_")}


def or_404[Row](row: Row | None) -> Row:
    """The row of an address; where it names none, the page that says so."""
    if row is None:
        raise Http404
    return row


def readable_or_404[Row](
    row: Row | None, may: Callable[[Person, Row], None], *, by: Person, unknown: Row
) -> Row:
    """The row of an address, for somebody who may read it; where it names none, refused as a row that they may know nothing of.

    So whoever may not read it does not learn whether it exists. Who may read any such row, or has a way to any, is told that none does.
    """
    try:
        may(by, unknown if row is None else row)
    except NotPermitted as refusal:
        if row is not None or refusal.way is None:
            raise
    return or_404(row)


def sent_file(form: GovukForm) -> Content | None:
    """The file that came with a form, looked at. Raises Refused."""
    upload = form.cleaned_data.get("file")
    return look_at(upload) if upload else None


def sent(form: GovukForm) -> dict[str, Any]:
    """Return what was typed, as an act takes it, with the file looked at. Raises Refused."""
    values = form.values() if isinstance(form, RegisterForm) else form.cleaned_data
    return values | {"file": sent_file(form)} if "file" in form.fields else values


def seen_of[Row: NamedEntry](form: GovukForm, newest: Row) -> Row:
    """Return the version that the person saw when they opened the page; the newest where the page does not say."""
    versions: Any = type(newest)._default_manager.filter(reference=newest.reference)
    seen: Row | None = versions.filter(pk=form.cleaned_data["seen"]).first()
    return seen or newest


def acted[Row: Model](form: GovukForm, act: Callable[[], Row]) -> Row | None:
    """The row of the act, once the form was sent and is valid; or None, with its refusal on the form."""
    if not form.is_valid():
        return None
    try:
        return act()
    except Refused as refusal:
        form.add_error("file" if "file" in form.fields else None, str(refusal))
    except (WrongState, NotPermitted) as refusal:
        form.add_error(None, str(refusal))
    except IntegrityError as refusal:  # a part below retention cannot ask for holds: its tables' guards do
        if not _is_held(refusal):
            raise
        form.add_error(None, str(HELD))
    return None


def is_meant_twice(
    form: GovukForm, there: str, *, says: str = "", check: Callable[[], object] | None = None
) -> bool:
    """Whether nothing like it is there, or the person saw what is and wants another; else the form tells them of it and asks.

    `says` is what the person says by the tick. `check` refuses what the act would refuse: nobody is asked about what cannot be done at all.
    """
    if not there:
        return True
    form.fields[TWICE] = forms.BooleanField(
        label=says or _("Record this entry a second time"), required=False
    )
    if form.data.get(TWICE):
        return True
    try:
        if check:
            with transaction.atomic():
                check()
        form.add_error(TWICE, there)
    except (WrongState, NotPermitted) as refusal:
        form.add_error(None, str(refusal))
        del form.fields[TWICE]
    return False


def _is_held(refusal: IntegrityError) -> bool:
    told = getattr(refusal.__cause__, "diag", None)
    return getattr(told, "constraint_name", None) == UNDER_HOLD


def done(request: HttpRequest, words: str | Promise, to: str, *args: object) -> HttpResponse:
    """Say on the next page that the act is done."""
    messages.success(request, str(words))
    return redirect(to, *args)
