"""From a form to an act: what was typed stands, and a refusal of the act is said where the form says its faults."""

from collections.abc import Callable

from django.db.models import Model

from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.files.upload import Content, Refused, look_at
from watchbook.web.forms import GovukForm


def acted[Row: Model](form: GovukForm, act: Callable[[Content | None], Row]) -> Row | None:
    """The row of the act, which gets the file that was sent; or None, with the refusal on the form."""
    if not form.is_valid():
        return None
    upload = form.cleaned_data.get("file")
    try:
        return act(look_at(upload) if upload else None)
    except Refused as refusal:
        form.add_error("file", str(refusal))
    except (WrongState, NotPermitted) as refusal:
        form.add_error(None, str(refusal))
    return None
