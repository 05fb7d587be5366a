"""A message reaches a real mail server: encrypted before anything is said, signed in to, and never one whose certificate is another's."""

import ssl
import subprocess

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from tests.organisation.recovering import a_colleague, asked
from tests.organisation.test_told_by_mail import CARYS, SENDER, waiting
from tests.ports import free_port
from watchbook.config.mail_server import mailer
from watchbook.organisation import jobs, told_by_mail

USER, PASSWORD = "watchbook", "known to both"
# Of a connection that is encrypted from its start the server does not know that it is.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")


class Post:
    """What a mail server was given, by the addresses in its envelopes, and whether it may take it."""

    def __init__(self):
        self.taken, self.is_full = {}, False

    async def handle_DATA(self, server, session, envelope):
        if self.is_full:
            return f"452 no room for {envelope.rcpt_tos[0]}"
        assert server.transport.get_extra_info("ssl_object")
        assert session.authenticated
        self.taken |= dict.fromkeys(envelope.rcpt_tos, (envelope.mail_from, envelope.content.decode()))
        return "250 OK"


def is_ours(_server, _session, _envelope, _mechanism, told):
    return AuthResult(success=(told.login, told.password) == (USER.encode(), PASSWORD.encode()))


def a_certificate(folder, name):
    """A certificate of a name, with its key."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}",
         "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder / f"{name}.pem", folder / f"{name}.key"


@pytest.fixture
def served(tmp_path, monkeypatch, settings):
    """Start a mail server of a name; Watchbook trusts the certificate of localhost alone."""
    monkeypatch.setenv("SSL_CERT_FILE", str(a_certificate(tmp_path, "localhost")[0]))
    (tmp_path / "password").write_text(f"{PASSWORD}\n")
    started = []

    def serve(*, kind, name="localhost"):
        post, context = Post(), ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        own = (tmp_path / f"{name}.pem", tmp_path / f"{name}.key")
        context.load_cert_chain(*(own if own[0].exists() else a_certificate(tmp_path, name)))
        way = (
            {"ssl_context": context}
            if kind == "smtps"
            else {"tls_context": context, "require_starttls": True}
        )
        server = Controller(
            post, hostname="127.0.0.1", port=free_port(), authenticator=is_ours, auth_required=True,
            auth_require_tls=kind != "smtps", **way,
        )  # fmt: skip
        server.start()
        started.append(server)
        values = {
            "WATCHBOOK_MAIL_SERVER": f"{kind}://localhost:{server.port}", "WATCHBOOK_MAIL_FROM": SENDER, "WATCHBOOK_MAIL_USER": USER,
        }  # fmt: skip
        settings.MAIL_FROM, settings.MAILERS = (
            SENDER,
            {"default": mailer(values, password_file=tmp_path / "password")},
        )
        return post

    yield serve
    for server in started:
        server.stop()


def send_all():
    for job in waiting():
        jobs.tell_by_mail(**job.args)


@pytest.mark.parametrize("kind", ["smtp+starttls", "smtps"])
def test_a_message_reaches_the_councils_server(people, served, kind):
    post = served(kind=kind)
    asked(people, a_colleague(people))
    send_all()
    sent_from, text = post.taken[CARYS]
    assert sent_from == SENDER
    assert "Subject: Watchbook: a message about your account or duties\r\n" in text
    assert len(post.taken) == 3


@pytest.mark.parametrize("kind", ["smtp+starttls", "smtps"])
def test_nothing_is_said_to_a_server_of_another_name(people, served, kind):
    post = served(kind=kind, name="elsewhere.example")
    asked(people, a_colleague(people))
    with pytest.raises(told_by_mail.NotSent, match="SSLCertVerificationError"):
        send_all()
    assert post.taken == {}


def test_what_a_server_refuses_is_tried_again_and_its_answer_is_kept_nowhere(people, served):
    post = served(kind="smtps")
    post.is_full = True
    asked(people, a_colleague(people))
    with pytest.raises(told_by_mail.NotSent) as refused:
        send_all()
    assert CARYS not in str(refused.value)
    assert refused.value.__cause__ is None
    post.is_full = False
    send_all()
    assert CARYS in post.taken
