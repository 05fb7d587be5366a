"""What docs/reference/asvs.md says of cookies, headers, passwords and sessions, held against the settings and the pages."""

import re

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tests.architecture.source import ROOT
from tests.pages import browser, signed_in
from watchbook.config import sign_in_settings
from watchbook.config.environment import VARIABLES, Environment
from watchbook.organisation import password_hash
from watchbook.organisation.models import Authority

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([123]) \|")


@pytest.mark.parametrize("path", ["/account/login/", "/looks/", "/licence/", "/no/such/page/"])
def test_every_answer_carries_the_headers_that_wall_a_browser_in(db, path):
    answer = browser().get(path)
    for name, value in HEADERS.items():
        assert value in answer.headers[name], (path, name)
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8" or answer.status_code == 302


def test_cookies_are_closed_to_scripts_and_to_other_sites(settings):
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.CSRF_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == settings.CSRF_COOKIE_SAMESITE == "Lax"


def test_over_https_cookies_are_secure_and_prefixed_and_browsers_keep_to_https():
    text = (ROOT / "watchbook/config/sign_in_settings.py").read_text(encoding="utf-8")
    assert "SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.https" in text
    assert text.count('"__Host-') == 3
    assert "365 * 24 * 60 * 60 if ENVIRONMENT.https" in (ROOT / "watchbook/config/settings.py").read_text()
    assert Environment.read({"WATCHBOOK_HTTPS": "1", "WATCHBOOK_HOSTS": "w.example"}).trusted_origins == [
        "https://w.example"
    ]


@pytest.mark.parametrize("word", ["q1w2e3r4t5y6", "qwerty123456", "Qwerty123456", "short"])
def test_common_and_short_passwords_are_refused(db, word):
    with pytest.raises(ValidationError):
        validate_password(word)


@pytest.mark.parametrize(
    "word",
    [
        "Harrowmere2026!",
        "BuryCouncil-2026",
        "bury-harrowmere-19",
        "Watchbook-Summer-2026",
        "WelcomeToRIPA!",
        "covert_register_1",
    ],
)
def test_a_password_made_of_the_councils_own_words_is_refused(people, word):
    Authority.objects.update(name="Bury and Harrowmere Borough Council")
    with pytest.raises(ValidationError, match="it is little more than the words that people guess first"):
        validate_password(word)
    validate_password("three burying herons of summer")


def test_a_password_made_of_ones_own_name_or_of_digits_is_refused(people):
    person = people.nell
    person.name = "Bob Baker"
    for word in ("bobbakerbobbaker", "Baker-Bob-2026!!", "BAKERbaker12"):
        with pytest.raises(ValidationError, match="such as your name"):
            validate_password(word, person)
    with pytest.raises(ValidationError, match="only digits"):
        validate_password("123456789012", person)
    validate_password("bobbing bakers at dawn", person)


@pytest.mark.parametrize(
    "word", ["seven quiet herons, " * 5, "   seven quiet herons   ", "пароль-из-слов-ü", "alllowercaseherons"]
)
def test_a_password_may_be_long_and_of_any_characters_and_counts_as_typed(db, people, word):
    validate_password(word)
    person = people.nell
    person.set_password(word)
    assert person.check_password(word)
    assert not person.check_password(word.strip() + "x")
    assert not person.check_password(word.upper())


def test_passwords_are_hashed_slowly():
    hasher = password_hash.Argon2idHasher()
    assert sign_in_settings.PASSWORD_HASHERS[0].endswith(".Argon2idHasher")
    hashed = hasher.encode("seven-quiet-herons", hasher.salt())
    assert hashed.startswith("argon2id$19456$2$")  # OWASP's least: 19 MiB, two passes
    assert hasher.verify("seven-quiet-herons", hashed)
    assert not hasher.verify("seven-quiet-heron", hashed)
    assert not hasher.must_update(hashed)
    assert "herons" not in str(hasher.safe_summary(hashed))
    # RFC 9106 gives no vector of one lane; this is what argon2-cffi makes of the same.
    assert hasher.encode("password", "somesaltsomesalt").endswith(
        "$K13EBUiG7JV+9ZxztmHFTdb7J0WQsnj2V8bZaqyPptE"
    )


def test_changing_a_password_wants_the_old_one(db, people):
    client = signed_in(people.nell)
    answer = client.post(
        "/account/password/change/", {"password1": "seven-quiet-herons", "password2": "seven-quiet-herons"}
    )
    people.nell.refresh_from_db()
    assert not people.nell.check_password("seven-quiet-herons"), answer.status_code


def test_no_setting_turns_debugging_on(settings):
    assert not settings.DEBUG
    assert not [name for name in VARIABLES if "DEBUG" in name]
    assert "DEBUG = False" in (ROOT / "watchbook/config/settings.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ["/.git/config", "/static/", "/static/../watchbook/", "/.env", "/files/"])
def test_neither_source_nor_a_list_of_files_is_served(db, path):
    assert browser().get(path).status_code in {302, 404}


def test_every_row_of_the_first_two_levels_names_a_test_or_a_document_that_exists(record_property):
    page = ROOT / "docs" / "reference" / "asvs.md"
    tests = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        tests |= set(re.findall(r"def (test_\w+)", path.read_text(encoding="utf-8")))
    wrong, looked = [], 0
    for line in page.read_text(encoding="utf-8").splitlines():
        if not (found := ROW.match(line)):
            continue
        looked += found[2] != "3"
        answer = line.strip("| ").split(" | ")[-1]
        named = set(re.findall(r"`(test_\w+)`", line))
        links = [(page.parent / one).exists() for one in re.findall(r"\]\(([^)#]+)[^)]*\)", answer)]
        files = [
            (ROOT / one).exists()
            for one in re.findall(r"`((?:watchbook|requirements|tools)/[\w./-]+)`", answer)
        ]
        missing = named - tests or not all([*links, *files])
        names_nothing = not (named or links or answer.startswith("not applicable: ") or found[2] == "3")
        if missing or names_nothing:
            wrong.append(line)
    assert not wrong, "\n".join(wrong)
    record_property("requirements of levels 1 and 2", looked)
