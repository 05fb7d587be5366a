"""Everything is behind sign-in except what stands here with its reason."""

import ast
from pathlib import Path

import pytest
from allauth.account import urls as of_accounts
from django.conf import settings
from django.urls import Resolver404, resolve, reverse

from tests.architecture.addresses import addresses
from tests.architecture.source import FUNCTIONS, listed, modules
from tests.pages import browser

PUBLIC = {
    "account_login": "the way in",
    "account_logout": "the way out; a session that is over may still ask",
    "account_inactive": "says that an account is closed",
    "account_signup": "says that accounts are made by a system administrator",
    "account_reset_password": "whoever forgot a password cannot sign in",
    "account_reset_password_done": "whoever forgot a password cannot sign in",
    "account_reset_password_from_key": "the one-time link",
    "account_reset_password_from_key_done": "the one-time link",
    "mfa_authenticate": "the second factor, between the password and being signed in",
    "mfa_login_webauthn": "a passkey alone signs in",
    "begin:start": "says how a register begins; before it does, nobody can sign in",
    "begin:authority": "behind the one-time address of set-up, and only until the register has begun",
    "begin:administrators": "behind the one-time address of set-up, and only until the register has begun",
    "begin:laws": "behind the one-time address of set-up, and only until the register has begun",
    "begin:check": "behind the one-time address of set-up, and only until the register has begun",
    "organisation:council_begin": "the way to the council's own sign-in, where there is one",
    "organisation:council_back": "the way back from it, with an answer that only the provider can make",
    "organisation:brand_css": "the authority's colour, which the sign-in page shows",
    "organisation:logo": "the authority's logo, which the sign-in page shows",
    "front": "whoever asks reads what the authority does and does not do, how often, and how to ask about it",
    "figures": "whoever asks reads how often it looked in each month, and each service in the year, without small numbers",
    "figures_csv": "the same figures as a table",
    "help:public": "the guide for the public",
    "help:picture": "pictures of the demonstration, in the guide and in the documents",
    "tour": "leads through the demonstration, and is nowhere else",
    "web:accessibility_statement": "regulation 8 of SI 2018/952 wants it public",
    "web:licence": "whoever reaches the service may read its licence",
    "your_data:your_data": "whoever we hold data about reads here how to use their rights",
    "your_data:complain": "anybody may complain: DPA 2018 s.164A(2) wants a form that can be completed electronically",
    "your_data:complained": "says that the complaint came; it shows its reference alone",
    "listening:counts": "what was counted for a project, its sources and its method: no person in it",
    "listening:counts_csv": "the same counts as a table",
    "listening:published": "what the council listens to, on which purpose and with which queries: no person in it",
    "disclosure_log:log": "the disclosure log is for the public: answers in a wording that names nobody",
    "disclosure_log:entry": "an entry's permanent address",
    "disclosure_log:entry_json": "the same entry for programs",
    "disclosure_log:atom": "the log's feed",
    "disclosure_log:json": "the log for programs",
    "disclosure_log:csv": "the log as a table",
    "disclosure_log:schema": "what the log's JSON is held against",
    "disclosure_log:receipt": "by it anybody checks that a published answer did not change",
    "authorisations:calendar_feed": "a calendar cannot sign in: whoever has the secret reads references and dates alone",
    "seal:seal": "what is published of the audit log's seal, and how anybody checks it",
    "seal:key": "the audit log's public key",
    "seal:checkpoint": "the newest published checkpoint: it tells nothing of any entry",
    "seal:checkpoint_of": "the checkpoint of a week",
    "seal:checkpoints": "the published checkpoints for programs",
    "seal:token": "what a time-stamp authority says of a published checkpoint",
    "seal:consistency": "the proof that the newest published checkpoint grew out of an earlier one",
    "seal:watch_program": "the program by which an outsider keeps checkpoints",
    "seal:verify_program": "the program by which an outsider checks",
    "seal:try_program": "the program by which an outsider tries to open what is gone",
    "machine:health": "whether the service is well, yes or no, for whoever watches it",
}


def test_the_addresses_that_need_no_sign_in_are_exactly_those_listed():
    assert {address.name for address in addresses() if address.is_public} == PUBLIC.keys()


def test_of_allauth_s_addresses_those_that_we_do_not_use_are_not_there():
    ours = {address.name for address in addresses() if not address.is_ours}
    theirs = {one.name for one in of_accounts.urlpatterns}
    assert theirs & ours == {
        *("account_login", "account_inactive", "account_signup", "account_reauthenticate"),
        *("account_change_password", "account_set_password"),
        "account_reset_password_from_key_done",
    }
    for path in ("confirm-email/", "confirm-email/abc/", "login/code/confirm/", "reauthenticate/code/"):
        with pytest.raises(Resolver404):
            resolve(f"/account/{path}")


def test_sign_in_is_the_default_of_every_other_page():
    assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in settings.MIDDLEWARE


def test_only_views_say_that_they_need_no_sign_in():
    wrong = [
        one
        for one in modules()
        if "login_not_required" in one.text and not {"views"} & set(Path(one.place).with_suffix("").parts)
    ]
    assert not wrong, listed(wrong)


def test_what_needs_no_sign_in_asks_nobody_who_they_are():
    views = (address.view for address in addresses() if address.is_public and address.is_ours)
    names = {(view.__module__, view.__name__) for view in views}
    found = [
        node
        for one in modules()
        for node in one.tree.body
        if isinstance(node, FUNCTIONS) and (one.name, node.name) in names
    ]
    assert len(found) == len(names)
    assert not [node.name for node in found for each in ast.walk(node) if getattr(each, "attr", "") == "user"]


def test_the_public_pages_answer_whoever_asks(db):
    client = browser()
    for name in ("account_login", "account_reset_password", "account_signup", "account_inactive"):
        assert client.get(reverse(name)).status_code == 200
    for name in ("organisation:brand_css", "web:accessibility_statement", "web:licence"):
        assert client.get(reverse(name)).status_code == 200
