"""Where this installation's signer has its key and its files, as the settings say."""

from django.conf import settings

from watchbook.audit_log import signing_key
from watchbook.audit_log.head import HeadFiles
from watchbook.audit_log.sign import SigningPlace


def the_signing_place() -> SigningPlace:
    """Key and files. Raises NoSigningKey."""
    return SigningPlace(signing_key.read(settings.SIGNING_KEY), the_head_files())


def the_head_files() -> HeadFiles:
    """The signer's files alone; whoever only looks needs no key."""
    return HeadFiles(settings.SEALING_FOLDER)
