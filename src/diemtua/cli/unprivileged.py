"""Become what PostgreSQL accepts, then become PostgreSQL: `python unprivileged.py SIGNAL PROGRAM ARGUMENTS…`.

It refuses user 0, and we create no users and open no folders for it. This is a program of its own rather
than a `preexec_fn`, which may hang in a process with threads. It imports nothing else of ours, to start fast.
"""

import ctypes
import os
import sys

NOBODY = 65534
CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1


def main(sign: str, program: str, *arguments: str) -> None:
    """Replace this process by the program; as root, in a user namespace where our files belong to "nobody".

    :param sign: number of the signal that the program gets when its parent ends, however it ends; 0 for none
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if os.geteuid() == 0:
        _enter_user_namespace(libc)
    if int(sign) and hasattr(libc, "prctl"):
        libc.prctl(PR_SET_PDEATHSIG, int(sign), 0, 0, 0)  # after the namespace, which clears it
    os.execv(program, [program, *arguments])  # noqa: S606 -- our own fixed program


def _enter_user_namespace(libc: ctypes.CDLL) -> None:
    if libc.unshare(CLONE_NEWUSER):
        raise OSError(ctypes.get_errno(), "unshare")
    for name, text in (
        ("setgroups", "deny"),
        ("gid_map", f"{NOBODY} 0 1"),
        ("uid_map", f"{NOBODY} 0 1"),
    ):
        with open(f"/proc/self/{name}", "w") as table:
            table.write(text)


if __name__ == "__main__":
    main(*sys.argv[1:])
