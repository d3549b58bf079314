"""Runs an upload in a process of its own, and says whether that process is alive and how far it is.

The process holds a lock on a file for as long as it lives, however it ends; its progress is in the file. A row of the
database could say neither: the import is one transaction, so nothing of it is visible before its end.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings

from votes.core.models.upload import UploadState
from votes.ingest.imports import ImportRefusedError
from votes.ingest.loading.load import ignore_progress
from votes.ingest.readers.sources import Limits
from votes.ingest.report import Progress
from votes.ingest.uploads import run_upload
from votes.models import Upload

# How many times the upload limit the files may have after they are expanded.
EXPANSION = 8
# The whole record takes half a minute on a slow machine.
MAX_MINUTES = 20
# Processes that this one started, kept until they have ended.
_started: list["subprocess.Popen[bytes]"] = []


@dataclass(frozen=True)
class Step:
    """How far a process is: what it is doing, how many are done, and how many there are."""

    what: str
    done: int
    total: int


def get_path(upload: Upload) -> Path:
    """The file of an upload, in a folder that only this user can enter; each database has names of its own."""
    folder = Path(tempfile.gettempdir()) / f"hrc-uploads-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        raise PermissionError(f"{folder} belongs to another user")
    database = settings.DATABASES["default"]
    name = hashlib.sha256(f"{database['NAME']} {database.get('HOST')}".encode()).hexdigest()[:12]
    return folder / f"{name}-{upload.pk}"


def start_upload(upload: Upload) -> None:
    """Make the preview or the import that the state of the upload asks for; it must have been saved.

    In a process of its own, but where `UPLOADS_IN_A_PROCESS` is off.
    """
    if settings.UPLOADS_IN_A_PROCESS:
        start_process(upload)
    else:
        run_upload(upload, build_limits(), ignore_progress)


def build_limits() -> Limits:
    """The sizes of an uploaded file, as it came and expanded."""
    return Limits(settings.UPLOAD_LIMIT, expanded_bytes=EXPANSION * settings.UPLOAD_LIMIT)


def start_process(upload: Upload) -> None:
    """Start `manage.py run_upload` for this upload, which must have been saved, and return at once.

    The lock is taken here and passed on, so that there is no moment at which the process seems to have ended.
    """
    with get_path(upload).open("w+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "run_upload"]
        _started[:] = [process for process in _started if process.poll() is None]
        _started.append(
            subprocess.Popen(  # noqa: S603 - our own command
                [*command, str(upload.pk), str(file.fileno())],
                pass_fds=[file.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
        )


def is_alive(upload: Upload) -> bool:
    """Whether the process of the upload lives."""
    with contextlib.suppress(FileNotFoundError), get_path(upload).open("r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def mark_if_interrupted(upload: Upload) -> None:
    """Note in a running upload whose process has ended that it was interrupted; nothing of it was imported then."""
    if not upload.is_running or is_alive(upload):
        return
    # The process may have finished between the two questions.
    running = Upload.objects.filter(pk=upload.pk, state=upload.state)
    running.update(state=UploadState.INTERRUPTED)
    upload.refresh_from_db()


def read_step(upload: Upload) -> Step | None:
    """How far the process is; None before its first step."""
    try:
        what, done, total = json.loads(get_path(upload).read_bytes() or b"[]")
    except (OSError, ValueError):
        return None
    return Step(str(what), int(done), int(total))


def stop(*_: object) -> None:
    """Called when the time is up; what it raises ends the import."""
    raise ImportRefusedError(
        f"Nothing was imported: it took more than {MAX_MINUTES} minutes. Divide the files."
    )


def build_progress(file: IO[bytes]) -> Progress:
    """Progress that is written to the file of the process."""

    def write(what: str, done: int, total: int) -> None:
        content = json.dumps([what, done, total]).encode()
        os.pwrite(file.fileno(), content, 0)
        os.ftruncate(file.fileno(), len(content))

    return write
