"""Reading investigations: those that somebody may read, their subjects, and the exact search within them."""

from uuid import UUID

from django.db.models import Q, QuerySet

from watchbook.investigations.models import Investigation, NeedToKnow, Note, Subject
from watchbook.investigations.permissions import CHECKERS, OF_THE_SERVICE, OFFICERS, may_need_to_know
from watchbook.investigations.subject import HANDLE, NAME
from watchbook.keys import blind_index, envelope
from watchbook.organisation.models import Person, Service
from watchbook.organisation.permissions import can
from watchbook.organisation.queries import duties_of, services_led_by, today


def investigations_of(person: Person) -> QuerySet[Investigation]:
    """The investigations that somebody may read, the newest first; the same as `may_read_investigation` says of each."""
    rows = Investigation.objects.select_related("service", "opened_by")
    held = duties_of(person, on=today()) if person.is_active and not person.is_system else frozenset()
    if held & set(CHECKERS):
        return rows
    listed = Q(pk__in=NeedToKnow.objects.filter(person=person, removed_at=None).values("investigation"))
    if not held & set(OFFICERS):
        own = Q(service=person.service_id) | Q(service__in=services_led_by(person, on=today()))
        listed = listed & own if held & set(OF_THE_SERVICE) else Q(pk=None)
    return rows.filter(listed | Q(service__in=services_led_by(person, on=today())))


def titles_of(investigations: list[Investigation]) -> dict[UUID, str]:
    """Their titles by id, all envelopes opened with one look at the keys."""
    return {row: said["title"] for row, said in envelope.opened_all(investigations).items()}


def investigation_by_reference(reference: str) -> Investigation | None:
    """The investigation of this reference."""
    return Investigation.objects.select_related("service", "opened_by").filter(reference=reference).first()


def subject_of(investigation: Investigation, number: int) -> Subject | None:
    """One of them by its number."""
    return investigation.subjects.select_related("investigation", "added_by").filter(number=number).first()


def need_to_know_of(investigation: Investigation) -> list[NeedToKnow]:
    """Who needs to know now."""
    return list(investigation.need_to_know.filter(removed_at=None).select_related("person", "added_by"))


def notes_of(investigation: Investigation, *, about: Subject | None = None) -> list[tuple[Note, str]]:
    """The notes on an investigation, or on one of its subjects, with their text."""
    rows = list(investigation.notes.filter(subject=about).select_related("written_by"))
    texts = envelope.opened_all(rows)
    return [(row, texts[row.id]["text"]) for row in rows]


def subjects_called(word: str, *, reader: Person) -> list[Subject]:
    """Subjects with exactly this name or handle in investigations that the reader may read."""
    items = blind_index.found(word, kind=NAME) | blind_index.found(word, kind=HANDLE)
    subjects = Subject.objects.filter(pk__in=items, investigation__in=investigations_of(reader))
    return list(subjects.select_related("investigation__service"))


def services_open_to(person: Person) -> list[Service]:
    """The services of which somebody may open investigations: their own, and those they lead."""
    is_theirs = Q(pk=person.service_id) | Q(pk__in=services_led_by(person, on=today()))
    return list(Service.objects.filter(is_theirs, closed_on=None))


def who_could_need_to_know(investigation: Investigation) -> list[Person]:
    """Everybody who may be on an investigation's list and is not."""
    listed = investigation.need_to_know.filter(removed_at=None).values("person")
    people = Person.objects.active().exclude(pk__in=listed)
    return [person for person in people if can(may_need_to_know, person, investigation)]
