"""A picture is what its bytes say, never what it calls itself."""

from tests.each import each
from watchbook.capture.picture import media_type_of


@each(
    ("start", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"GIF87a", "image/gif"),
        (b"RIFF1234WEBPVP8 ", "image/webp"),
        (b"\0\0\0\x1cftypavif", "image/avif"),
        (b"RIFF1234WAVE", ""),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'>", ""),
        (b"<!doctype html><script>", ""),
        (b"%PDF-1.7", ""),
        (b"\x89PN", ""),
        (b"", ""),
    ],
)
def test_by_its_first_bytes(start, kind):
    assert media_type_of(start) == kind
