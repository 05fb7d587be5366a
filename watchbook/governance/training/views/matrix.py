"""Pages of the matrix of training by service and duty, and of what one person took part in."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from watchbook.acting.refusals import can
from watchbook.files.spreadsheet import write_csv
from watchbook.governance.training import queries as training
from watchbook.governance.training.permissions import may_read_training, may_see_training_of
from watchbook.governance.training.queries import Holder
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.organisation.rules import TITLES
from watchbook.register.views.acting import reader


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """The matrix today; below it, for those who may see names, who has no training that counts. Four queries of its own."""
    by = reader(request)
    may_read_training(by)
    found = training.matrix(today())

    def seen(holders: tuple[Holder, ...]) -> list[Holder]:
        return [one for one in holders if can(may_see_training_of, by, one.person)]

    lacking: list[dict[str, Any]] = [
        {"service": row.service, "duty": TITLES[cell.duty], "holders": seen(cell.lacking)}
        for row in found.rows
        for cell in row.cells
        if seen(cell.lacking)
    ]
    context = {
        "matrix": found,
        "titles": [TITLES[kind] for kind in found.duties],
        "lacking": lacking,
        "ending": seen(found.ending),
        "ending_unnamed": len(found.ending) - len(seen(found.ending)),
        "sees_names": any(
            can(may_see_training_of, by, one.person)
            for row in found.rows
            for cell in row.cells
            for one in cell.holders
            if one.person != by
        ),
    }
    return render(request, "governance/training_matrix.html", context)


@require_safe
def matrix_file(request: HttpRequest) -> HttpResponse:
    """The matrix as CSV: numbers only."""
    may_read_training(reader(request))
    found = training.matrix(today())
    rows = [
        (
            row.service.name if row.service else _("No service"),
            str(TITLES[cell.duty]),
            str(cell.of),
            str(cell.trained),
            found.on.isoformat(),
        )
        for row in found.rows
        for cell in row.cells
    ]
    response = HttpResponse(
        write_csv(("service", "duty", "holders", "with_training_that_counts", "on"), rows),
        content_type="text/csv; charset=utf-8",
    )
    response["Content-Disposition"] = f'attachment; filename="training-matrix-{found.on.isoformat()}.csv"'
    return response


@require_safe
def training_of(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What one person took part in, and how that stands for each of their duties: dates only."""
    by = reader(request)
    if by.id == person_id:
        whose = by
    else:
        may_read_training(by)
        found = Person.objects.filter(pk=person_id, is_system=False).select_related("service").first()
        if found is None:
            raise Http404
        whose = found
    may_see_training_of(by, whose)
    rows = training.training_of([whose], on=today())[whose.id]
    context = {
        "whose": whose,
        "attendances": rows,
        "stands": [(TITLES[kind], how) for kind, how in training.stands_of(whose, rows, on=today())],
        "on": today(),
        "may_read_training": may_read_training,
    }
    return render(request, "governance/training_of.html", context)
