"""What the machine does by itself: the nightly backup, jobs whose worker died, sessions and uploads that are over."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from watchbook.audit_log import timestamp_token
from watchbook.audit_log.asked_signer import the_signer
from watchbook.machine import backup, installation, nightly_verification
from watchbook.machine.files_doctor import OLD
from watchbook.machine.stored_files import drop_unfinished
from watchbook.organisation import system_acts
from watchbook.organisation.session_store import SessionStore
from watchbook.register import pending_import
from watchbook.retention.deletion import course
from watchbook.web import press

STALLED_AFTER = 120.0  # seconds without a sign of life from the job's worker

log = logging.getLogger(__name__)


@app.periodic(cron="15 2 * * *")
@app.task(name="machine.nightly_backup", lock="machine.backup", queueing_lock="machine.backup")
def nightly_backup(timestamp: int) -> None:
    """A backup each night; two never run at once."""
    source = installation.parameters("backup")
    signer = the_signer()
    backup.make(
        installation.places(), source=source, prefix=installation.prefix(), signer=signer, say=log.info
    )


@app.periodic(cron="45 2 * * *")
@app.task(name="machine.note_gone", queueing_lock="machine.note_gone")
def note_gone(timestamp: int) -> None:
    """After the nightly backup: what fell out with the oldest ones is gone for good, and its certificate says so."""
    oldest = backup.oldest_at(installation.places())
    system_acts.do(lambda *, by, at: course.note_gone(oldest_backup_at=oldest, by=by, moment=at))


@app.periodic(cron="30 3 * * *")
@app.task(name="machine.verify_log", lock="machine.verify_log", queueing_lock="machine.verify_log")
def verify_log(timestamp: int) -> None:
    """The log and the rows verified each night, and the outcome recorded."""
    outcome = nightly_verification.verify(now=timezone.now())
    for problem in outcome.problems:
        log.error("%s", problem)


@app.periodic(cron="* * * * *")
@app.task(name="machine.note_timestamps", queueing_lock="machine.note_timestamps")
def note_timestamps(timestamp: int) -> None:
    """The digest of each time stamp that the sealer got becomes an event: the sealer itself writes none."""
    system_acts.do(timestamp_token.note_received)


@app.periodic(cron="*/3 * * * *")
@app.task(name="machine.retry_stalled", queueing_lock="machine.retry_stalled")
async def retry_stalled(timestamp: int) -> None:
    """A worker that was killed leaves its job half done; every job may be done twice, so it is done again."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
        log.warning("Job %s of task %s had lost its worker; it is tried again.", job.id, job.task_name)
        await app.job_manager.retry_job(job)


@app.periodic(cron="40 2 * * *")
@app.task(name="machine.clear_sessions", queueing_lock="machine.clear_sessions")
def clear_sessions(timestamp: int) -> None:
    """Sessions that are over are deleted, which tell who was signed in when; and the keys of old presses."""
    SessionStore.clear_expired()
    press.drop_old()


@app.periodic(cron="50 2 * * *")
@app.task(name="machine.drop_old_imports", queueing_lock="machine.drop_old_imports")
def drop_old_imports(timestamp: int) -> None:
    """Spreadsheets that were sent and never imported are deleted after a day."""
    system_acts.do(pending_import.drop_old)


@app.periodic(cron="55 2 * * *")
@app.task(name="machine.drop_unfinished_files", queueing_lock="machine.drop_unfinished_files")
def drop_unfinished_files(timestamp: int) -> None:
    """What a process that was killed had begun to write into the store is deleted after a day."""
    gone = drop_unfinished(installation.places().files, moment=timezone.now() - OLD)
    log.info("%s files of the store were begun and never finished; they are gone.", len(gone))
