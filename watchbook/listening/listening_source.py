"""Sources of listening projects: recorded with the terms that let a program read them, agreed to by another, corrected, taken back.

What one officer recorded or corrected alone is not read: it waits for a second, who wrote no part of it.
"""

from datetime import date, datetime
from functools import partial
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.audit_log.record import Kind
from watchbook.law.parameters import number
from watchbook.law.periods import months_after
from watchbook.listening import inbox
from watchbook.listening.models import ListeningSource, SourceKind
from watchbook.listening.one_person import why_not_inbox, why_not_server
from watchbook.listening.permissions import may_agree_source, may_record_source
from watchbook.listening.platforms import SHOW_ALL_ALIKE, same_page, why_not_address, why_not_kinds
from watchbook.listening.queries import authors_of, sources_of, standing_project
from watchbook.listening.rules import AREA, lines_of
from watchbook.organisation.models import Person
from watchbook.register import entry, recording
from watchbook.register.entry import Values

FIELDS = ("reference", "project_reference", "kind", "terms_read_on", "agreed_on", "corrects", "is_struck")
PERSONAL = ("address", "terms_address", "terms_say")
RECORDED = Kind("listening_source.recorded", FIELDS, PERSONAL, gettext_lazy("The source was recorded."))
CORRECTED = Kind("listening_source.corrected", FIELDS, PERSONAL, gettext_lazy("The entry was corrected."))
AGREED = Kind(
    "listening_source.agreed",
    FIELDS,
    PERSONAL,
    gettext_lazy("A second officer agreed to the source of a listening project."),
)
TAKEN_BACK = Kind("listening_source.taken_back", FIELDS, PERSONAL, gettext_lazy("The entry was taken back."))


def why_not_source(row: ListeningSource, today: date) -> str | None:
    """Return why a source cannot be recorded, or None: its project, its address, its terms."""
    project = standing_project(row.project_reference)
    if project is None:
        return _(
            "There is no listening project {reference}. Enter the reference of a project that is proposed or approved."
        ).format(reference=row.project_reference)
    if row.kind not in project.sources:
        return _(
            "The project does not name this kind of source. Choose a kind that the project names, or propose another project."
        )
    if why := why_not_kinds([row.kind], lines_of(project.search_words)):
        return why
    return why_not_terms(row, today) or why_not_read(row)


def why_not_twice(row: ListeningSource, today: date) -> str | None:
    """Return why a source cannot be recorded or agreed to, or None: also one that its project has under another spelling."""
    if why := why_not_source(row, today):
        return why
    page = same_page(row.kind, row.address)
    for one in sources_of(row.project_reference):
        if one.reference != row.reference and same_page(one.kind, one.address) == page:
            return _(
                "The project has this source already: {reference} is the same page or export, so its posts would count twice. Enter another source."
            ).format(reference=one.reference)
    return None


def why_not_terms(row: ListeningSource, today: date) -> str | None:
    """Return why the terms of a source cannot stand as they are, or None."""
    if not row.terms_address.startswith(("http://", "https://")):
        return _("The address of the terms must begin with https:// or http://.")
    if why := why_not_address(row.terms_address):
        return _("You cannot use this address for the terms. {why}").format(why=why)
    if row.terms_read_on > today:
        return _("The date on which the terms were read is in the future. Check that date.")
    return None


def why_not_read(row: ListeningSource) -> str | None:
    """Return why nothing can be read where a source is said to be, or None: an address on the web, or an export by its name."""
    if row.kind != SourceKind.INBOX:
        servers = row.kind in SHOW_ALL_ALIKE
        return why_not_address(row.address) or (why_not_server(urlsplit(row.address)) if servers else None)
    if inbox.NAME.fullmatch(row.address):
        return why_not_inbox(row.address)
    return _(
        "Enter the name of the inbox’s export: lower-case letters, digits and hyphens, then .csv, such as contact-form.csv."
    )


def must_be_read_again(source: ListeningSource, *, on: date) -> bool:
    """Whether the terms of a source were read so long ago that nothing is collected until somebody reads them again."""
    months = number(f"{AREA}terms_read_within_months", on=on)
    return on >= months_after(source.terms_read_on, months=months)


def _not_agreed(values: Values) -> Values:
    """Return the columns of a version that a second officer has yet to agree to."""
    told = entry.columns_of(values)
    told["project_reference"] = told["project_reference"].upper()
    return told | {"agreed_by": None, "agreed_on": None}


SOURCES = recording.Recording(
    ListeningSource,
    "SOURCE",
    may_record=lambda by, _row: may_record_source(by),
    why_not=why_not_twice,
    tried=gettext_lazy("You cannot record this source"),
    columns=_not_agreed,
)
add = partial(recording.add, SOURCES, RECORDED)
correct = partial(recording.correct, SOURCES, CORRECTED)
take_back = partial(recording.take_back, SOURCES, TAKEN_BACK)


@transaction.atomic
def agree(source: ListeningSource, *, by: Person, at: datetime) -> ListeningSource:
    """Agree to a source as another officer recorded it: from now on it is read."""
    source = entry.lock(source)
    may_agree_source(by, authors_of(source))
    tried = _("You cannot agree to this source")
    entry.check_standing(source, tried=tried)
    done = _("A second officer has agreed to this source already.") if source.agreed_on else None
    entry.check(done or why_not_twice(source, london_day(at)), tried=tried)
    agreed = {"agreed_by": by, "agreed_on": london_day(at)}
    return entry.write(AGREED, entry.next_version(source, by=by, changes=agreed), by=by, at=at)
