"""The text of an application as its readers see it: page by page, what was asked, answered, changed, commented and replied."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from watchbook.authorisations.application_form import Box, FormPage, pages_of
from watchbook.authorisations.forms.applications import PageForm
from watchbook.authorisations.models import ApplicationVersion, Authorisation, Comment
from watchbook.authorisations.particulars import KEEPERS
from watchbook.authorisations.reading import Readable
from watchbook.authorisations.rules.changes import Passage, changes
from watchbook.keys.envelope import Facts, opened_all
from watchbook.organisation.models import Person
from watchbook.web import wording

SOURCE_PAGE = "source"


@dataclass(frozen=True)
class BoxComment:
    """A comment at a question: who made it when, on which version, and what the applicant replied with the next one."""

    by: Person
    at: datetime
    version: int
    text: str
    reply: str


@dataclass(frozen=True)
class ReadAnswer:
    """A question with its answer; the passages that changed, none where it is the first version or nothing did."""

    box: Box
    text: str
    passages: tuple[Passage, ...]
    comments: tuple[BoxComment, ...]


@dataclass(frozen=True)
class TextSection:
    """One page of the application as it is read. A covert source's page may be withheld from this reader."""

    page: FormPage
    answers: tuple[ReadAnswer, ...]
    is_withheld: bool = False


def versions_of(row: Authorisation) -> QuerySet[ApplicationVersion]:
    """Every text that was sent, the first one first."""
    return row.applicationversions.select_related("by")


def earlier_than(version: ApplicationVersion | None, row: Authorisation) -> ApplicationVersion | None:
    """The text before a version; before what the applicant writes now, the one that was sent last."""
    sent = versions_of(row)
    return (sent if version is None else sent.filter(number__lt=version.number)).last()


def sections(
    row: Authorisation,
    said: Facts,
    *,
    before: Facts | None,
    readable: Sequence[Readable],
    comments: Mapping[str, tuple[BoxComment, ...]],
    sees_source: bool,
) -> Iterator[TextSection]:
    """The pages of a text beside the one before it; `comments` by the question at which they stand."""
    people = _people(said, before or {})
    for page in pages_of(row.kind):
        if page.id == SOURCE_PAGE and not sees_source:
            yield TextSection(page, (), is_withheld=True)
            continue
        subjects = [(one.subject, one.in_full) for one in readable]
        form = PageForm(page=page, authorisation=row, subjects=subjects, people=people)
        yield TextSection(
            page,
            tuple(
                _answered(box, form, said, before=before, comments=comments.get(box.id, ()))
                for box in page.questions_of(row.kind)
            ),
        )


def comments_at_boxes(
    row: Authorisation, *, until: ApplicationVersion | None
) -> dict[str, tuple[BoxComment, ...]]:
    """Every comment at a question, on this version or an earlier one, with its reply; the first one first."""
    sent = list(versions_of(row))
    texts = opened_all(sent)
    replies = {one.number: texts[one.id].get("replies", {}) for one in sent}
    rows = list(row.comments.select_related("by", "version"))
    words = opened_all(rows)
    found: dict[str, tuple[BoxComment, ...]] = {}
    for one in rows:
        number = one.version.number
        if until is not None and number > until.number:
            continue
        for box, text in words[one.id].get("boxes", {}).items():
            reply = replies.get(number + 1, {}).get(box, "") if one.step == Comment.Step.RETURNED else ""
            found[box] = (*found.get(box, ()), BoxComment(one.by, one.at, number, text, reply))
    return found


def _answered(
    box: Box, form: PageForm, said: Facts, *, before: Facts | None, comments: tuple[BoxComment, ...]
) -> ReadAnswer:
    text = _shown(form.fields[box.id], said.get(box.id, ""))
    passages: tuple[Passage, ...] = ()
    if before is not None:
        earlier = _shown(form.fields[box.id], before.get(box.id, ""))
        passages = changes(earlier, text) if earlier != text else ()
    return ReadAnswer(box, text, passages, comments)


def _shown(field: Any, value: Any) -> str:
    """An answer in words: what was chosen by its label, a day as a day."""
    labels = {str(key): str(label) for key, label in getattr(field, "choices", ()) if key}
    if isinstance(value, list):
        return "\n".join(
            labels.get(one, _("a subject that is no longer in the investigation")) for one in value
        )
    if labels or not value:
        return labels.get(str(value), str(value or ""))
    return wording.day(date.fromisoformat(value)) if hasattr(field, "what") else str(value)


def _people(*texts: Facts) -> list[Person]:
    named = {text[name] for text in texts for name in KEEPERS if text.get(name)}
    return list(Person.objects.filter(id__in=named))
