"""A stand-in for OpenBao's transit engine, held against the real server by test_openbao.py when TESTS_OPENBAO names one."""

import json
import secrets
from base64 import b64decode, b64encode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


class Refused(Exception):
    """What the server says with its 400."""


class Transit:
    """One key, its versions, and what may still decrypt."""

    def __init__(self):
        self.versions = {}
        self.trimmed_to = 0

    def answer(self, path, told):
        """The data of one call."""
        act = path.removeprefix("/v1/transit/").split("/")
        if act[0] == "keys":
            return self._key(act[2] if len(act) > 2 else "", told)
        results = [self._one(act[0], part) for part in told["batch_input"]]
        if all("error" in one for one in results):
            raise Refused(results[0]["error"])
        return {"batch_results": results}

    def _key(self, act, told):
        if act == "rotate" or not self.versions:
            self.versions[max(self.versions, default=0) + 1] = secrets.token_bytes(32)
        if act == "trim":
            self.trimmed_to = told["min_available_version"]
            self.versions = {v: k for v, k in self.versions.items() if v >= told["min_available_version"]}
        return {"latest_version": max(self.versions), "min_available_version": self.trimmed_to}

    def _one(self, act, part):
        context = b64decode(part["context"])
        try:
            plain = (
                b64decode(part["plaintext"]) if act == "encrypt" else self._plain(part["ciphertext"], context)
            )
        except Refused as refusal:
            return {"error": str(refusal)}
        if act == "decrypt":
            return {"plaintext": b64encode(plain).decode()}
        nonce, newest = secrets.token_bytes(12), max(self.versions)
        sealed = nonce + AESGCM(self.versions[newest]).encrypt(nonce, plain, context)
        return {"ciphertext": f"vault:v{newest}:{b64encode(sealed).decode()}"}

    def _plain(self, text, context):
        _vault, version, sealed = text.split(":")
        if int(version[1:]) not in self.versions:
            raise Refused("ciphertext or signature version is disallowed by policy (too old)")
        sealed = b64decode(sealed)
        try:
            return AESGCM(self.versions[int(version[1:])]).decrypt(sealed[:12], sealed[12:], context)
        except InvalidTag:
            raise Refused("cipher: message authentication failed") from None


def serving(token):
    """A server on a free port of this machine; the caller runs and closes it."""
    engine = Transit()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            told = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
            try:
                if self.headers["X-Vault-Token"] != token:
                    raise Refused("permission denied")
                status, body = 200, {"data": engine.answer(self.path, told)}
            except Refused as refusal:
                status, body = 400, {"errors": [str(refusal)]}
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_POST(self):
            self.do_GET()

        def log_message(self, *_said):
            """Nothing."""

    return ThreadingHTTPServer(("127.0.0.1", 0), Handler)
