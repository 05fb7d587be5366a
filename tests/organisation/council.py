"""A small OpenID Connect provider on loopback that signs whatever a test wants: claims left out, a wrong key, no signature."""

import base64
import json
import threading
import time
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

from watchbook.organisation.named_provider import Settings

CLIENT, SECRET, KID = "watchbook", "a secret: of tests", "first"
SUBJECT = "c3b5-of-ines"
KEY, OTHER_KEY = (ec.generate_private_key(ec.SECP256R1()) for _one in range(2))
BACK = "/organisation/council-sign-in/back/"


@dataclass
class Council:
    """The provider: what it was asked with, and how its next token differs from a good one."""

    address: str = ""
    challenge: str = ""
    claims: dict = field(default_factory=dict)
    without: tuple = ()
    key: object = KEY
    algorithm: str = "ES256"
    header: dict = field(default_factory=lambda: {"kid": KID})
    keys: list = field(default_factory=lambda: [public(KEY)])
    metadata: dict = field(default_factory=dict)
    token: str | None = None
    spent: set = field(default_factory=set)

    def told(self, folder: Path, **counts) -> Settings:
        """The settings of an operator who named this provider."""
        file = folder / "secret"
        file.write_text(SECRET)
        return Settings(self.address, CLIENT, file, **counts)

    def comes_back(self, where, **changed):
        """The path to which a person who signed in there comes back, and keep the nonce and the challenge for the token."""
        asked = dict(parse_qsl(urlsplit(where).query))
        self.challenge = asked["code_challenge"]
        self.claims = {"nonce": asked["nonce"], **self.claims}
        self.asked = asked
        answer = {"code": f"code-{len(self.spent)}", "state": asked["state"], "iss": self.address, **changed}
        return f"{BACK}?{urlencode({name: one for name, one in answer.items() if one is not None})}"

    def id_token(self):
        """A good token, with what the test changed."""
        now = int(time.time())
        good = {
            "iss": self.address,
            "sub": SUBJECT,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "name": "Ines Ilves",
        }
        claims = {name: one for name, one in {**good, **self.claims}.items() if name not in self.without}
        return jwt.encode(claims, self.key, algorithm=self.algorithm, headers=self.header)

    def tokens(self, form, authorization):
        """The answer of the token's address: 400 where the client, the code or the proof of who asked is wrong."""
        who = f"Basic {base64.b64encode(f'{CLIENT}:{SECRET}'.replace(': ', '%3A%20').replace(' ', '%20').encode()).decode()}"
        proof = (
            base64.urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        )
        if authorization != who or form["code"] in self.spent or proof != self.challenge:
            return 400, {"error": "invalid_grant"}
        self.spent.add(form["code"])
        return 200, {"id_token": self.id_token() if self.token is None else self.token, "access_token": "x"}

    def configuration(self):
        """The addresses."""
        names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        return {"issuer": self.address, **{name: f"{self.address}/{name}" for name in names}, **self.metadata}


def public(key, **more):
    """The public half as a key set has it."""
    told = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(key.public_key()))
    return {**told, "kid": KID, "use": "sig", **more}


def serve(council):
    """Serve on loopback; the caller shuts it down."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_told):
            """Say nothing."""

        def do_GET(self):
            pages = {
                "/.well-known/openid-configuration": council.configuration,
                "/jwks_uri": lambda: {"keys": council.keys},
            }
            self.answer(200, pages[self.path]())

        def do_POST(self):
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.answer(
                *council.tokens({name: one[0] for name, one in form.items()}, self.headers["Authorization"])
            )

        def answer(self, status, content):
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(content).encode())

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    council.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    return server
