"""The council's mail server as the operator names it: encrypted, or on this machine."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from watchbook.config.mail_server import mailer, sender


def named(server, sent_from="watchbook@council.example", **more):
    values = {"WATCHBOOK_MAIL_SERVER": server, "WATCHBOOK_MAIL_FROM": sent_from}
    return values | {f"WATCHBOOK_MAIL_{name}": one for name, one in more.items()}


def options(values, file=Path("/none")):
    return mailer(values, password_file=file)["OPTIONS"]


@pytest.mark.parametrize(
    ("server", "host", "port", "ssl", "tls"),
    [
        ("smtp+starttls://mail.council.example", "mail.council.example", 587, False, True),
        ("smtps://mail.council.example:1465", "mail.council.example", 1465, True, False),
        ("smtps://[2001:db8::1]", "2001:db8::1", 465, True, False),
        ("smtp://127.0.0.1:2525", "127.0.0.1", 2525, False, False),
    ],
)
def test_a_server_is_named_by_how_it_is_encrypted(server, host, port, ssl, tls):
    told = options(named(server))
    assert (told["host"], told["port"], told["use_ssl"], told["use_tls"]) == (host, port, ssl, tls)
    assert "username" not in told


@pytest.mark.parametrize(
    ("server", "sent_from"),
    [
        ("smtp://mail.council.example", "watchbook@council.example"),  # in the open, over a network
        ("mail.council.example", "watchbook@council.example"),
        ("smtps://user:secret@mail.council.example", "watchbook@council.example"),
        ("smtps://mail.council.example", ""),
        ("", "watchbook@council.example"),
        ("smtps://mail.council.example", "watchbook@council.example\nBcc: x@example.org"),
        ("smtps://mail.council.example", "Watchbook <watchbook@council.example>"),
    ],
)
def test_half_a_server_or_one_in_the_open_is_refused(server, sent_from):
    with pytest.raises(ImproperlyConfigured, match="WATCHBOOK_MAIL_SERVER and WATCHBOOK_MAIL_FROM together"):
        sender(named(server, sent_from))


def test_without_a_server_no_mail_is_sent():
    assert sender({}) == ""
    assert mailer({}, password_file=Path("/none"))["BACKEND"].endswith("dummy.EmailBackend")


def test_the_password_is_read_from_a_file_by_the_process_that_may(tmp_path):
    file = tmp_path / "mail.password"
    told = named("smtps://mail.council.example", USER="watchbook")
    assert options(told, file)["password"] == ""
    file.write_text("secret\n")
    assert options(told, file)["password"] == "secret"
    other = tmp_path / "other"
    other.write_text("another\n")
    assert options(told | {"WATCHBOOK_MAIL_PASSWORD_FILE": str(other)}, file)["password"] == "another"
