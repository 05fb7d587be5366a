"""Time stamps, from a real `openssl ts` on loopback: what holds, what does not, and the two traps."""

import datetime
from hashlib import sha256

import pytest
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

from tests.ledger.authority import OpenSSL, answering
from watchbook.ledger.timestamp import BadTimestamp, check, request, stamped

MESSAGE = b"council.example/log\n7\nroot\n"


@pytest.fixture(scope="module")
def openssl(tmp_path_factory):
    return OpenSSL(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def response(openssl):
    return openssl.answer(request(MESSAGE).as_bytes())


def asking_for_certificates():
    return (
        TimestampRequestBuilder(data=MESSAGE, hash_algorithm=HashAlgorithm.SHA256, nonce=True, cert_req=True)
        .build()
        .as_bytes()
    )


def test_a_message_is_stamped_over_http_and_openssl_agrees(openssl):
    with answering(lambda path, query: (200, openssl.answer(query))) as address:
        given = stamped(MESSAGE, authority=openssl.authority(address))
    told = check(given, message=MESSAGE, authority=openssl.authority())
    assert abs(told.at - datetime.datetime.now(tz=datetime.UTC)) < datetime.timedelta(minutes=5)
    assert told.sha256 == sha256(given).digest()
    assert told.serial_number > 0
    assert openssl.verifies(given, MESSAGE)
    assert not openssl.verifies(given, MESSAGE + b"\n")


def test_first_trap_certificates_out_of_order_are_refused_with_what_to_do_and_we_ask_for_none(openssl):
    told, pem = [], {name: (openssl.folder / f"{name}.pem").read_bytes() for name in ("root", "two")}
    for names in (("root", "two"), ("two", "root")):  # one of the two ways is not DER's
        (openssl.folder / "chain").write_bytes(b"".join(pem[name] for name in names))
        given = openssl.answer(asking_for_certificates(), "-chain", "chain")
        assert openssl.verifies(given, MESSAGE)
        try:
            check(given, message=MESSAGE, authority=openssl.authority())
        except BadTimestamp as refused:
            told.append(str(refused))
        asked = request(MESSAGE)
        without = openssl.answer(asked.as_bytes(), "-chain", "chain")
        assert check(without, message=MESSAGE, authority=openssl.authority(), nonce=asked.nonce)
    assert told
    assert all("more than one certificate" in one and "without certificates" in one for one in told)


def test_second_trap_some_bits_change_unseen_and_only_the_logged_digest_tells(openssl, response):
    first = check(response, message=MESSAGE, authority=openssl.authority())
    unseen = []
    for bit in range(0, len(response) * 8):
        bent = bytearray(response)
        bent[bit // 8] ^= 1 << bit % 8
        try:
            told = check(bytes(bent), message=MESSAGE, authority=openssl.authority())
        except BadTimestamp:
            continue
        assert (told.at, told.serial_number) == (first.at, first.serial_number)
        unseen.append(told.sha256)
    assert unseen
    assert first.sha256 not in unseen


def test_another_message_nonce_policy_or_signer_is_refused(openssl, response):
    pinned = openssl.authority()
    with pytest.raises(BadTimestamp, match="does not hold"):
        check(response, message=b"another", authority=pinned)
    with pytest.raises(BadTimestamp, match="Nonce"):
        check(response, message=MESSAGE, authority=pinned, nonce=1)
    with pytest.raises(BadTimestamp, match="Policy"):
        check(response, message=MESSAGE, authority=openssl.authority(policy="1.2.3"))
    with pytest.raises(BadTimestamp, match="pinned"):
        check(response, message=MESSAGE, authority=openssl.authority(signer="two"))
    by_another = openssl.answer(request(MESSAGE).as_bytes(), signer="two")
    with pytest.raises(BadTimestamp, match="pinned"):
        check(by_another, message=MESSAGE, authority=pinned)


def test_what_is_no_granted_response_is_refused(openssl):
    pinned = openssl.authority()
    refused = bytes.fromhex("30053003020102")  # status 2: rejected, no token
    for content in (b"", b"<html>", refused):
        with pytest.raises(BadTimestamp):
            check(content, message=MESSAGE, authority=pinned)
    with (
        answering(lambda path, query: (503, b"later")) as address,
        pytest.raises(BadTimestamp, match="answered 503"),
    ):
        stamped(MESSAGE, authority=openssl.authority(address))


def test_each_request_has_a_nonce_of_its_own():
    assert request(MESSAGE).nonce != request(MESSAGE).nonce


def test_an_authority_without_a_chain_is_its_own_root(openssl):
    alone = type(openssl.authority()).parse(
        (openssl.folder / "one.pem").read_bytes(), name="A", address="http://a", policy="1.2"
    )
    assert alone.chain == (alone.certificate,)
