"""Log lines for machines: one JSON object each, and never a person's text in one.

What other people's code writes into a message, an argument or an exception may hold a name, an address or a
row of the database. So only these are printed: names that stand in source code (loggers, our own message
templates, exception types, modules, functions, routes, database codes), numbers, and the request's reference.
"""

import json
import logging
import re
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any
from uuid import UUID

OURS = "watchbook"
FRAMES = 30  # of each exception, the innermost
CHAIN = 5  # exceptions behind an exception

# The request that is being answered, for lines written on the way.
current_reference: ContextVar[str] = ContextVar("current_reference", default="")

# What a foreign logger's line is about, in our words instead of its own.
ABOUT = {
    "django.security.csrf": "a form was refused: its security token was missing, old or wrong",
    "django.security": "a request was refused as suspicious",
    "django.request": "a request was not answered as asked",
    "django.server": "the development server answered a request",
    "django.db": "the database layer reports",
    "django.tasks": "a background task reports",
    "procrastinate": "the job runner reports",
    "_granian": "the web server reports",
    "granian": "the web server reports",
    "psycopg": "the database driver reports",
    "allauth": "sign-in reports",
    "py.warnings": "Python warns",
}
# Otherwise a record that cannot be written is printed to standard error by Python, arguments and all.
logging.raiseExceptions = False
NAME = re.compile(r"[A-Za-z0-9_.]{1,100}")


class SourceWord(str):
    """A word that stands in source code, such as the name of a check or of an exception: it names nobody, so a line may hold it."""

    __slots__ = ()


class Formatter(logging.Formatter):
    """A record as one line of JSON that holds nobody's personal data."""

    def format(self, record: logging.LogRecord) -> str:
        """Neither an argument that may hold a text nor a foreign message nor an exception's message is ever printed."""
        status = getattr(record, "status_code", None)
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
            "where": f"{record.module}:{record.funcName}:{record.lineno}",
            "reference": _reference(record),
            "route": _route(record),
            "status": status if isinstance(status, int) else None,
            "facts": _facts(record),
            "exceptions": _exceptions(record),
        }
        return json.dumps({key: value for key, value in line.items() if value not in ("", None, [], {})})


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name == OURS or record.name.startswith(f"{OURS}.")


def _message(record: logging.LogRecord) -> str:
    """Our own template, filled where no argument can hold a text; of a foreign record only what its logger is about."""
    if _is_ours(record):
        return _filled(record.msg, record.args) if isinstance(record.msg, str) else type(record.msg).__name__
    parts = record.name.split(".")
    parents = (".".join(parts[:end]) for end in range(len(parts), 0, -1))
    return next((ABOUT[name] for name in parents if name in ABOUT), "another library reports")


def _filled(template: str, arguments: object) -> str:
    if not isinstance(arguments, tuple) or not arguments:
        return template
    if not all(isinstance(one, int | float | UUID | SourceWord) for one in arguments):
        return template
    try:
        return template % arguments
    except (TypeError, ValueError):
        return template


def _reference(record: logging.LogRecord) -> str:
    reference = getattr(getattr(record, "request", None), "reference", "") or current_reference.get()
    return reference if isinstance(reference, str) else ""


def _route(record: logging.LogRecord) -> str:
    """The name of the route instead of the path, which may hold what somebody typed."""
    match = getattr(getattr(record, "request", None), "resolver_match", None)
    return str(getattr(match, "view_name", "") or "")


def _facts(record: logging.LogRecord) -> dict[str, int | float | str]:
    """`extra={"facts": {…}}` of our own records: numbers, truth values and ids; text is left out."""
    facts = getattr(record, "facts", {}) if _is_ours(record) else {}
    if not isinstance(facts, dict):
        return {}
    return {
        name: str(value) if isinstance(value, UUID) else value
        for name, value in facts.items()
        if isinstance(value, int | float | UUID)
    }


def _exceptions(record: logging.LogRecord) -> list[dict[str, Any]]:
    """The exception and those behind it, outermost first."""
    error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    return [_exception(one) for one in _chain(error)]


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(CHAIN):
        if error is None:
            return
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _exception(error: BaseException) -> dict[str, Any]:
    """Type and frames; of a database error also its code and constraint, which are names in our schema."""
    told: dict[str, Any] = {"type": _type(error), "frames": list(_frames(error.__traceback__))[-FRAMES:]}
    if isinstance(error, BaseExceptionGroup):
        told["members"] = [_type(member) for member in error.exceptions]
    for name, value in (
        ("sqlstate", getattr(error, "sqlstate", None)),
        ("constraint", getattr(getattr(error, "diag", None), "constraint_name", None)),
    ):
        if isinstance(value, str) and NAME.fullmatch(value):
            told[name] = value
    return told


def _type(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def _frames(traceback: TracebackType | None) -> Iterator[str]:
    while traceback is not None:
        code = traceback.tb_frame.f_code
        # Of a template, Jinja2 gives the file's path where a module's name would stand.
        module = str(traceback.tb_frame.f_globals.get("__name__", "?")).rpartition("/jinja2/")[2]
        yield f"{module}:{code.co_qualname}:{traceback.tb_lineno}"
        traceback = traceback.tb_next
