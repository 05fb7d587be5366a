"""The exhibit pack: one ZIP made on demand in memory; custody is noted before its first byte, with to whom it goes and why.

Sheet, draft statement and technical certificate as PDF; a disclosure copy of the archive with its list and its checker; and,
for whoever may have session secrets too, the sealed bundle with `verify.py` and the public key.
"""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO, BinaryIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.record import Fact, Kind, record_row
from watchbook.capture import check_copy, seal, withholding
from watchbook.capture.refusal import CaptureRefused
from watchbook.evidence import content, custody, looked_into, memory_folder
from watchbook.evidence.exhibit_sheet import sheet
from watchbook.evidence.models import ContentKind, Exhibit, Handling, Sensitivity
from watchbook.evidence.papers import PaperFacts, printed
from watchbook.evidence.permissions import may_make_pack
from watchbook.evidence.queries.handed_out import custody_of, held_of, is_archive, rests_on
from watchbook.evidence.statement_draft import Proceedings, draft
from watchbook.evidence.technical_certificate import certificate
from watchbook.files.document.docx import docx_of
from watchbook.keys import envelope
from watchbook.organisation.models import Authority, Person
from watchbook.web.wording import day

MADE = Kind(
    "pack.made",
    fields=("reference", "is_whole", "proceedings", "handling"),
    says=gettext_lazy("A pack of the exhibit was made."),
)
PART = "pack"
HANDLINGS = (Handling.COPIED, Handling.PRINTED, Handling.TRANSFERRED)
CHUNK = 1024 * 1024
ED25519 = b"\x01"  # before a key of this kind in the line of a signed note
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)  # that an archive can name: nothing in a pack tells of the clock
OF_THE_MANIFEST = re.compile(r"manifest\.(json|sig)|tsa-\d+\.(pem|tsr)")
COPY, LISTED, CHECKER = "disclosure-copy.warc.gz", "withheld.json", "check_copy.py"


@dataclass(frozen=True)
class Order:
    """What is asked for: for which proceedings, whether with the sealed bundle, and what happens with it, to whom and why."""

    proceedings: Proceedings
    is_whole: bool
    handling: Handling
    to_whom: str = ""
    why: str = ""


@transaction.atomic
def make(exhibit: Exhibit, order: Order, *, by: Person, at: datetime) -> None:
    """Note that a pack is about to leave: its custody, and the event. Without it `write` is not called."""
    may_make_pack(by, exhibit)
    if order.handling not in HANDLINGS:
        raise WrongState(
            _("You cannot make this pack yet. Choose whether you copy the pack, print it or hand it over.")
        )
    to_whom = {"why": order.why, "to_whom": order.to_whom}
    custody.note(exhibit.capture, order.handling, part=PART, **to_whom, by=by, at=at)
    told: dict[str, Fact] = {"is_whole": order.is_whole, "proceedings": str(order.proceedings)}
    record_row(MADE, exhibit, by=by, at=at, **told, handling=str(order.handling))


def in_memory() -> BinaryIO:
    """A file without a name in memory, gone when it is closed. Raises WrongState where there is no folder in memory."""
    try:
        return TemporaryFile(dir=memory_folder.the_folder())
    except CaptureRefused as refusal:
        raise WrongState(cannot(_("You cannot make this pack"), str(refusal))) from None


def write(exhibit: Exhibit, order: Order, *, to: BinaryIO, made_at: datetime) -> None:
    """Write the pack of an exhibit whose custody was noted."""
    told = _told(exhibit, made_at=made_at)
    with ZipFile(to, "w", ZIP_STORED) as pack:
        told = replace(told, no_copy=_write_disclosure(told, pack))
        for name, words in _papers(told, order):
            pack.writestr(_named(name), words)
        if order.is_whole:
            with content.opened(exhibit.capture) as bundle:
                _copy(bundle, pack, "sealed/bundle.zip")
            for name, words in _beside_the_bundle(told):
                pack.writestr(_named(f"sealed/{name}"), words)


def _write_disclosure(told: PaperFacts, pack: ZipFile) -> str:
    """Write what is disclosed, and give why there is no copy of an archive where none can be made."""
    exhibit = told.exhibit
    if not is_archive(exhibit.capture, told.held.arrival):
        _write_as_it_came(exhibit, pack, told.held.arrival["file"])
        return ""
    why = _("it is cut off") if told.held.arrival.get("is_cut_off") else _write_copy(exhibit, pack)
    if why:
        _write_no_copy(exhibit, pack, why=why)
    return why


def _told(exhibit: Exhibit, *, made_at: datetime) -> PaperFacts:
    capture = exhibit.capture
    said, of_capture = envelope.opened(exhibit), envelope.opened(capture)
    return PaperFacts(
        exhibit=exhibit,
        authority=Authority.objects.get(),
        said=said,
        address=of_capture.get("shown") or of_capture.get("address", ""),
        address_told=of_capture.get("address", ""),
        title=of_capture.get("title", ""),
        rests_on=rests_on(exhibit),
        held=held_of(capture),
        at=made_at,
    )


