"""Comments on an application as they are typed: in all, and at each of its questions."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from watchbook.authorisations.application_form import questions_of
from watchbook.web.forms import GovukForm
from watchbook.web.text_box import text_box

AT = "at_"  # before a question's id, so that a comment never bears the name of an answer


class CommentsForm(GovukForm):
    """The comments of the co-ordinator or the officer: each may stay empty."""

    comments = text_box(_("Comments on the whole application"), rows=4)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for box in questions_of(kind):
            self.fields[AT + box.id] = text_box(box.asks, rows=2)

    def told(self) -> dict[str, Any]:
        """As the acts take them."""
        told = self.cleaned_data
        boxes = {name.removeprefix(AT): text for name, text in told.items() if name.startswith(AT) and text}
        return {"comments": told["comments"], "boxes": boxes}
