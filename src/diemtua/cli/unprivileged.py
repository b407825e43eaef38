"""Start PostgreSQL when we are root: it refuses user 0, and we create no users and open no folders for it."""

import ctypes
import os
from collections.abc import Callable

NOBODY = 65534
CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1

# Looked up here, because a child between fork and exec should not have to load anything.
_libc = ctypes.CDLL(None, use_errno=True)


def before_exec(*, dies_with_parent: int | None = None) -> Callable[[], None]:
    """Return what a PostgreSQL child does between fork and exec.

    As root it enters a user namespace in which our own files belong to "nobody" (65534), who must be in passwd.

    :param dies_with_parent: the signal that the child gets when the starting thread ends, however it ends (Linux)
    """
    as_root = os.geteuid() == 0

    def prepare() -> None:
        if as_root:
            _enter_user_namespace()
        if dies_with_parent and hasattr(_libc, "prctl"):
            _libc.prctl(PR_SET_PDEATHSIG, dies_with_parent, 0, 0, 0)

    return prepare


def _enter_user_namespace() -> None:
    if _libc.unshare(CLONE_NEWUSER):
        raise OSError(ctypes.get_errno(), "unshare")
    for name, text in (
        ("setgroups", "deny"),
        ("gid_map", f"{NOBODY} 0 1"),
        ("uid_map", f"{NOBODY} 0 1"),
    ):
        handle = os.open(f"/proc/self/{name}", os.O_WRONLY)
        os.write(handle, text.encode())
        os.close(handle)