def _papers(told: PaperFacts, order: Order) -> Iterator[tuple[str, bytes]]:
    yield "READ-ME.txt", _read_me(told, order).encode()
    yield "exhibit-sheet.pdf", sheet(told, [row for row, _said in custody_of(told.exhibit.capture)])
    statement = draft(told, order.proceedings)
    yield "statement-draft.pdf", printed(statement)
    yield "statement-draft.docx", docx_of(statement)
    yield "technical-certificate.pdf", certificate(told)


def _write_copy(exhibit: Exhibit, pack: ZipFile) -> str:
    """The disclosure copy, made aside first: of an archive that cannot be read there is none, and why is given."""
    with content.opened(exhibit.capture) as bundle, in_memory() as copy:
        try:
            told = withholding.write(bundle, to=copy, with_pictures=exhibit.sensitivity == Sensitivity.NONE)
        except check_copy.WRONG as error:
            return str(error)
        copy.seek(0)
        _copy(copy, pack, f"disclosure/{COPY}")
        for name, kept in withholding.along(bundle, told):
            pack.writestr(_named(f"disclosure/{name}"), kept)
    told |= {"exhibit": exhibit.mark, "bundle_sha256": exhibit.capture.plain_sha256}
    pack.writestr(_named(f"disclosure/{LISTED}"), check_copy.spelled(told))
    pack.writestr(_named(f"disclosure/{CHECKER}"), withholding.OWN_TEXT.read_bytes())
    return ""


def _write_no_copy(exhibit: Exhibit, pack: ZipFile, *, why: str) -> None:
    """Write why there is no disclosure copy, and the manifest, which names every file of the bundle by its hash."""
    words = _("No disclosure copy was made: the archive in the bundle cannot be read to its end ({why}).")
    pack.writestr(_named("disclosure/NOT-MADE.txt"), words.format(why=why) + "\n")
    _write_kept(exhibit, pack, OF_THE_MANIFEST)


def _write_as_it_came(exhibit: Exhibit, pack: ZipFile, name: str) -> None:
    """The file itself, and what shows that it is the one that was sealed: the manifest, its signature, its time stamps."""
    _write_kept(exhibit, pack, re.compile(f"{re.escape(name)}|{OF_THE_MANIFEST.pattern}"))


def _write_kept(exhibit: Exhibit, pack: ZipFile, wanted: re.Pattern[str]) -> None:
    with content.opened(exhibit.capture) as file, ZipFile(file) as bundle:
        for name in filter(wanted.fullmatch, bundle.namelist()):
            with bundle.open(name) as kept:
                _copy(kept, pack, f"disclosure/{name}")


def _beside_the_bundle(told: PaperFacts) -> Iterator[tuple[str, bytes]]:
    yield "verify.py", seal.OWN_TEXT.read_bytes()
    yield "VERIFY.txt", (seal.VERIFY_TEXT_OF_ARRIVAL if told.held.arrival else seal.VERIFY_TEXT).encode()
    key = base64.b64decode(told.held.manifest["key"])
    yield "public-key.txt", key.hex().encode() + b"\n"
    public = Ed25519PublicKey.from_public_bytes(key)
    yield "public-key.pem", public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _copy(source: IO[bytes], pack: ZipFile, name: str) -> None:
    with pack.open(_named(name), "w", force_zip64=True) as target:
        while chunk := source.read(CHUNK):
            target.write(chunk)


def _named(name: str) -> ZipInfo:
    return ZipInfo(name, FIRST_MOMENT)


def _of_no_copy(told: PaperFacts) -> str:
    if told.held.arrival.get("is_cut_off"):
        return _(
            "disclosure/: no copy. The file that was made elsewhere is cut off, and we can make a copy without session secrets only from a"
            " whole web archive. The sealed manifest (manifest.json) has the SHA-256 of the file. The signature of the manifest is beside it. The file"
            " itself is in the sealed bundle, with session secrets."
        )
    return _(
        "disclosure/: no copy. The archive cannot be read to its end, and we can make a copy without session secrets only from a whole web"
        " archive. NOT-MADE.txt says more. The folder also has the sealed manifest (manifest.json) and the signature of the manifest."
    )


