"""Settings: read from the environment once, typed, refused when unknown, safe by default."""

import os
from importlib.util import find_spec
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from watchbook.config.environment import Environment
from watchbook.config.sign_in_settings import *  # noqa: F403  # settings are names in this module
from watchbook.machine.places import places
from watchbook.machine.programs import senders

ENVIRONMENT = Environment.read(os.environ)
MODE = ENVIRONMENT.mode
PLACES = places(ENVIRONMENT.home)

# --- who answers, and to whom -------------------------------------------------------------------------
SECRET_KEY = ENVIRONMENT.secret_key(PLACES.secret_key)
DEBUG = False
ALLOWED_HOSTS = ENVIRONMENT.hosts
CSRF_TRUSTED_ORIGINS = ENVIRONMENT.trusted_origins
ROOT_URLCONF = "watchbook.config.urls"
USE_X_FORWARDED_HOST = False

# --- the parts, from the first in the life of a matter to the last --------------------------------------
PARTS = [
    "watchbook.web",
    "watchbook.audit_log",
    "watchbook.keys",
    "watchbook.files",
    "watchbook.organisation",
    "watchbook.register",
    "watchbook.governance",
    "watchbook.investigations",
    "watchbook.triage",
    "watchbook.authorisations",
    "watchbook.looks",
    "watchbook.evidence",
    "watchbook.listening",
    "watchbook.retention",
    "watchbook.oversight",
    "watchbook.reports",
    "watchbook.foi",
    "watchbook.home",
    "watchbook.demo",
    "watchbook.machine",
]
INSTALLED_APPS = [
    *PARTS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "watchbook.audit_log.guards_in_migrations.GuardsInMigrations",
    "procrastinate.contrib.django",
]
# Called upwards (docs/explanation/architecture.md#disposal): retention asks each of these when time is over and what goes, and finds by person.
DISPOSAL = [
    "watchbook.organisation.disposal",
    "watchbook.governance.documents.disposal",
    "watchbook.governance.thresholds.disposal",
    "watchbook.governance.letters.disposal",
    "watchbook.governance.none_held.disposal",
    "watchbook.governance.retention_schedule.disposal",
    "watchbook.governance.rule_set.disposal",
    "watchbook.governance.software.disposal",
    "watchbook.governance.statements.disposal",
    "watchbook.governance.third_parties.disposal",
    "watchbook.governance.training.disposal",
    "watchbook.governance.members.disposal",
    "watchbook.governance.processing.disposal",
    "watchbook.triage.disposal",
    "watchbook.investigations.disposal",
    "watchbook.authorisations.disposal",
    "watchbook.evidence.disposal",
    "watchbook.looks.disposal",
    "watchbook.listening.disposal",
    "watchbook.retention.disposal",
    "watchbook.retention.rights_request.disposal",
    "watchbook.retention.complaint.disposal",
    "watchbook.oversight.disposal",
    "watchbook.oversight.error_report.disposal",
    "watchbook.foi.disposal",
]
# What holds a thing by itself while it is open, beside the holds that people place: each has `why_held` and `held_rows`.
HOLDS = [
    "watchbook.retention.deletion.restored",  # first: what else holds a thing is said rather than this
    "watchbook.foi.request_hold",
    "watchbook.retention.rights_request.queries",
    "watchbook.retention.complaint.queries",
]
# What decides that a thing is erased, and may take that back until it goes: it has `is_to_be_erased`, and
# `why_not_approved`, `told_to_approver` and `were_opened` about those whose work it rests on.
ERASURE = "watchbook.retention.rights_request.involved_people"
MIDDLEWARE = [
    # First: nothing of what follows, session and static files among it, is there on the replay origin's host.
    "watchbook.evidence.replay.on_its_own_host",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "watchbook.web.middleware.no_store",
    "watchbook.web.middleware.reference_for_errors",
    "watchbook.keys.middleware.keys_for_a_request",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "watchbook.web.middleware.bodies_fit",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "watchbook.organisation.session_limits.ends_in_time",
    "watchbook.organisation.forms_come_back.forms_come_back",
    "watchbook.web.welsh.language_goes_on",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "watchbook.governance.law_confirmation.middleware.law_as_confirmed",
    "watchbook.organisation.middleware.refusals_are_pages",
    "django.contrib.messages.middleware.MessageMiddleware",
    "watchbook.audit_log.middleware.waits_for_the_seal",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "watchbook.organisation.known_browsers.remembers",
    "watchbook.organisation.second_factor.asks_for_a_second_factor",
    "watchbook.audit_log.middleware.keeps_nothing_of_a_head",
    "watchbook.web.press.one_act_a_press",
    "watchbook.retention.deletion.opening.counts_openings",
    "watchbook.retention.rights_question.opening.counts_openings",
]
# Two template engines: ours is Jinja2; Django's only for what allauth renders by itself.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "watchbook.config.templates.environment",
            "context_processors": ["watchbook.config.frame.frame"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "watchbook.config.frame.frame",
            ],
        },
    },
]

