"""Reading whom an authorisation names and what its application says: recorded first, since who checks is on no need-to-know list."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.read_first import check_read
from watchbook.audit_log.record import Kind, record_row
from watchbook.authorisations.models import ApplicationVersion, Authorisation
from watchbook.authorisations.particulars import named_by, newest_version
from watchbook.authorisations.permissions import may_read_authorisation
from watchbook.authorisations.states import TRIED, AuthorisationState
from watchbook.investigations.models import Subject, SubjectKind
from watchbook.investigations.subject import particulars_in
from watchbook.keys.envelope import opened_all
from watchbook.organisation.models import Person

READ = Kind(
    "reading.subjects_read",
    fields=("reference", "numbers"),
    says=gettext_lazy("The list of named people was viewed."),
)

TEXT_READ = Kind(
    "reading.text_read",
    fields=("reference", "version", "numbers"),
    says=gettext_lazy("The text of the application was read."),
)


class Readable(NamedTuple):
    """A subject, what it is called, also with address and date of birth, and whether the authorisation names it."""

    subject: Subject
    called: str
    in_full: str
    is_named: bool


@transaction.atomic
def read(authorisation: Authorisation, *, by: Person, at: datetime) -> list[Readable]:
    """Every subject of its investigation with what each is called: whom it names, or could name."""
    may_read_authorisation(by, authorisation)
    found = _subjects(authorisation)
    if found:
        record_row(READ, authorisation, by=by, at=at, numbers=_numbers(found))
    return found


@transaction.atomic
def read_text(
    authorisation: Authorisation, version: ApplicationVersion | None, *, by: Person, at: datetime
) -> list[Readable]:
    """Record that somebody reads a version of the text, or None for what the applicant writes; whom it may name comes with it."""
    may_read_authorisation(by, authorisation)
    found = _subjects(authorisation)
    number = version.number if version else None
    record_row(TEXT_READ, authorisation, by=by, at=at, version=number, numbers=_numbers(found))
    return found


def check_text_read(row: Authorisation, version: int, *, by: Person, to: AuthorisationState) -> None:
    """Raise WrongState unless the version decided on is the newest, and was in front of whoever decides."""
    newest = newest_version(row)
    if newest is None or newest.number != version:
        why = _(
            "The applicant submitted a newer version after you opened this page. Read the newer version, then decide."
        )
        raise WrongState(cannot(str(TRIED[to]), why))
    check_read(TEXT_READ.name, of=row.id, by=by.id, tried=str(TRIED[to]), version=version)


def _subjects(row: Authorisation) -> list[Readable]:
    whole = row.investigation
    subjects = list(whole.subjects.all()) if whole else []
    said = opened_all(subjects)
    named = set(named_by(row).values_list("subject", flat=True))
    return [
        Readable(
            one, told.name, told.in_full if one.kind == SubjectKind.PERSON else told.name, one.id in named
        )
        for one in subjects
        if (told := particulars_in(said[one.id]))
    ]


def _numbers(found: list[Readable]) -> str:
    return " ".join(str(one.subject.number) for one in found)
