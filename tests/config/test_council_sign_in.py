"""The council's sign-in in the environment: all or nothing, over HTTPS, and what counts as a second factor."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from watchbook.config.council_sign_in import council_sign_in

HTTPS = "https://login.council.example/tenant"


def told(issuer=HTTPS, client="watchbook", **more):
    values = {"ISSUER": issuer, "CLIENT": client, **more}
    return council_sign_in(
        {f"WATCHBOOK_OIDC_{name}": one for name, one in values.items()}, secret_file=Path("a")
    )


def test_what_the_operator_named_is_taken():
    assert told(AMR="mfa, hwk", ACR="gold").amr == {"mfa", "hwk"}
    assert told(ACR="gold").acr == {"gold"}
    assert (told().acr, told().amr, told().secret_file) == (frozenset(), frozenset(), Path("a"))
    assert told(SECRET_FILE="/etc/secret").secret_file == Path("/etc/secret")
    assert told("http://127.0.0.1:9000").issuer == "http://127.0.0.1:9000"
    assert council_sign_in({}, secret_file=Path("a")) is None


@pytest.mark.parametrize(
    ("issuer", "client"),
    [
        ("http://login.council.example", "watchbook"),
        ("https://user@login.council.example", "watchbook"),
        ("https://login.council.example/?tenant=1", "watchbook"),
        ("login.council.example", "watchbook"),
        (HTTPS, ""),
        ("", "watchbook"),
    ],
)
def test_half_of_it_or_an_address_without_encryption_is_refused(issuer, client):
    with pytest.raises(ImproperlyConfigured, match="WATCHBOOK_OIDC_ISSUER"):
        told(issuer, client)
