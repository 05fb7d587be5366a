"""Reading investigations: those that somebody may read, their subjects, and the exact search within them."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from watchbook.investigations.account import accounts_of, said_of
from watchbook.investigations.account_address import WEB, platform_titles
from watchbook.investigations.models import (
    BreakGlass,
    BreakGlassAcknowledgement,
    Investigation,
    NeedToKnow,
    Note,
    Subject,
)
from watchbook.investigations.permissions import (
    CHECKERS,
    DPO,
    OF_THE_SERVICE,
    OFFICERS,
    glass_broken_by,
    glass_open,
)
from watchbook.investigations.states import InvestigationState
from watchbook.investigations.subject import HANDLE, NAME, name_forms, particulars_of
from watchbook.investigations.told_apart import not_told_apart
from watchbook.keys import blind_index, envelope
from watchbook.keys.envelope import Enveloped
from watchbook.organisation.models import Duty, Person, Service
from watchbook.organisation.queries import duties_of, in_force_on, services_led_by, today
from watchbook.organisation.rules import DutyKind


def investigations_of(person: Person, *, at: Any = None) -> QuerySet[Investigation]:
    """The investigations that somebody may read, the newest first; the same as `may_read_investigation` says of each.

    `at` is the moment at which the database will be asked, where that is not now.
    """
    rows = Investigation.objects.select_related("service", "opened_by")
    held = duties_of(person, on=today()) if person.is_active and not person.is_system else frozenset()
    if held & set(CHECKERS):
        return rows
    listed = _is_listed(person)
    if not held & set(OFFICERS):
        listed = listed & _is_of_service(person) if held & set(OF_THE_SERVICE) else Q(pk=None)
    led = Q(service__in=services_led_by(person, on=today()))
    glass = list(glass_broken_by(person)) if at is None else glass_open(person, at=at).values("investigation")
    return rows.filter(listed | led | Q(pk__in=glass))


def _is_listed(person: Person) -> Q:
    return Q(pk__in=NeedToKnow.objects.filter(person=person, removed_at=None).values("investigation"))


def _is_of_service(person: Person) -> Q:
    return Q(service=person.service_id) | Q(service__in=services_led_by(person, on=today()))


def worked_on_by(person: Person) -> QuerySet[Investigation]:
    """The open investigations that somebody works on."""
    return _changed_by(person).filter(state=InvestigationState.OPEN)


def _changed_by(person: Person) -> QuerySet[Investigation]:
    """List those that somebody may change: the same as `may_change_investigation` says of each."""
    held = duties_of(person, on=today()) if person.is_active and not person.is_system else frozenset()
    listed = _is_listed(person) & _is_of_service(person) if held & set(OF_THE_SERVICE) else Q(pk=None)
    return Investigation.objects.filter(listed | Q(service__in=services_led_by(person, on=today())))


def titles_of(rows: Iterable[Enveloped]) -> dict[UUID, str]:
    """The titles of investigations, or of what else has one in its envelope, by id: all opened with one look at the keys."""
    return {row: said["title"] for row, said in envelope.opened_all(rows).items()}


class LookedAt(NamedTuple):
    """A subject as whoever decides on it must know it: names, handles and accounts, and for what it is looked into."""

    called: str
    handles: str
    address: str
    born: date | None
    accounts: str
    title: str
    purpose: str
    power: str
    namesakes: list[Subject]


def looked_at(subject: Subject) -> LookedAt:
    """Tell whom a decision is about. Whoever calls it has recorded the reading. Four queries, and those of a namesake."""
    said, whole = particulars_of(subject), envelope.opened(subject.investigation)
    accounts = [one.address for one in said_of(accounts_of([subject])).values()]
    return LookedAt(
        called=said.called,
        handles=", ".join(said.handles),
        address=said.address,
        born=said.born,
        accounts=", ".join(accounts),
        title=whole["title"],
        purpose=whole["purpose"],
        power=whole["power"],
        namesakes=not_told_apart(subject, said),
    )


def platform_title(id: str) -> str:
    """What people call a platform; of the plain web, and of what is none, the words for it."""
    if id == WEB:
        return _("another website")
    return platform_titles().get(id) or _("not known")


def investigation_by_reference(reference: str) -> Investigation | None:
    """The investigation of this reference."""
    return Investigation.objects.select_related("service", "opened_by").filter(reference=reference).first()


def subject_of(investigation: Investigation, number: int) -> Subject | None:
    """One of them by its number."""
    return investigation.subjects.select_related("investigation", "added_by").filter(number=number).first()


def need_to_know_of(investigation: Investigation) -> QuerySet[NeedToKnow]:
    """Who needs to know now."""
    return investigation.need_to_know.filter(removed_at=None).select_related("person", "added_by")


def notes_of(investigation: Investigation, *, about: Subject | None = None) -> list[tuple[Note, str]]:
    """The notes on an investigation, or on one of its subjects, with their text."""
    rows = list(investigation.notes.filter(subject=about).select_related("written_by"))
    texts = envelope.opened_all(rows)
    return [(row, texts[row.id]["text"]) for row in rows]


def subjects_called(word: str, *, reader: Person) -> list[Subject]:
    """Subjects with exactly this name, however it is written, or this handle, in investigations that the reader may read."""
    items = blind_index.found_any(name_forms(word), kind=NAME) | blind_index.found(word, kind=HANDLE)
    subjects = Subject.objects.filter(pk__in=items, investigation__in=investigations_of(reader))
    return list(subjects.select_related("investigation__service"))


def services_open_to(person: Person) -> list[Service]:
    """The services of which somebody may open investigations: their own, and those they lead."""
    is_theirs = Q(pk=person.service_id) | Q(pk__in=services_led_by(person, on=today()))
    return list(Service.objects.filter(is_theirs, closed_on=None))


def who_could_need_to_know(investigation: Investigation) -> QuerySet[Person]:
    """Everybody who may be on an investigation's list and is not: the same as `may_need_to_know` says of each."""
    listed, service = investigation.need_to_know.filter(removed_at=None), investigation.service_id
    held = Duty.objects.filter(in_force_on(today())).order_by()
    led = held.filter(kind=DutyKind.LINE_MANAGER, service=service)
    is_of_it = Q(person__service=service) | Q(person__in=led.values("person"))
    holders = held.filter(Q(kind__in=OFFICERS) | Q(kind__in=OF_THE_SERVICE) & is_of_it)
    people: QuerySet[Person] = Person.objects.active().filter(pk__in=holders.values("person"))
    return people.filter(~Exists(listed.filter(person=OuterRef("pk"))))


def every_broken_glass() -> QuerySet[BreakGlass]:
    """Every time that the glass was broken, the newest first, with who acknowledged it."""
    rows = BreakGlass.objects.select_related("investigation__service", "opened_by")
    return rows.prefetch_related("acknowledgements__acknowledged_by")


def broken_glass_of(investigation: Investigation) -> QuerySet[BreakGlass]:
    """Every time that the glass of this one was broken, the newest first."""
    return every_broken_glass().filter(investigation=investigation)


def glass_by_id(glass_id: UUID) -> BreakGlass | None:
    """One of them, with who acknowledged it."""
    return every_broken_glass().filter(pk=glass_id).first()


def glass_to_acknowledge(person: Person) -> QuerySet[BreakGlass]:
    """What somebody was told of and has not acknowledged, the newest first: of all for the DPO, else of what they lead. One query."""
    theirs = BreakGlassAcknowledgement.objects.filter(break_glass=OuterRef("pk"), acknowledged_by=person)
    rows = BreakGlass.objects.exclude(opened_by=person).filter(~Exists(theirs))
    if DPO not in duties_of(person, on=today()):
        rows = rows.filter(investigation__in=_changed_by(person))
    return rows.select_related("investigation", "opened_by")
