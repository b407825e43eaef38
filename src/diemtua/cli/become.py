"""Become a child that cannot outlive us, then the program: `python become.py OPTIONS PROGRAM ARGUMENTS…`.

PostgreSQL refuses user 0, and we create no users and open no folders for it: as root it runs in a user
namespace, or, where the kernel or the container forbids those, as "nobody" who still reaches closed folders.
This is a program of its own rather than a `preexec_fn`, which may hang in a process with threads. It imports
nothing else of ours, to start fast.
"""

import ctypes
import os
import sys
from pathlib import Path

NOBODY = 65534
CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG, PR_SET_KEEPCAPS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 8, 47, 2
CAP_DAC_OVERRIDE = 1
CAPABILITY_VERSION_3 = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)


def main(dies_on: int, parent: int, folders: list[Path], command: list[str]) -> None:
    """Replace this process by the program.

    :param dies_on: number of the signal that the program gets when its parent ends in any way; 0 for none
    :param parent: number of the process that wants this child
    :param folders: what the program must own when it may not be root; empty where root does no harm
    """
    if folders and os.geteuid() == 0 and not enter_namespace(folders):
        drop_root(folders)
    if dies_on and sys.platform == "linux":
        _libc.prctl(PR_SET_PDEATHSIG, dies_on, 0, 0, 0)  # after the change of user, which clears it
        if os.getppid() != parent:
            sys.exit(1)  # it ended before we asked to be told
    os.execv(command[0], command)  # noqa: S606 -- our own fixed program


def enter_namespace(folders: list[Path]) -> bool:
    """Enter a user namespace where root's files belong to "nobody"; return False where that is forbidden."""
    _give(folders, 0)
    if _libc.unshare(CLONE_NEWUSER):
        return False
    for name, text in (("setgroups", "deny"), ("gid_map", f"{NOBODY} 0 1"), ("uid_map", f"{NOBODY} 0 1")):
        Path(f"/proc/self/{name}").write_text(text)
    return True


def drop_root(folders: list[Path]) -> None:
    """Become "nobody" for good, keeping the right to pass through folders that are closed to others."""
    _give(folders, NOBODY)
    _libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    kept = 1 << CAP_DAC_OVERRIDE
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)(kept, kept, kept, 0, 0, 0)  # effective, permitted, inheritable
    if _libc.capset(header, sets):
        raise OSError(ctypes.get_errno(), "capset")
    _libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)


def _give(folders: list[Path], owner: int) -> None:
    for folder in folders:
        if folder.stat().st_uid != owner:
            for place in [folder, *folder.rglob("*")]:
                os.chown(place, owner, owner, follow_symlinks=False)


if __name__ == "__main__":
    signal_text, parent_text, folders_text, *rest = sys.argv[1:]
    main(int(signal_text), int(parent_text), [Path(text) for text in folders_text.split(":") if text], rest)
