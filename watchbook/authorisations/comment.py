"""A comment on the text of an application: in all, and at each of its questions. The acts that return it or pass it on save it."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState
from watchbook.authorisations.application_form import questions_of
from watchbook.authorisations.models import Authorisation, Comment
from watchbook.authorisations.particulars import newest_version
from watchbook.keys.envelope import opened, put
from watchbook.organisation.models import Person
from watchbook.web.text_box import LONGEST


def comment_on(
    row: Authorisation,
    *,
    step: Comment.Step,
    comments: str,
    made_by: Person,
    made_at: datetime,
    boxes: Mapping[str, str] | None = None,
) -> Comment:
    """The comment as its act is about to save it, on the text that was sent last. To return it something must be said."""
    said = {one: text for one, text in (boxes or {}).items() if text.strip()}
    if unknown := said.keys() - {box.id for box in questions_of(row.kind)}:
        raise WrongState(
            _("You cannot comment on {boxes}: the form has no such question. Open the page again.").format(
                boxes=", ".join(sorted(unknown))
            )
        )
    if any(len(text) > LONGEST for text in said.values()):
        raise WrongState(
            _(
                "You cannot save this comment: it is longer than {most} characters. Shorten the comment."
            ).format(most=LONGEST)
        )
    if step is Comment.Step.RETURNED and not said and not comments.strip():
        raise WrongState(
            _(
                "You cannot return this application without saying what the applicant should correct. Comment on a question or on the whole application."
            )
        )
    comment = Comment(authorisation=row, version=newest_version(row), step=step, by=made_by, at=made_at)
    put(comment, {"comments": comments, "boxes": said})
    return comment


def told(comment: Comment) -> dict[str, str]:
    """The words of a comment as its event commits them."""
    words = opened(comment)
    return {
        "comments": words["comments"],
        "boxes": json.dumps(words["boxes"], sort_keys=True, ensure_ascii=False),
    }
