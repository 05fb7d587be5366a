"""A browser of somebody in the cast, without a browser: Django's client, and what a person reads on a page."""

import html
import re
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone

from watchbook.audit_log.record import record
from watchbook.demo.paper import a_paper
from watchbook.organisation.session_store import SessionStore
from watchbook.organisation.sign_in import SIGNED_IN

PDF = b"%PDF-1.7 a copy"
PAPER = a_paper("A signed paper")


def signed_in(person, **headers):
    """Somebody's browser, signed in; it sends these headers."""
    client = browser(**headers)
    with transaction.atomic():
        record(SIGNED_IN, subject=person, by=person, at=timezone.now())
        client.cookies[settings.SESSION_COOKIE_NAME] = _session_of(person)
    return client


def _session_of(person):
    """The key of a session such as `force_login` leaves, which saves it three times on the way; nearly every page is asked for in one."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return session.session_key


def browser(*, enforce_csrf_checks=False, **headers):
    """A browser of nobody yet; it sends these headers."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # whitenoise warns where it is missing
    return Client(enforce_csrf_checks=enforce_csrf_checks, headers=headers)


def words(response):
    """What can be read on a page: no tags, no doubled spaces."""
    text = re.sub(r'<span class="watchbook-reference">([^<]*)</span>', r"\1", response.text)  # ends no word
    text = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(text))


def typed(response):
    """What stands in the boxes of a page: the values of its inputs and those chosen."""
    tags = re.findall(r"<(?:input|option)\b[^>]*>", response.text)
    chosen = [tag for tag in tags if re.search(r"\b(checked|selected)\b", tag) or not is_choice(tag)]
    return {html.unescape(match[1]) for tag in chosen if (match := re.search(r'\bvalue="([^"]*)"', tag))}


def is_choice(tag):
    """Whether an input counts only where it is chosen."""
    return tag.startswith("<option") or 'type="radio"' in tag or 'type="checkbox"' in tag


def a_day(name, day):
    """The three boxes of a day as a browser sends them."""
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def a_file(name="copy.pdf", data=PDF):
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, data)
