"""Two people of one name: which subjects of the service are called like one, and nothing that is known tells them apart."""

from watchbook.investigations.models import Subject, SubjectKind
from watchbook.investigations.subject import NAME, SubjectParticulars, name_forms, particulars_in
from watchbook.investigations.together import together_with
from watchbook.keys import blind_index, envelope


def not_told_apart(subject: Subject, said: SubjectParticulars) -> list[Subject]:
    """Return the people of the service with this name from whom no address, date of birth, handle or account tells a person.

    Whoever has the same account is the same person. One query, and five where somebody has the name.
    """
    if subject.kind != SubjectKind.PERSON or not said.called:
        return []
    found = blind_index.found_any(name_forms(said.called), kind=NAME) - {subject.id}
    if not found:
        return []
    same = together_with(subject).subjects
    others = Subject.objects.filter(
        pk__in=found - same, kind=SubjectKind.PERSON, investigation__service=subject.investigation.service_id
    )
    rows = list(others.select_related("investigation").order_by("recorded_at"))
    if not rows or subject.accounts.filter(parted_at=None).exists():
        return []
    theirs = envelope.opened_all(rows)
    return [row for row in rows if not _tells(said, particulars_in(theirs[row.id]))]


def _tells(one: SubjectParticulars, other: SubjectParticulars) -> bool:
    """Whether something is known of one that is not said of the other too."""
    return bool(_known(one) - _known(other))


def _known(said: SubjectParticulars) -> set[str]:
    where = blind_index.fold(said.address)
    return {*map(blind_index.fold, said.handles), where, str(said.born or "")} - {""}