# --- the database ------------------------------------------------------------------------------------------
BACKUPS_KEPT = 14  # nights; the oldest beyond them go
# Roles (docs/explanation/architecture.md#where-it-runs): owner migrates, app serves, sealer sees opaque leaves, reader reads, backup copies, capture takes captures.
DATABASE_ROLES = {
    role: f"{ENVIRONMENT.role_prefix}_{role}"
    for role in ("owner", "app", "sealer", "reader", "backup", "capture")
}
DATABASES = {"default": ENVIRONMENT.database(PLACES, DATABASE_ROLES)}

# --- the tabs of an investigation's page, in their order, each of the part that owns what it shows --------------
INVESTIGATION_TABS = [
    "watchbook.investigations.tabs.OVERVIEW",
    "watchbook.investigations.tabs.SUBJECTS",
    "watchbook.triage.tabs.TRIAGE",
    "watchbook.authorisations.views.authorisations.TAB",
    "watchbook.looks.tabs.LOOKS",
    "watchbook.evidence.tabs.EXHIBITS",
    "watchbook.authorisations.plan_tabs.PLANS",
    "watchbook.investigations.tabs.NOTES",
    "watchbook.investigations.tabs.NEED_TO_KNOW",
]

# --- what the page of an investigation begins with, of each part that owns it, in this order ---------------------
INVESTIGATION_OVERVIEW = [
    "watchbook.authorisations.overview.of_investigation",
    "watchbook.triage.overview.of_investigation",
    "watchbook.looks.overview.of_investigation",
    "watchbook.evidence.overview.of_investigation",
]

# --- why an address can be no page of the authority's own: the part that recognises addresses says it -----------
WHY_NO_OWN_PAGE = "watchbook.investigations.whose_page.why_no_own_page"

# --- the looks at what is applied for, beside the decision: the part that keeps looks stands above --------------
LOOKS_BESIDE = "watchbook.looks.queries.looks_beside.looks_beside"
LOOKS_UNDER = "watchbook.looks.queries.looks_along.made_under"
LOOKS_ALONG = "watchbook.looks.queries.looks_along.looks_along"
LOOK_COVERED = "watchbook.looks.queries.covering_power.covered_step"
HAS_ERROR_REPORT = "watchbook.oversight.error_report.queries.has_report"

# --- the matters of signed statements whose registers stand in parts above governance ---------------------------
STATED_ABOVE = "watchbook.figures.stated.held"

# --- what the schedule has ended, for the pages of parts below the one that keeps the schedule -------------------
TIME_OVER = "watchbook.retention.due.time_over"

# --- what the page of a look leads on to, each of the part that owns it -----------------------------------------
LOOK_TABS = [
    "watchbook.evidence.tabs.CAPTURE",
    "watchbook.evidence.tabs.CHOOSE",
    "watchbook.evidence.tabs.CAPTURES",
    "watchbook.evidence.tabs.OF_LOOK",
]

