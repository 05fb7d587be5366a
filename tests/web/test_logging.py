"""Log lines hold nobody's personal data, whoever writes them and however they go wrong."""

import ast
import io
import json
import logging
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import psycopg
import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import IntegrityError
from django.utils.log import log_response

import watchbook
from watchbook.web.logging import Formatter, SourceWord, current_reference

CANARY = "Jane Canary jane.canary@example.org 07700 900123"
PIECES = ("Canary", "canary", "900123", "example.org", "Jane")


@pytest.fixture
def lines():
    """What a handler with our formatter wrote, read back."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Formatter())
    root = logging.getLogger()
    loggers = [root, logging.getLogger("django"), logging.getLogger("watchbook")]
    levels = [logger.level for logger in loggers]
    root.addHandler(handler)
    for logger in loggers:
        logger.setLevel(logging.DEBUG)

    def read():
        text = stream.getvalue()
        for piece in PIECES:
            assert piece not in text
        return [json.loads(line) for line in text.splitlines()]

    yield read
    root.removeHandler(handler)
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


def broken(message=CANARY, cause=None):
    secret = CANARY  # a local value, as a view has them
    error = ValueError(message, secret)
    error.add_note(CANARY)
    raise error from cause


def caught(act):
    try:
        act()
    except Exception as error:  # noqa: BLE001  the point is what is logged of it
        return error
    raise AssertionError("it did not raise")


def unique_violation():
    try:
        raise psycopg.errors.UniqueViolation(f"DETAIL: Key (email)=({CANARY}) already exists.")
    except psycopg.errors.UniqueViolation as cause:
        raise IntegrityError(str(cause)) from cause


def request(**more):
    match = SimpleNamespace(view_name="organisation:person")
    told = {"path": f"/people/{CANARY}", "resolver_match": match, "reference": "7K3M-9QXD-2BHT"}
    return SimpleNamespace(**told | more)


def log_django(error, status=500):
    response = SimpleNamespace(status_code=status, reason_phrase="Internal Server Error")
    log_response("%s: %s", CANARY, f"/{CANARY}", response=response, request=request(), exception=error)


FOREIGN = [
    lambda: logging.getLogger("library").warning(f"could not find {CANARY}"),
    lambda: logging.getLogger("library.part").warning("could not find %s", CANARY),
    lambda: logging.getLogger("library").error(ValueError(CANARY)),
    lambda: logging.getLogger("library").error("it broke", exc_info=caught(broken)),
    lambda: logging.getLogger("library").error("it broke", extra={"facts": {"name": CANARY}}),
    lambda: logging.getLogger("library").error("with a stack", stack_info=True),
    lambda: logging.getLogger("py.warnings").warning("%s", CANARY),
    lambda: logging.getLogger("django.security.csrf").warning("Forbidden (%s): %s", CANARY, CANARY),
    lambda: logging.getLogger("django.db.backends").debug("(%.3f) %s; args=%s", 0.1, "SELECT", (CANARY,)),
    lambda: logging.getLogger("procrastinate.worker").info(f"Starting job send_letter[1](to={CANARY})"),
    lambda: log_django(caught(broken)),
    lambda: log_response(
        CANARY,
        response=SimpleNamespace(status_code=400),
        request=request(),
        exception=SuspiciousOperation(CANARY),
        logger=logging.getLogger("django.security.SuspiciousOperation"),
    ),
]


@pytest.mark.parametrize("write", FOREIGN)
def test_nothing_of_a_foreign_message_or_its_arguments_is_printed(lines, write):
    write()
    (line,) = lines()
    assert line["message"].endswith(("reports", "warns", "asked", "wrong", "suspicious"))


def test_our_own_template_is_printed_unfilled(lines):
    logging.getLogger("watchbook.foi").warning("request %s has no questions", CANARY)
    assert lines()[0]["message"] == "request %s has no questions"


@pytest.mark.parametrize(
    ("template", "arguments", "line"),
    [
        ("refused: %s.", (SourceWord("InvalidAudienceError"),), "refused: InvalidAudienceError."),
        ("%s files of %.1f MB", (3, 0.5), "3 files of 0.5 MB"),
        ("%s of %s", (SourceWord("state"), CANARY), "%s of %s"),
        ("%s and %s", (3,), "%s and %s"),
        ("%s", (True,), "True"),
    ],
)
def test_our_own_template_is_filled_where_no_argument_can_hold_a_text(lines, template, arguments, line):
    logging.getLogger("watchbook.foi").warning(template, *arguments)
    assert lines()[0]["message"] == line


def test_our_own_object_as_message_is_printed_by_its_type(lines):
    logging.getLogger("watchbook.foi").warning(ValueError(CANARY))
    assert lines()[0]["message"] == "ValueError"


def test_a_logger_that_only_begins_like_ours_is_foreign(lines):
    logging.getLogger("watchbooks").warning(CANARY)
    assert lines()[0]["message"] == "another library reports"


def test_facts_keep_numbers_and_ids_and_drop_text(lines):
    facts = {"count": 3, "share": 0.5, "sealed": True, "id": UUID(int=1), "name": CANARY, "list": [CANARY]}
    logging.getLogger("watchbook.ledger").info("sealed", extra={"facts": facts})
    assert lines()[0]["facts"] == {
        "count": 3,
        "share": 0.5,
        "sealed": True,
        "id": "00000000-0000-0000-0000-000000000001",
    }


def test_facts_that_are_none_are_left_out(lines):
    logging.getLogger("watchbook").info("sealed", extra={"facts": CANARY})
    assert "facts" not in lines()[0]


def test_a_record_that_cannot_be_written_is_not_printed_instead(capsys):
    handler = logging.StreamHandler(io.StringIO())
    handler.setFormatter(logging.Formatter())
    handler.handle(logging.makeLogRecord({"msg": "%d " + CANARY, "args": (CANARY,)}))
    assert capsys.readouterr().err == ""


def test_an_exception_is_printed_as_type_and_frames(lines):
    logging.getLogger("watchbook.foi").error("failed", exc_info=caught(broken))
    (told,) = lines()[0]["exceptions"]
    assert told["type"] == "builtins.ValueError"
    assert told["frames"][-1].startswith(f"{__name__}:broken:")


def test_a_database_error_is_printed_without_the_row(lines):
    log_django(caught(unique_violation))
    outer, inner = lines()[0]["exceptions"]
    assert outer["type"] == "django.db.utils.IntegrityError"
    assert inner["type"] == "psycopg.errors.UniqueViolation"
    assert inner["sqlstate"] == "23505"


def test_the_name_of_a_violated_constraint_is_printed_but_not_a_sentence_in_its_place(lines):
    for name in ("person_email_unique", CANARY):
        error = ValueError(CANARY)
        error.diag = SimpleNamespace(constraint_name=name)
        logging.getLogger("watchbook").error("failed", exc_info=error)
    first, second = (line["exceptions"][0] for line in lines())
    assert first["constraint"] == "person_email_unique"
    assert "constraint" not in second


def test_a_group_of_exceptions_names_its_members_types(lines):
    group = ExceptionGroup(CANARY, [ValueError(CANARY), KeyError(CANARY)])
    logging.getLogger("watchbook").error("failed", exc_info=group)
    assert lines()[0]["exceptions"][0]["members"] == ["builtins.ValueError", "builtins.KeyError"]


def test_a_hidden_context_is_not_followed_and_a_circle_ends(lines):
    def hidden():
        try:
            broken()
        except ValueError:
            raise KeyError(CANARY) from None

    circle = ValueError(CANARY)
    circle.__cause__ = KeyError(CANARY)
    circle.__cause__.__cause__ = circle
    logging.getLogger("watchbook").error("hidden", exc_info=caught(hidden))
    logging.getLogger("watchbook").error("circle", exc_info=circle)
    hidden_line, circle_line = lines()
    assert len(hidden_line["exceptions"]) == 1
    assert len(circle_line["exceptions"]) == 5


def test_a_request_is_printed_as_route_status_and_reference(lines):
    log_django(caught(broken))
    line = lines()[0]
    assert line["route"] == "organisation:person"
    assert line["status"] == 500
    assert line["reference"] == "7K3M-9QXD-2BHT"


def test_a_line_on_the_way_carries_the_reference_of_its_request(lines):
    token = current_reference.set("7K3M-9QXD-2BHT")
    logging.getLogger("watchbook").info("on the way")
    current_reference.reset(token)
    assert lines()[0]["reference"] == "7K3M-9QXD-2BHT"


def test_an_address_that_leads_nowhere_has_no_route(lines):
    for one in (request(resolver_match=None), "a socket", request(reference=[CANARY])):
        logging.getLogger("django.request").warning(
            "%s", CANARY, extra={"request": one, "status_code": "404"}
        )
    assert [line.get("route") for line in lines()] == [None, None, "organisation:person"]


def test_a_line_says_when_and_where(lines):
    logging.getLogger("watchbook").info("on the way")
    line = lines()[0]
    assert line["time"].endswith("+00:00")
    assert line["where"].startswith("test_logging:test_a_line_says_when_and_where:")
    assert line["level"] == "INFO"


def _logged_messages():
    methods = {"debug", "info", "warning", "error", "exception", "critical"}
    for file in Path(watchbook.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in methods
            ):
                owner = getattr(node.func.value, "id", getattr(node.func.value, "attr", "")).lower()
                if owner in {"log", "logger", "logging"}:
                    yield file, node


def test_our_own_messages_are_constants_so_that_printing_them_is_safe():
    for file, call in _logged_messages():
        assert isinstance(call.args[0], ast.Constant), f"{file.name}:{call.lineno} builds its log message"
