"""Settings of people, sign-in and sessions; a part of settings.py, which takes every name of this one."""

import os
from datetime import time, timedelta

from watchbook.config.council_sign_in import council_sign_in
from watchbook.config.environment import Environment
from watchbook.machine.places import Places

ENVIRONMENT = Environment.read(os.environ)
MODE = ENVIRONMENT.mode

AUTH_USER_MODEL = "organisation.Person"
AUTHENTICATION_BACKENDS = ["watchbook.organisation.sign_in.OwnAddressBackend"]
ACCOUNT_ADAPTER = "watchbook.organisation.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "watchbook.organisation.sign_in.display_name"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
# A first link signs its holder in; that of a recovery does not (AccountAdapter.pre_login).
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "watchbook.organisation.link_key.LinkKey"  # noqa: S105  # a class
# A recovery waits, so that those who are told can stop it, on its pages and by mail; the wait counts only while people are at work.
# Who took part cannot grant each other's proposals for a day. So many a day can be asked for one account by callers, and by each
# administrator who met its owner: the owner hears of each.
RECOVERY_WAITS = timedelta(hours=1)
OFFICE_HOURS = (time(9), time(17))
RECOVERY_KEEPS_APART = timedelta(days=1)
RECOVERY_IS_TOLD_FOR = timedelta(days=14)
RECOVERIES_A_DAY = 3
ADMINISTRATION_IS_SHOWN_FOR = timedelta(days=30)
ADMINISTRATION_ALARMS_FOR = timedelta(days=7)
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.proxies
ACCOUNT_PREVENT_ENUMERATION = True
# Wrong codes and passwords count by themselves; a limit by account alone would let a stranger use it up for its holder.
ACCOUNT_RATE_LIMITS = {"reauthenticate": None}
# The council's own sign-in by OpenID Connect; None where the operator named no provider.
COUNCIL_SIGN_IN = council_sign_in(
    ENVIRONMENT.values, secret_file=Places(ENVIRONMENT.home).secrets / "council-sign-in.secret"
)
# A second factor for everybody in production; a demonstration, a test and a trial do with a password, and say so.
SECOND_FACTOR_REQUIRED = MODE == "production" and not ENVIRONMENT.trial
# Where people have a second factor, they also introduce themselves to whoever grants their first duty, and administrators hold each
# other back (organisation/introduction.py, officers_kept.py); one person alone could not try that. So many wrong codes a day.
HOLDERS_INTRODUCE_THEMSELVES = SECOND_FACTOR_REQUIRED
WRONG_INTRODUCTIONS_A_DAY = 5
OFFICERS_REMOVED_APART = timedelta(days=1)
SECOND_FACTOR_IS_FRESH = timedelta(minutes=10)
MFA_ADAPTER = "watchbook.organisation.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "watchbook.organisation.second_factor_forms.CodeForm",
    "authenticate_webauthn": "watchbook.organisation.second_factor_forms.PasskeyForm",
    "reauthenticate": "watchbook.organisation.second_factor_forms.CodeAgainForm",
    "reauthenticate_webauthn": "watchbook.organisation.second_factor_forms.PasskeyAgainForm",
    "add_webauthn": "watchbook.organisation.second_factor_forms.AddPasskeyForm",
    "login_webauthn": "watchbook.organisation.second_factor_forms.PasskeyAloneForm",
    "activate_totp": "watchbook.organisation.second_factor_forms.SetUpCodesForm",
}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_WEBAUTHN_USER_VERIFICATION = "required"
# A passkey alone signs in. Its wrong attempts are counted by its form, so that a right one is taken whatever others tried.
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": None}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENVIRONMENT.https  # browsers have passkeys on localhost alone then
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an address is the administrator's to enter, and no mail lets anybody in
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
ACCOUNT_REAUTHENTICATION_TIMEOUT = int(SECOND_FACTOR_IS_FRESH.total_seconds())
# Before each of these a factor of the last minutes; tests/config/test_grave_addresses.py holds them against the grave acts.
GRAVE_ADDRESSES = frozenset(
    {
        # a duty granted; a link; a way into an account
        *(
            f"organisation:{name}"
            for name in ("duty_grant", "duties", "person_add", "person_link", "people_links")
        ),
        # what takes an account or a duty from somebody, gives an account back, or puts somebody forward
        *(
            f"organisation:{name}"
            for name in ("person_close", "person_reopen", "person_sessions_end", "duty_end", "duty_propose")
        ),
        *(
            f"organisation:{name}"
            for name in (
                "council_link",
                "council_link_confirm",
                "people_import",
                "recovery_ask",
                "recovery_agree",
                "recovery_link",
                "recovery_factor",
            )
        ),
        "organisation:own_pages_confirm",  # looks at a page without its triage
        # a power granted, a court's order, a source's records opened, emergency access
        *(
            f"authorisations:{name}"
            for name in ("grant", "renew", "judicial_approval", "renewal_judicial_approval")
        ),
        "authorisations:source_open",
        "investigations:break_glass_open",
        "investigations:kind_confirm",  # looks without a limit
        # what is told outside
        *(
            f"foi:{name}"
            for name in ("send", "publication_new", "publication_correct", "publication_withdraw")
        ),
        *(
            f"oversight:{name}"
            for name in ("error_establish", "error_dismiss", "error_interim", "error_full")
        ),
        # a deletion begun, stopped or let go on; a restriction lifted, a link of a complaint ended
        *(
            f"retention:{name}"
            for name in (
                "deletion_propose",
                "deletion_propose_of",
                "deletion_approve",
                "rights_request_erase",
                "rights_request_lift",
                "rights_question_agree",
                "rights_question_lift",
                "hold_place",
                "hold_end",
                "complaint_link_end",
            )
        ),
        # exports with names
        *(f"authorisations:{name}" for name in ("record_csv", "record_xlsx", "record_pdf", "court_pack")),
        "evidence:pack",
        "governance:training_matrix_csv",
        *(f"reports:{name}" for name in ("export", "inspection_pack")),
    }
)
# The one password of everybody in a demonstration; in production nothing reads it.
DEMONSTRATION_PASSWORD = "harrowmere-is-fictional"  # noqa: S105  # it guards nothing but fiction
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# New passwords by the first; one that was set before is checked by Django's own until its owner sets another.
PASSWORD_HASHERS = [
    "watchbook.organisation.password_hash.Argon2idHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "watchbook.organisation.own_words.OwnWordsValidator"},
]
# Attempts are counted in the database, so that they hold for every web process, and passes to captures are used up there.
CACHES = {"default": {"BACKEND": "watchbook.web.plain_cache.PlainCache", "LOCATION": ""}}
SESSION_ENGINE = "watchbook.organisation.session_store"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_IDLE = timedelta(minutes=30)
SESSIONS_END = MODE == "production"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.https
SESSION_COOKIE_NAME = "__Host-session" if ENVIRONMENT.https else "watchbook_session"
KNOWN_BROWSER_COOKIE = "__Host-browser" if ENVIRONMENT.https else "watchbook_browser"
CSRF_COOKIE_NAME = "__Host-csrf" if ENVIRONMENT.https else "watchbook_csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Who hears of a change to their sign-in is written to from this address (organisation/told_by_mail.py); empty: nobody is.
MAIL_FROM = ENVIRONMENT.mail_from
MAILERS = {"default": ENVIRONMENT.mailer(Places(ENVIRONMENT.home))}
