"""The tree of RFC 6962 §2.1 word for word: recursive, slow, and sharing nothing with ours but SHA-256."""

from hashlib import sha256


def k_of(n):
    """The largest power of two smaller than n."""
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def mth(d):
    """MTH(D[n])."""
    if len(d) == 0:
        return sha256(b"").digest()
    if len(d) == 1:
        return sha256(b"\x00" + d[0]).digest()
    k = k_of(len(d))
    return sha256(b"\x01" + mth(d[:k]) + mth(d[k:])).digest()


def path(m, d):
    """PATH(m, D[n])."""
    if len(d) == 1:
        return []
    k = k_of(len(d))
    if m < k:
        return [*path(m, d[:k]), mth(d[k:])]
    return [*path(m - k, d[k:]), mth(d[:k])]


def proof(m, d):
    """PROOF(m, D[n])."""
    return subproof(m, d, True)


def subproof(m, d, is_whole):
    """SUBPROOF(m, D[n], b)."""
    if m == len(d):
        return [] if is_whole else [mth(d)]
    k = k_of(len(d))
    if m <= k:
        return [*subproof(m, d[:k], is_whole), mth(d[k:])]
    return [*subproof(m - k, d[k:], False), mth(d[:k])]
