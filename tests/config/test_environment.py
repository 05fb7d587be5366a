"""The environment's variables: unknown and unfit ones are refused with what they take, nothing is guessed."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.each import each
from watchbook.config.environment import LOGIN_ROLES, VARIABLES, Environment
from watchbook.machine.places import places

ROLES = {role: f"wb_{role}" for role in LOGIN_ROLES}


def read(**values):
    return Environment.read(values)


def database(home="/nowhere", **values):
    return read(**values).database(places(Path(home)), ROLES)


def refusal(act):
    with pytest.raises(ImproperlyConfigured) as refused:
        act()
    return str(refused.value)


@pytest.mark.parametrize("name", ["WATCHBOOK_MOED", "WATCHBOOK_DEBUG", "WATCHBOOK_", "WATCHBOOK_mode"])
def test_a_misspelt_variable_is_refused_and_the_known_ones_are_listed(name):
    told = refusal(lambda: Environment.read({name: "1", "PATH": "/bin"}))
    assert told.startswith(f"Unknown setting {name}. Known: DATABASE_BACKUP_URL, ")
    assert "WATCHBOOK_MODE" in told


def test_what_is_not_ours_is_none_of_our_business():
    assert read(PATH="/bin", DATABASE_SOMETHING="x", watchbook_mode="x").mode == "production"


def test_every_variable_says_what_it_is_for():
    assert all(VARIABLES.values())
    assert Environment.read(dict.fromkeys(VARIABLES, "")).mode == "production"


def test_the_variables_are_read_once():
    values = {"WATCHBOOK_MODE": "demo"}
    environment = Environment.read(values)
    values["WATCHBOOK_MODE"] = "test"
    assert environment.mode == "demo"


@pytest.mark.parametrize("mode", ["production", "demo", "test"])
def test_the_mode_is_one_of_three(mode):
    assert read(WATCHBOOK_MODE=mode).mode == mode


@pytest.mark.parametrize("values", [{}, {"WATCHBOOK_MODE": ""}])
def test_without_a_mode_it_is_production(values):
    assert read(**values).mode == "production"


@pytest.mark.parametrize("mode", ["Demo", "debug", "prod", " demo"])
def test_a_mode_that_is_none_is_refused(mode):
    told = refusal(lambda: read(WATCHBOOK_MODE=mode).mode)
    assert told == f"WATCHBOOK_MODE is {mode!r}. It takes production, demo, test."


@pytest.mark.parametrize(
    ("name", "ask"), [("WATCHBOOK_HTTPS", "https"), ("WATCHBOOK_BEHIND_PROXY", "behind_proxy")]
)
def test_a_flag_is_0_or_1(name, ask):
    assert getattr(read(), ask) is getattr(read(**{name: "0"}), ask) is False
    assert getattr(read(**{name: "1"}), ask) is True
    for value in ("yes", "true", "2", "01"):
        assert (
            refusal(lambda value=value: getattr(read(**{name: value}), ask))
            == f"{name} is {value!r}. It takes 0 or 1."
        )


def test_home_is_as_set_or_beside_the_checkout():
    assert read(WATCHBOOK_HOME="/srv/wb").home == Path("/srv/wb")
    assert read().home == Path(__file__).resolve().parent.parent.parent / "var"


def test_home_of_an_installed_package_is_under_the_users_own_folder(monkeypatch):
    monkeypatch.setattr(Path, "exists", lambda self: False)
    assert read().home == Path.home() / ".local" / "share" / "watchbook"


def test_hosts_are_names_between_commas_and_trusted_over_https_only():
    assert read().hosts == ["localhost", "127.0.0.1"]
    set_ = {"WATCHBOOK_HOSTS": "wb.council.gov.uk, www.council.gov.uk"}
    assert read(**set_).hosts == ["wb.council.gov.uk", "www.council.gov.uk"]
    assert read(**set_).trusted_origins == []
    assert read(**set_, WATCHBOOK_HTTPS="1").trusted_origins == [
        "https://wb.council.gov.uk", "https://www.council.gov.uk"
    ]  # fmt: skip


def test_a_process_takes_the_app_role_unless_told_otherwise():
    assert read().role == "app"
    for role in LOGIN_ROLES:
        assert read(WATCHBOOK_DATABASE_ROLE=role).role == role
    told = refusal(lambda: read(WATCHBOOK_DATABASE_ROLE="postgres").role)
    assert (
        told == "WATCHBOOK_DATABASE_ROLE is 'postgres'. It takes app, owner, sealer, reader, backup, capture."
    )


def test_mail_is_sent_in_production_only():
    told = {"WATCHBOOK_MAIL_SERVER": "smtps://mail.example.org", "WATCHBOOK_MAIL_FROM": "wb@example.org"}
    found = {mode: read(WATCHBOOK_MODE=mode, **told) for mode in ("production", "demo", "test")}
    kinds = {mode: one.mailer(places(Path("/h")))["BACKEND"].split(".")[-2] for mode, one in found.items()}
    assert kinds == {"production": "smtp", "demo": "dummy", "test": "locmem"}
    assert [one.mail_from for one in found.values()] == ["wb@example.org", "", ""]


def test_the_signing_key_is_the_environments_or_the_files_or_of_this_process_alone(tmp_path):
    file = tmp_path / "django.key"
    assert read(WATCHBOOK_SECRET_KEY="given").secret_key(file) == "given"
    first, second = read().secret_key(file), read().secret_key(file)
    assert first != second
    assert len(first) >= 50
    file.write_text("made by set-up\n")
    assert read().secret_key(file) == "made by set-up"
    assert read(WATCHBOOK_SECRET_KEY="given").secret_key(file) == "given"


def test_the_embedded_server_is_reached_by_its_socket_and_a_password_file(tmp_path):
    settings = database(tmp_path)
    assert settings["NAME"] == "watchbook"
    assert settings["USER"] == "wb_app"
    assert "PASSWORD" not in settings
    assert settings["HOST"].startswith("/")
    assert settings["OPTIONS"]["passfile"] == str(tmp_path / "secrets" / "app.pgpass")
    other = database(tmp_path, WATCHBOOK_DATABASE_ROLE="reader", WATCHBOOK_DATABASE_NAME="other")
    assert (other["NAME"], other["USER"]) == ("other", "wb_reader")
    assert other["OPTIONS"]["passfile"] == str(tmp_path / "secrets" / "reader.pgpass")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://app:pw@db.council.gov.uk:5433/wb", ("app", "pw", "db.council.gov.uk", "5433", "wb")),
        ("postgres://app@db/wb", ("app", "", "db", "", "wb")),
        ("postgresql:///wb", ("", "", "", "", "wb")),
        ("postgresql://a%40b:p%2Fw%3A@db/w%20b", ("a@b", "p/w:", "db", "", "w b")),
        ("postgresql://app:pw@[::1]:5432/wb/", ("app", "pw", "::1", "5432", "wb")),
        ("postgresql://app@%2Frun%2Fpostgresql/wb", ("app", "", "/run/postgresql", "", "wb")),
    ],
)
def test_another_server_is_reached_by_its_address(url, expected):
    settings = database(DATABASE_URL=url)
    assert tuple(settings[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")) == expected
    assert settings["ENGINE"] == "django.db.backends.postgresql"


def test_what_an_address_asks_for_besides_is_handed_on():
    settings = database(DATABASE_URL="postgresql://app@db/wb?sslmode=verify-full&connect_timeout=3")
    assert settings["OPTIONS"] == {
        "prepare_threshold": 10**9,
        "sslmode": "verify-full",
        "connect_timeout": "3",
    }
    plain = database(DATABASE_URL="postgresql://app@db/wb")["OPTIONS"]
    assert plain == {"prepare_threshold": 10**9, "connect_timeout": 10}


@pytest.mark.parametrize("role", [role for role in LOGIN_ROLES if role != "app"])
def test_each_other_role_has_an_address_of_its_own(role):
    urls = {
        "DATABASE_URL": "postgresql://app@db/wb",
        f"DATABASE_{role.upper()}_URL": f"postgresql://{role}@db/wb",
    }
    assert database(**urls, WATCHBOOK_DATABASE_ROLE=role)["USER"] == role
    assert "not an address like" in refusal(
        lambda: database(DATABASE_URL="postgresql://app@db/wb", WATCHBOOK_DATABASE_ROLE=role)
    )


@pytest.mark.parametrize(
    "url", ["mysql://app@db/wb", "postgresql://app@db", "postgresql://app@db/", "wb", "//db/wb"]
)
def test_what_is_no_address_of_a_database_is_refused_without_repeating_it(url):
    told = refusal(lambda: database(DATABASE_URL=url))
    assert told == "DATABASE_URL is not an address like postgresql://user:password@host:5432/name."


@pytest.mark.parametrize("port", ["port", "99999"])
def test_a_port_that_is_none_is_refused_as_a_setting(port):
    assert "not an address like" in refusal(lambda: database(DATABASE_URL=f"postgresql://app@db:{port}/wb"))


@pytest.mark.parametrize(("mode", "level"), [("production", "INFO"), ("demo", "INFO"), ("test", "WARNING")])
def test_logs_are_json_lines_on_standard_error(mode, level):
    settings = read(WATCHBOOK_MODE=mode).logging()
    assert settings["loggers"]["watchbook"]["level"] == level
    assert settings["root"] == {"handlers": ["stderr"], "level": "WARNING"}
    assert settings["loggers"]["django"]["handlers"] == []
    assert settings["formatters"]["json"] == {"()": "watchbook.web.logging.Formatter"}


def test_files_lie_in_the_folder_or_in_the_bucket_that_is_named():
    home = places(Path("/nowhere"))
    assert read().files_s3(home) == {}
    told = read(WATCHBOOK_FILES_S3="https://objects.example.org/the-bucket/").files_s3(home)
    assert told == {
        "address": "https://objects.example.org/the-bucket",
        "endpoint": "https://objects.example.org",
        "bucket": "the-bucket",
        "region": "us-east-1",
        "key_file": "/nowhere/secrets/files-s3.key",
    }
    here = {"WATCHBOOK_FILES_S3": "http://127.0.0.1:8333/b-1", "WATCHBOOK_FILES_S3_REGION": "eu-west-2"}
    told = read(**here, WATCHBOOK_FILES_S3_KEY_FILE="/run/key").files_s3(home)
    assert (told["endpoint"], told["region"], told["key_file"]) == (
        "http://127.0.0.1:8333",
        "eu-west-2",
        "/run/key",
    )


@each(
    "address",
    [
        "http://objects.example.org/bucket", "https://objects.example.org", "https://objects.example.org/a/b",
        "https://key:secret@objects.example.org/bucket", "https://key@objects.example.org/bucket", "s3://bucket",
        "objects.example.org/bucket", "https://objects.example.org/bucket?x=1", "https://objects.example.org/..",
        "https://objects.example.org/Bucket", "https:///bucket", "https://objects.example.org/bucket#x", "file:///etc/bucket",
        "https://objects.example.org:port/bucket", "https://[::1/bucket",
    ],
)  # fmt: skip
def test_an_address_that_is_no_bucket_over_https_is_refused(address):
    told = refusal(lambda: read(WATCHBOOK_FILES_S3=address).files_s3(places(Path("/nowhere"))))
    assert "https://objects.example.org/bucket" in told
    assert "secret@" not in told


@each("named", ["", "/run/clamav/clamd.ctl", "127.0.0.1:3310", "localhost:3310", "[::1]:3310"])
def test_a_scanner_is_on_this_machine(named):
    assert read(WATCHBOOK_CLAMD=named).clamd == named


@each(
    "named",
    ["clamd.ctl", "10.0.0.7:3310", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:99999", "scan.example.org:3310"],
)
def test_a_scanner_elsewhere_is_refused(named):
    assert "sent there unencrypted" in refusal(lambda: read(WATCHBOOK_CLAMD=named).clamd)


REPLAY = "WATCHBOOK_REPLAY_ORIGIN"
COUNCIL = {"WATCHBOOK_HOSTS": "register.council.example"}


def test_captures_are_shown_apart_in_a_demonstration_and_in_production_only_where_it_is_said():
    assert read(**COUNCIL).replay_origin == ""
    for mode in ("demo", "test"):
        assert read(WATCHBOOK_MODE=mode).replay_origin == "http://replay.localhost:8000"
        assert read(WATCHBOOK_MODE=mode, WATCHBOOK_PORT="81").replay_origin == "http://replay.localhost:81"


@pytest.mark.parametrize(
    ("named", "origin"),
    [
        ("https://replay.council.example", "https://replay.council.example"),
        ("https://Replay.Council.example:443/", "https://replay.council.example"),
        ("https://replay.council.example:8443", "https://replay.council.example:8443"),
    ],
)
def test_the_replay_origin_is_written_as_browsers_do(named, origin):
    assert read(**COUNCIL, **{REPLAY: named}).replay_origin == origin


@each(
    "named",
    [
        "replay.council.example", "http://replay.council.example", "https://", "https://replay.council.example/path", "ftp://a.example",
        "https://a.example?x", "https://a.example#x", "https://user@a.example", "https://a.example:port", "https://*.example",
        "https://a example", "https://a.example; script-src *", "https://a.example,https://b.example", "https://[::1",
    ],
)  # fmt: skip
def test_what_is_no_origin_of_https_is_refused(named):
    told = refusal(lambda: read(**COUNCIL, **{REPLAY: named}).replay_origin)
    assert told.startswith(f"WATCHBOOK_REPLAY_ORIGIN is {named!r}. It takes https:// and a host")


@pytest.mark.parametrize(
    "named", ["https://register.council.example", "https://REGISTER.council.example.:8443"]
)
def test_the_applications_own_host_shows_no_captures(named):
    told = refusal(lambda: read(**COUNCIL, **{REPLAY: named}).replay_origin)
    assert told.startswith(
        "WATCHBOOK_REPLAY_ORIGIN is on register.council.example, where the application itself answers."
    )


def test_a_demonstration_may_name_one_without_https():
    assert (
        read(WATCHBOOK_MODE="demo", **{REPLAY: "http://replay.test:99"}).replay_origin
        == "http://replay.test:99"
    )


def test_behind_a_proxy_production_wants_their_number():
    assert read(WATCHBOOK_MODE="production").proxies == 0
    assert read(WATCHBOOK_MODE="demo", WATCHBOOK_BEHIND_PROXY="1").proxies == 0
    assert read(WATCHBOOK_MODE="production", WATCHBOOK_BEHIND_PROXY="1", WATCHBOOK_PROXIES="2").proxies == 2
    for told in ({}, {"WATCHBOOK_PROXIES": "-1"}, {"WATCHBOOK_PROXIES": "two"}):
        values = {"WATCHBOOK_MODE": "production", "WATCHBOOK_BEHIND_PROXY": "1", **told}
        assert "number of proxies" in refusal(lambda values=values: read(**values).proxies)


def test_a_trial_is_said_by_a_variable_of_its_own():
    assert read(WATCHBOOK_TRIAL="1").trial
    assert not read().trial


def test_networks_of_the_authority_are_read_or_refused():
    assert read().own_addresses == ()
    told = read(WATCHBOOK_OWN_ADDRESSES="203.0.113.0/24, 2001:db8:7::/48,198.51.100.7").own_addresses
    assert told == ("203.0.113.0/24", "2001:db8:7::/48", "198.51.100.7/32")
    for wrong in ("203.0.113.7/24", "the council"):
        assert "WATCHBOOK_OWN_ADDRESSES cannot be read" in refusal(
            lambda wrong=wrong: read(WATCHBOOK_OWN_ADDRESSES=wrong).own_addresses
        )


@pytest.mark.parametrize(
    ("named", "address"),
    [
        (
            {"WATCHBOOK_HOSTS": "records.council.example,other.example", "WATCHBOOK_HTTPS": "1"},
            "https://records.council.example",
        ),
        ({"WATCHBOOK_HOSTS": ".council.example"}, ""),
        ({"WATCHBOOK_HOSTS": "records.council.example", "WATCHBOOK_MODE": "demo"}, ""),
        ({}, ""),
    ],
)
def test_the_public_address_is_the_first_host_that_production_names(named, address):
    assert read(**named).public_address == address
