"""Only addresses out in the world are let through, whatever their spelling."""

from tests.each import each
from watchbook.capture.policy import is_our_own, why_not_global

INSIDE = (
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.9", "192.0.0.170", "192.0.2.1",
    "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1",
    "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1",
    "::ffff:7f00:1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::8.8.8.8", "64:ff9b:1::1",
    "100::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "2001:10::1", "2001:20::1",
    "2002:7f00:1::", "2002:808:808::", "3fff::1", "5f00::1", "fc00::1", "fd00::1", "fe80::1", "fe80::1%eth0",
    "fec0::1", "ff02::1", "ff0e::1", "2a00:1450::5efe:127.0.0.1", "2a00:1450::200:5efe:a00:1",
)  # fmt: skip
OUTSIDE = (
    "1.1.1.1", "8.8.8.8", "9.9.9.9", "93.184.216.34", "172.15.0.1", "172.32.0.1", "192.167.0.1", "100.63.0.1",
    "100.128.0.1", "2606:4700::1111", "2a00:1450:4009::1",
)  # fmt: skip


@each("address", INSIDE)
def test_what_is_not_out_in_the_world_is_told_why(address):
    assert why_not_global(address)


@each("address", OUTSIDE)
def test_what_is_out_in_the_world_is_let_through(address):
    assert why_not_global(address) == ""


def test_what_is_no_address_is_not_let_through():
    assert why_not_global("example.org") == "it is no address"


def test_this_machines_own_address_is_known_by_binding_to_it():
    assert is_our_own("127.0.0.1")
    assert not is_our_own("8.8.8.8")
    assert not is_our_own("2606:4700::1111")
