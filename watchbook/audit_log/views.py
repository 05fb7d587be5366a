"""What the public gets of the seal: the key, a checkpoint a week, what outsiders say of it, and the program that checks.

Nobody signs in here, and everybody gets the same. How many entries the log has between two publications is not told.
"""

from datetime import date
from hashlib import sha256
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from watchbook.audit_log.models import PublishedCheckpoint, TimestampToken
from watchbook.audit_log.receipt import cosignatures, newest_published, published_note
from watchbook.audit_log.seal import read_tile
from watchbook.ledger import export, witness
from watchbook.ledger.tiles import node_reader
from watchbook.ledger.tree import consistency_proof
from watchbook.web.welsh import in_welsh_too

PLAIN = "text/plain; charset=utf-8"
ON_THE_PAGE = 10


@login_not_required
@in_welsh_too
@require_safe
def seal(request: HttpRequest) -> HttpResponse:
    """What is published, what it proves, and how to check it."""
    rows = list(PublishedCheckpoint.objects.order_by("-on")[:ON_THE_PAGE])
    context = {
        "key": rows[0].key if rows else "",
        "witness_keys": list(dict.fromkeys(one.key for one in cosignatures(*rows))),
        "program_sha256": sha256(export.verify_program()).hexdigest(),
        "watch_sha256": sha256(export.watch_program()).hexdigest(),
        "rows": [{"row": row, "tokens": _tokens(row), "witnesses": cosignatures(row)} for row in rows],
    }
    return HttpResponse(render_to_string("audit_log/seal.html", context, request))


@login_not_required
@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """The log's public key, a line in the form that signed notes use."""
    return HttpResponse(f"{_newest().key}\n", content_type=PLAIN)


@login_not_required
@require_safe
def newest_checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest published checkpoint, with its cosignatures."""
    return HttpResponse(published_note(_newest()), content_type=PLAIN)


@login_not_required
@require_safe
def checkpoint(request: HttpRequest, on: str) -> HttpResponse:
    """The checkpoint that was published on a day."""
    return HttpResponse(published_note(_row(on)), content_type=PLAIN)


@login_not_required
@require_safe
def checkpoints(request: HttpRequest) -> HttpResponse:
    """Every published checkpoint for programs: day, size, addresses, who outside has seen it, digests of the tokens."""
    rows = list(PublishedCheckpoint.objects.order_by("on"))
    key = rows[-1].key if rows else None
    return JsonResponse({"key": key, "checkpoints": [_data(row) for row in rows]})


@login_not_required
@require_safe
def token(request: HttpRequest, on: str, number: int) -> HttpResponse:
    """One time-stamp token (RFC 3161) of a published checkpoint, counted from 1."""
    tokens = _tokens(_row(on))
    if not 0 < number <= len(tokens):
        raise Http404
    return HttpResponse(bytes(tokens[number - 1].token), content_type="application/timestamp-reply")


@login_not_required
@require_safe
def verify_program(request: HttpRequest) -> HttpResponse:
    """The program that checks an export or a receipt: one file, standard library only."""
    response = HttpResponse(export.verify_program(), content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="verify.py"'
    return response


@login_not_required
@require_safe
def try_program(request: HttpRequest) -> HttpResponse:
    """The program that tries to open, in an old backup, what a certificate says is gone: one file, standard library only."""
    response = HttpResponse(export.try_program(), content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="try_to_open.py"'
    return response


@login_not_required
@require_safe
def watch_program(request: HttpRequest) -> HttpResponse:
    """The program that keeps checkpoints and says if the log was rewritten: one file, standard library only."""
    response = HttpResponse(export.watch_program(), content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="watch.py"'
    return response


@login_not_required
@require_safe
def consistency(request: HttpRequest, size: int) -> HttpResponse:
    """A proof that the newest published checkpoint grew out of an earlier one, as c2sp.org/tlog-witness writes it.

    Of published sizes alone: how the log grew in between is not told.
    """
    newest = _newest()
    if not 0 < size <= newest.size or not PublishedCheckpoint.objects.filter(size=size).exists():
        raise Http404
    node = node_reader(read_tile, size=newest.size)
    proof = consistency_proof(size, size=newest.size, node=node) if size < newest.size else []
    return HttpResponse(witness.body(published_note(newest), old=size, proof=proof), content_type=PLAIN)


def _newest() -> PublishedCheckpoint:
    row = newest_published()
    if row is None:
        raise Http404
    return row


def _row(on: str) -> PublishedCheckpoint:
    """The checkpoint of a day as ISO 8601 writes it."""
    try:
        return get_object_or_404(PublishedCheckpoint, on=date.fromisoformat(on))
    except ValueError:
        raise Http404 from None


def _tokens(row: PublishedCheckpoint) -> list[TimestampToken]:
    return list(TimestampToken.objects.filter(checkpoint=row).order_by("authority"))


def _data(row: PublishedCheckpoint) -> dict[str, Any]:
    return {
        "on": row.on.isoformat(),
        "entries": row.size,
        "checkpoint": reverse("seal:checkpoint_of", args=[row.on]),
        "tokens": [
            {
                "authority": one.authority,
                "at": one.at.isoformat(),
                "sha256": one.sha256,
                "token": reverse("seal:token", args=[row.on, number]),
            }
            for number, one in enumerate(_tokens(row), start=1)
        ],
        "witnesses": [
            {"name": one.witness, "key": one.key, "at": one.at.isoformat()} for one in cosignatures(row)
        ],
    }