def _of_disclosure(told: PaperFacts) -> str:
    if told.no_copy:
        return _of_no_copy(told)
    if told.held.arrival and is_archive(told.exhibit.capture, told.held.arrival):
        return _(
            "disclosure/: the records of the file that was made elsewhere, as one web archive. We took out the contents of headers and fields that"
            " are not known to be harmless, and the passwords and tokens that we recognise in addresses. Pages in the archive are whole: look through them for"
            " secrets before you hand the archive out. Open the archive offline in a web-archive player. The folder also has the sealed manifest and"
            " its signature. withheld.json lists each place from which we took a secret out, and every file of the bundle with its SHA-256."
            " With check_copy.py a holder of the sealed bundle can show that nothing else differs."
        )
    if is_archive(told.exhibit.capture, told.held.arrival):
        return _(
            "disclosure/: the archive. We took out the contents of headers and fields that are not known to be harmless, and the passwords"
            " and tokens that we recognise in addresses. Pages in the archive are whole: look through them for secrets before you hand the archive out."
            " Open the archive offline in a web-archive player."
            " The folder also has the pictures, the words and the record of the capture (capture.json), and the sealed manifest with its"
            " signature and any time stamps. withheld.json lists each place from which we took a secret out, and every file of the bundle with"
            " its SHA-256. With check_copy.py a holder of the sealed bundle can show that nothing else differs. The page’s document"
            " (dom.html, frames.jsonl) is left out, because its hidden fields can contain session secrets. Pictures are"
            " left out if the exhibit carries a warning."
        )
    name = told.held.arrival["file"]
    words = [
        _("disclosure/: the file that was made elsewhere, as we received it ({name}), with nothing withheld. The folder also has the sealed manifest "
          "(manifest.json) with the SHA-256 of the file, the signature of the manifest (manifest.sig), and any time stamps of the manifest.").format(name=name)
    ]  # fmt: skip
    if told.exhibit.capture.content_kind == ContentKind.MHTML:
        words.append(
            _("Addresses in this file can contain passwords and tokens, and hidden fields can contain session secrets. Look through the file before you hand it out.")
        )  # fmt: skip
    if told.exhibit.sensitivity != Sensitivity.NONE:
        said = _("Warning about the content of {name}: {warning}.")
        words.append(said.format(warning=told.exhibit.get_sensitivity_display(), name=name))
    held = looked_into.in_words(told.held.arrival, kind=told.exhibit.capture.content_kind)
    if held:
        words.append(
            _("Open the file only where no script or program in it can run. It contains more than it shows:")
        )
    return "\n- ".join([" ".join(words), *held])


def _whose(told: PaperFacts) -> str:
    """The exhibit, whose it is and of what it warns, before anything of it is opened."""
    exhibit = told.exhibit
    said = _("Exhibit {mark} ({reference}) of {authority}. This pack was made on {day}.").format(
        mark=exhibit.mark, reference=exhibit.reference, authority=told.authority.name, day=day(told.at)
    )
    if exhibit.sensitivity == Sensitivity.NONE or not is_archive(exhibit.capture, told.held.arrival):
        return said
    warned = _("Warning about the content of the archive: {warning}.")
    return f"{said} {warned.format(warning=exhibit.get_sensitivity_display())}"


def _read_me(told: PaperFacts, order: Order) -> str:
    words = [
        _whose(told),
        _("exhibit-sheet.pdf: the exhibit, its basis, its hashes and its custody so far."),
        _("statement-draft.docx and statement-draft.pdf: a draft of a statement. The witness fills in the blanks."),
        _("technical-certificate.pdf: the file that we received, when we received it, and the way in which we sealed it.")
        if told.held.arrival
        else _("technical-certificate.pdf: how the capture was made, from its own record."),
        _of_disclosure(told),
    ]  # fmt: skip
    # How the line ends under which the authority publishes the key: as signed notes write an Ed25519 key.
    published = base64.b64encode(ED25519 + base64.b64decode(told.held.manifest["key"])).decode()
    place = f"{settings.PUBLIC_ADDRESS}/.well-known/watchbook/key"
    if not order.is_whole:
        words.append(
            _("To check manifest.sig without the sealed bundle, run this command in the folder disclosure/: openssl pkeyutl -verify -pubin -inkey KEY.pem -rawin "
              "-in manifest.json -sigfile manifest.sig. The key at the authority’s own address, {place}, ends in {key}. Ask the authority for that key as KEY.pem, "
              "and telephone the authority to check how the key ends.").format(place=place, key=published)
        )  # fmt: skip
    if order.is_whole:
        words += [
            _("sealed/: the bundle as it was sealed, with session secrets. To check it, run:"
              " python3 verify.py bundle.zip --key KEY. VERIFY.txt says how to check it by hand, with public-key.pem."),
            _("Take KEY from the authority’s own address, {place}, and not from this pack: anybody can make a pack with"
              " a key of their own. The key there ends in {key}, and public-key.txt has the same key in hexadecimal."
              " If the two keys differ, do not rely on the signature, and ask the authority.").format(place=place, key=published),
        ]  # fmt: skip
    return "\n\n".join(words) + "\n"
