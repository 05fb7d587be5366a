"""An act tried with what a form holds: its row, or its refusal put on the form."""

from collections.abc import Callable

from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.models import Recorded
from watchbook.files.upload import Content, Refused, look_at
from watchbook.web.forms import GovukForm


def attempt[Row: Recorded](form: GovukForm, act: Callable[[Content | None], Row]) -> Row | None:
    """The act's row; or None with the refusal on the form, where everything typed still stands."""
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
