"""What kind of picture some bytes are, by the bytes alone: what they call themselves is not believed."""

KINDS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
WEBP, WEBP_AT = b"WEBP", 8
AVIF, AVIF_AT = (b"ftypavif", b"ftypavis"), 4


def kind_of(content: bytes) -> str:
    """The media type under which a browser may be given them, or nothing: neither SVG nor anything else that is text."""
    for start, kind in KINDS.items():
        if content.startswith(start):
            return kind
    if content.startswith(b"RIFF") and content.startswith(WEBP, WEBP_AT):
        return "image/webp"
    return "image/avif" if content.startswith(AVIF, AVIF_AT) else ""
