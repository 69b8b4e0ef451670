"""Why the operating system refuses: its reasons as clauses for the end of a sentence, so that they are translated."""

from __future__ import annotations

import errno

from crackcite.model import say

#: The reasons that users meet, in the words of the C library.
_CAUSES = {
    errno.ENOENT: say("no such file or directory"),
    errno.EACCES: say("permission denied"),
    errno.EPERM: say("operation not permitted"),
    errno.EISDIR: say("is a directory"),
    errno.ENOTDIR: say("not a directory"),
    errno.EEXIST: say("file exists"),
    errno.ENAMETOOLONG: say("file name too long"),
    errno.ELOOP: say("too many levels of symbolic links"),
    errno.ENOSPC: say("no space left on device"),
    errno.EROFS: say("read-only file system"),
    errno.EIO: say("input/output error"),
    errno.EADDRINUSE: say("address already in use"),
}


def cause(error: OSError) -> str:
    """Why a call to the system failed; in the system's own English where it is none of the usual reasons."""
    return _CAUSES.get(error.errno or 0) or (error.strerror or str(error)).lower()
