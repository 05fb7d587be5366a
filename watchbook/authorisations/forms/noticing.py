"""A form whose text is looked over: what is noticed asks for an answer in words."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.web.forms import GovukForm
from watchbook.web.text_box import text_box

type Notice = Callable[[Mapping[str, Any]], tuple[str, ...]]


class NoticingForm(GovukForm):
    """A text that is looked over when it is sent. What is noticed asks for an answer in words; what holds of any text is said before."""

    remarks_answered = text_box(gettext_lazy("Your answer to the points that we raised"))

    def __init__(self, *args: Any, notice: Notice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._notice = notice
        answer = self.fields.pop("remarks_answered")
        answer.help_text = "" if self.is_bound else " ".join(notice({}))
        if self.is_bound or answer.help_text:
            self.fields["remarks_answered"] = answer

    def clean(self) -> dict[str, Any]:
        """Ask for the answer where something was noticed, and for none where nothing was."""
        told = super().clean() or self.cleaned_data
        remarks = " ".join(self._notice(told))
        if not remarks:
            del self.fields["remarks_answered"]
            return told | {"remarks_answered": ""}
        self.fields["remarks_answered"].help_text = remarks
        if not told.get("remarks_answered", "").strip():
            self.add_error(
                "remarks_answered",
                _(
                    "We raised these points: {it} Change what you wrote, or say why you are going on without a change."
                ).format(it=remarks),
            )
        return told
