"""Where things lie on disk: one folder, `WATCHBOOK_HOME`, with a place for each kind of thing."""

from pathlib import Path


class Places:
    """The folders and files under one home; nothing is created by naming it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.postgres = home / "postgres"  # the embedded cluster's data folder
        self.secrets = home / "secrets"  # passwords and keys, 0700; never in a backup
        self.secret_key = self.secrets / "django.key"  # signs sessions and one-time links
        # The hash of the one-time address at which a register begins, and until when it opens.
        self.founding_address = home / "founding" / "founding.json"
        self.signing_key = self.secrets / "audit-log.key"  # signs the audit log
        # The two folders of keys, where the settings name no others; never in a backup.
        self.keys = home / "keys"
        # The signer's head and its copy of the leaves; never put back to an older state, never in a backup.
        self.sealing = home / "sealing"
        # Which time-stamp authorities and witnesses are asked; there need be none.
        self.outsiders = home / "outsiders.toml"
        # What was deleted, list by list: a restored register deletes it again. Never in a backup, never put back.
        self.deletions = home / "deletions"
        # What a restored backup brought back and its replay could not delete again; shown until it is gone.
        self.came_back = self.deletions / "came-back.told"
        self.nightly = home / "nightly" / "verified.json"  # how far the last good nightly verification came
        self.drills = home / "drills"  # the report of each drill of a restore
        self.quarantine = home / "quarantine.json"  # while a restored register may not be served
        self.files = home / "files"  # the content-addressed file store
        self.static = home / "static"  # style sheets and scripts, collected with hashed names
        self.backups = home / "backups"  # finished ones, one folder each
        # Which set-up makes where they are missing, the others' parent first.
        self.made_at_set_up = (home, self.secrets, self.files, self.backups, self.static, self.nightly.parent)
        self.lock = home / "serve.lock"  # held by the one `serve` of this home

    def files_before(self) -> list[Path]:
        """The files that restores kept aside."""
        return sorted(self.home.glob("files.before-*"))

    def passfile(self, role: str) -> Path:
        """The PostgreSQL password file of one role, as libpq reads it."""
        return self.secrets / f"{role}.pgpass"


def places(home: Path) -> Places:
    """The places under a home, as absolute paths."""
    return Places(home.resolve())
