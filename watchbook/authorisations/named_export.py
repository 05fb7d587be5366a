"""The central record with what envelopes hold: titles, subjects, courts, reasons. That each row left is recorded first.

Of a covert source it gives the pseudonym and nothing else that could tell who they are (docs/law/central-record.md#source-records).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind, record_row
from watchbook.authorisations.models import Authorisation, AuthorisedSubject, Determination, Hearing
from watchbook.authorisations.permissions import may_export_names
from watchbook.authorisations.states import AuthorisationKind
from watchbook.keys.envelope import Facts, opened_all
from watchbook.organisation.models import Person

AT_MOST = 500
EXPORTED = Kind(
    "named_export.exported",
    fields=("reference",),
    says=gettext_lazy("An entry of the central record was exported with names."),
)


@transaction.atomic
def take(rows: Iterable[Authorisation], *, by: Person, at: datetime) -> Mapping[UUID, Mapping[str, str]]:
    """What the envelopes of these rows hold, by row."""
    may_export_names(by)
    every = list(rows)
    if len(every) > AT_MOST:
        raise WrongState(
            _(
                "You cannot export so many entries with names: the limit is {most}. Filter the record and export it in parts."
            ).format(most=AT_MOST)
        )
    for row in every:
        record_row(EXPORTED, row, by=by, at=at)
    said, subjects = opened_all(every), _subjects(every)
    courts, refusals = _courts(every), _refusals(every)
    return {
        row.id: {
            "title": said[row.id]["title"],
            "pseudonym": said[row.id].get("pseudonym", ""),
            "subjects": said[row.id].get("subjects") or "; ".join(subjects[row.id]),
            "court": "; ".join(courts[row.id]),
            "refused_because": said[row.id].get("refused_because") or "; ".join(refusals[row.id]),
        }
        for row in every
    }


def _subjects(rows: list[Authorisation]) -> Mapping[UUID, list[str]]:
    """Whom each names; of a covert source's, nobody."""
    wanted = [row for row in rows if row.kind != AuthorisationKind.CHIS]
    named = list(
        AuthorisedSubject.objects.filter(authorisation__in=wanted, removed_at=None).select_related("subject")
    )
    said = opened_all(one.subject for one in named)
    found: dict[UUID, list[str]] = defaultdict(list)
    for one in named:
        facts = said[one.subject_id]
        found[one.authorisation_id].append(facts["called"] or ", ".join(facts["handles"]))
    return found


def _courts(rows: list[Authorisation]) -> Mapping[UUID, list[str]]:
    hearings = list(Hearing.objects.filter(authorisation__in=rows))
    said = opened_all(hearings)
    return _by_row(
        hearings, said, lambda facts: ", ".join(filter(None, (facts["court"], facts["magistrate"])))
    )


def _refusals(rows: list[Authorisation]) -> Mapping[UUID, list[str]]:
    refused = list(Determination.objects.filter(authorisation__in=rows, is_granted=False))
    return _by_row(refused, opened_all(refused), lambda facts: str(facts["why"]))


def _by_row(
    parts: Iterable[Hearing | Determination], said: Mapping[UUID, Facts], words: Callable[[Facts], str]
) -> Mapping[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    for part in parts:
        found[part.authorisation_id].append(words(said[part.id]))
    return found