# --- the seal of the audit log: its key, the signer's files, and who outside is asked to look ----------------
SIGNING_KEY = ENVIRONMENT.path("WATCHBOOK_SIGNING_KEY", PLACES.signing_key)
SIGNING_SOCKET = ENVIRONMENT.signing_socket
SEALING_FOLDER = ENVIRONMENT.path("WATCHBOOK_SEALING", PLACES.sealing)
OUTSIDERS = ENVIRONMENT.path("WATCHBOOK_OUTSIDERS", PLACES.outsiders)

# --- what a browser may do with our pages ------------------------------------------------------------------
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
REPLAY_ORIGIN = ENVIRONMENT.replay_origin
PUBLIC_ADDRESS = ENVIRONMENT.public_address  # as feeds name entries; empty in a demo or test
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = False  # the proxy in front does it
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if ENVIRONMENT.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.behind_proxy else None
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "watchbook.organisation.forms_come_back.not_accepted"

# --- language, time -----------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
# Pages speak English, but for public ones of which every sentence is in the Welsh catalogue (web/welsh.py).
LANGUAGES = [("en-gb", _("English")), ("cy", _("Welsh"))]
LOCALE_PATHS = [Path(__file__).parent.parent / "locale"]
TIME_ZONE = "Europe/London"

# --- files -------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = PLACES.static
STORAGES = {
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if MODE != "test"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
}
WHITENOISE_USE_FINDERS = MODE == "test"
WHITENOISE_AUTOREFRESH = False
FILES_FOLDER = PLACES.files
OWN_ADDRESSES = ENVIRONMENT.own_addresses
CAPTURE_FOLDER = ENVIRONMENT.values.get("WATCHBOOK_CAPTURE_FOLDER", "")  # empty: the machine's memory disk
FILES_S3 = ENVIRONMENT.files_s3(PLACES)  # empty where the folder keeps them
LISTENING_EXPORTS = ENVIRONMENT.values.get("WATCHBOOK_LISTENING_EXPORTS") or str(PLACES.home / "inboxes")
CLAMD = ENVIRONMENT.clamd  # empty: nothing is scanned for malware
UPLOAD_MAX_BYTES = 20 * 1024 * 1024
UPLOAD_MAX_TOGETHER_BYTES = 60 * 1024 * 1024
# What was captured elsewhere lies in memory while it is looked at.
INTAKE_MAX_BYTES = 256 * 1024 * 1024
# The longest body of a page that needs no sign-in (a text of ten thousand characters), of another, and of the intake's.
PUBLIC_MAX_BYTES = 100_000
FORM_MAX_BYTES = UPLOAD_MAX_TOGETHER_BYTES + 1024 * 1024
# How many longer bodies of one person one process takes in at the same time: half of its threads for them.
UPLOADS_AT_ONCE = senders() // 2
LARGER_BODIES = {"evidence:intake": INTAKE_MAX_BYTES + 1024 * 1024}
# A file beyond the limit is counted and thrown away as it comes in; it fills neither memory nor disk.
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "watchbook.files.incoming.BoundedFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 21 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 101  # a spreadsheet and a hundred documents that it names

# --- keys: two folders outside the database and its backups; who seals what events say of people ----------------
KEY_FOLDERS = ENVIRONMENT.key_folders(PLACES)
OPENBAO = ENVIRONMENT.openbao(PLACES)
EVENT_SEALER = "watchbook.keys.event_envelope"

# --- logs: one JSON line each, never a person's text (watchbook/web/logging.py) ----------------------------------
LOGGING = ENVIRONMENT.logging()

# --- jobs: of every part, listed anywhere or not; the worker alone imports them, so that all else starts sooner ------
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = [f"{part}.jobs" for part in PARTS if find_spec(f"{part}.jobs")]

if MODE == "production" and "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("WATCHBOOK_HOSTS names every host. Name the addresses of this service.")
