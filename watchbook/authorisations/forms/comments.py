"""Comments on an application as they are typed: in all, and at each of its questions."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from watchbook.authorisations.application_form import questions_of
from watchbook.web.forms import GovukForm
from watchbook.web.text_box import text_box

AT = "at_"  # before a question's id, so that a comment never bears the name of an answer


class CommentsForm(GovukForm):
    """A comment on the whole application: it may stay empty."""

    comments = text_box(_("Comments on the whole application"), rows=4)


class ReturnForm(CommentsForm):
    """A comment at each question too; the act asks for one at least."""

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for box in questions_of(kind):
            self.fields[AT + box.id] = text_box(box.asks, rows=2)

    def boxes(self) -> dict[str, str]:
        """Return the comments by the question at which they stand."""
        told = self.cleaned_data.items()
        return {name.removeprefix(AT): text for name, text in told if name.startswith(AT)}
