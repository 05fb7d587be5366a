"""Every address of the service, part by part."""

from allauth.account import urls as of_accounts
from django.urls import URLPattern, include, path, re_path

from watchbook.config import events
from watchbook.organisation.views.factor_at_sign_in import factor_at_sign_in
from watchbook.organisation.views.one_time_link import one_time_link
from watchbook.organisation.views.passkey_again import passkey_again
from watchbook.organisation.views.passkey_alone import passkey_alone
from watchbook.organisation.views.sign_out import sign_out
from watchbook.web.views import closed, forgotten_password
from watchbook.web.welsh import in_welsh_before_sign_in

# What we use of allauth's addresses; the others answer 404. No mail is sent with a link or a code, and no address is verified by one.
USED = frozenset(
    f"account_{name}"
    for name in (
        *("login", "inactive", "signup", "reauthenticate", "change_password", "set_password"),
        "reset_password_from_key_done",
    )
)
events.load()
urlpatterns = [
    # allauth would let people give their account a second address; an address is the administrator's to change.
    path("account/email/", closed, name="account_email"),
    # No mail is sent: a new link comes from an administrator.
    path("account/password/reset/", forgotten_password, name="account_reset_password"),
    path("account/password/reset/done/", forgotten_password, name="account_reset_password_done"),
    re_path(
        r"^account/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        one_time_link,
        name="account_reset_password_from_key",
    ),
    path("account/logout/", sign_out, name="account_logout"),
    path(
        "account/",
        include(
            [
                URLPattern(one.pattern, in_welsh_before_sign_in(one.callback), one.default_args, one.name)
                for one in of_accounts.urlpatterns
                if one.name in USED
            ]
        ),
    ),
    path("account/second-factor/authenticate/", factor_at_sign_in, name="mfa_authenticate"),
    path("account/second-factor/webauthn/login/", passkey_alone, name="mfa_login_webauthn"),
    path("account/second-factor/webauthn/reauthenticate/", passkey_again, name="mfa_reauthenticate_webauthn"),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("", include("watchbook.web.urls")),
    path("", include("watchbook.home.urls")),
    path("begin/", include("watchbook.organisation.begin_urls")),
    path("organisation/", include("watchbook.organisation.urls")),
    path("governance/", include("watchbook.governance.urls")),
    path("investigations/", include("watchbook.investigations.urls")),
    path("triage/", include("watchbook.triage.urls")),
    path("authorisations/", include("watchbook.authorisations.urls.all")),
    path("overt-plans/", include("watchbook.authorisations.urls.overt_plans")),
    path("looks/", include("watchbook.looks.urls")),
    path("evidence/", include("watchbook.evidence.urls")),
    path("listening/", include("watchbook.listening.urls")),
    path("retention/", include("watchbook.retention.urls")),
    path("", include("watchbook.retention.your_data.urls")),
    path("oversight/", include("watchbook.oversight.urls")),
    path("reports/", include("watchbook.reports.urls")),
    path("foi/", include("watchbook.foi.urls")),
    path("", include("watchbook.foi.public_urls")),
    path(".well-known/watchbook/", include("watchbook.audit_log.urls")),
    path("", include("watchbook.machine.urls")),
]
handler400 = "watchbook.web.views.bad_request"
handler403 = "watchbook.web.views.permission_denied"
handler404 = "watchbook.web.views.page_not_found"
handler429 = "watchbook.web.views.too_many_requests"
handler500 = "watchbook.web.views.server_error"
