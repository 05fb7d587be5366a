"""The council's own sign-in as the environment names it; a part of sign_in_settings.py."""

import re
from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from watchbook.organisation.named_provider import Settings

ISSUER = re.compile(
    r"https://[^\s/?#@]+(?:/[^\s?#]*)?|http://(?:localhost|127\.0\.0\.1)(?::\d{1,5})?(?:/[^\s?#]*)?"
)


def council_sign_in(values: Mapping[str, str], *, secret_file: Path) -> Settings | None:
    """Return which provider it is, or None where the operator named none."""
    issuer, client = (values.get(f"WATCHBOOK_OIDC_{name}", "") for name in ("ISSUER", "CLIENT"))
    if not issuer and not client:
        return None
    if not ISSUER.fullmatch(issuer) or not client:
        raise ImproperlyConfigured(
            "Set WATCHBOOK_OIDC_ISSUER and WATCHBOOK_OIDC_CLIENT together: the issuer's address, over HTTPS or on this"
            " machine, such as https://login.example.org/tenant, and the client id that it gave Watchbook."
        )
    acr, amr = (_words(values.get(f"WATCHBOOK_OIDC_{name}", "")) for name in ("ACR", "AMR"))
    secret = Path(values.get("WATCHBOOK_OIDC_SECRET_FILE") or secret_file)
    return Settings(issuer=issuer, client=client, secret_file=secret, acr=acr, amr=amr)


def _words(told: str) -> frozenset[str]:
    return frozenset(one.strip() for one in told.split(",") if one.strip())
