"""A device that keeps passkeys, in Python: what it answers to a page that adds one, and to one that asks for one."""

import json
import secrets

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.webauthn.internal import auth
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from watchbook.organisation import second_factor

NAME, ORIGIN = "testserver", "https://testserver"
PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40
AS_SCRIPT = {"accept": "application/json"}
LOGIN = "/account/second-factor/webauthn/login/"


class Device:
    """One passkey. `keeps` is what the device says of it: kept by itself, not kept, or nothing (None)."""

    def __init__(self, *, keeps=True):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id, self.keeps = secrets.token_bytes(16), keeps

    def registration(self, *, challenge="", flags=PRESENT | VERIFIED):
        """What its page sends when the passkey is added."""
        told = AttestedCredentialData.create(
            b"\0" * 16, self.id, ES256.from_cryptography_key(self.key.public_key())
        )
        data = AuthenticatorData.create(sha256(NAME.encode()), flags | WITH_KEY, 0, told)
        client = CollectedClientData.create("webauthn.create", challenge or b"x" * 32, ORIGIN)
        made = AttestationObject.create("none", data, {})
        extensions = {} if self.keeps is None else {"credProps": {"rk": self.keeps}}
        return self._sent({"attestationObject": made, "clientDataJSON": client}, extensions)

    def given_to(self, person):
        """The same device, with a passkey of somebody."""
        self.whose = person
        before = second_factor.factors_of(person)
        auth.WebAuthn.add(person, "Work phone", self.registration())
        second_factor.tell_changes(before, by=person, at=timezone.now())
        return self

    def assertion(self, challenge, *, flags=PRESENT | VERIFIED, origin=ORIGIN, name=NAME, whose=None):
        """What its page sends when the passkey is asked for."""
        client = CollectedClientData.create("webauthn.get", challenge, origin)
        data = AuthenticatorData.create(sha256(name.encode()), flags, 0)
        signed = self.key.sign(data + client.hash, ec.ECDSA(SHA256()))
        handle = user_pk_to_url_str(whose or self.whose).encode()
        return self._sent(
            {
                "authenticatorData": data,
                "clientDataJSON": client,
                "signature": signed,
                "userHandle": handle,
            },
            {},
        )

    def _sent(self, response, extensions):
        return {
            "type": "public-key",
            "id": websafe_encode(self.id),
            "rawId": websafe_encode(self.id),
            "response": {name: websafe_encode(bytes(value)) for name, value in response.items()},
            "clientExtensionResults": extensions,
        }


def asked(client, *, at="192.0.2.1"):
    """The challenge that the sign-in page's script fetches."""
    answer = client.get(LOGIN, headers=AS_SCRIPT, REMOTE_ADDR=at)
    return websafe_decode(answer.json()["request_options"]["publicKey"]["challenge"])


def send(client, signed, *, at="192.0.2.1", **more):
    """Send what the device signed."""
    return client.post(LOGIN, {"credential": json.dumps(signed), **more}, REMOTE_ADDR=at)
