"""LibreOffice and Tesseract, where installed: found by name, given little time, ended with their children."""

import contextlib
import functools
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from diemtua.core.documents.refusals import BrokenDocument, OldWordFile, ReadingTookTooLong

_OFFICES = ("soffice", "libreoffice")
_MAX_ANSWER_BYTES = 64 * 1024 * 1024
# No macro runs and no linked picture is fetched: the file is a stranger's.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""


def office() -> str | None:
    """Return where LibreOffice is, or None."""
    return next((found for name in _OFFICES if (found := shutil.which(name))), None)


def vietnamese_ocr() -> str | None:
    """Return where Tesseract is, when it knows Vietnamese; else None."""
    found = shutil.which("tesseract")
    return found if found and _knows_vietnamese(found) else None


@functools.cache
def _knows_vietnamese(tesseract: str) -> bool:
    asked = subprocess.run(
        [tesseract, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
    )
    return "vie" in (asked.stdout + asked.stderr).split()


def office_to_docx(name: str, data: bytes, reader: str, seconds: float) -> bytes:
    """Return the old Word file `data` as .docx, by LibreOffice with a profile of its own, thrown away after.

    `reader` is LibreOffice's name of the format, so that it does not guess another.

    :raises OldWordFile: when LibreOffice is not installed
    :raises BrokenDocument: when it makes nothing of the file
    :raises ReadingTookTooLong: after `seconds`
    """
    soffice = office()
    if soffice is None:
        raise OldWordFile(name=name)
    with tempfile.TemporaryDirectory(prefix="diemtua-doc-", ignore_cleanup_errors=True) as folder:
        source, made = Path(folder, "in.doc"), Path(folder, "out", "in.docx")
        source.write_bytes(data)
        profile = Path(folder, "profile", "user")
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        run(
            [
                soffice, f"-env:UserInstallation={profile.parent.as_uri()}",
                "--headless", "--norestore", "--nolockcheck",
                f"--infilter={reader}", "--convert-to", "docx:MS Word 2007 XML",
                "--outdir", str(made.parent), str(source),
            ],
            name=name, seconds=seconds, folder=folder,
        )  # fmt: skip
        if not made.is_file() or made.stat().st_size > _MAX_ANSWER_BYTES:
            raise BrokenDocument(name=name, kind="Word (.doc)")
        return made.read_bytes()


def run(command: list[str], *, name: str, seconds: float, folder: str, data: bytes = b"") -> bytes:
    """Run `command` in a process group of its own and return what it prints; the group is ended in any case.

    :raises ReadingTookTooLong: after `seconds`
    """
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": folder,
        "TMPDIR": folder,
        "OMP_THREAD_LIMIT": "1",
    }
    if "TESSDATA_PREFIX" in os.environ:
        environment["TESSDATA_PREFIX"] = os.environ["TESSDATA_PREFIX"]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        answer, _ = process.communicate(data, timeout=seconds)
        return answer
    except subprocess.TimeoutExpired as late:
        raise ReadingTookTooLong(name=name, seconds=round(seconds)) from late
    finally:
        _end_group(process)


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """End the program and whatever it started: LibreOffice's own start script leaves children behind."""
    with contextlib.suppress(ProcessLookupError, PermissionError):  # all of them have ended
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
