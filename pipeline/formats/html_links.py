"""Links of a page to files beside it: relative paths, and nothing else."""

_SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def relative_link(path: str) -> str:
    """Return what stands in a link to a file beside the page, or nothing where the path is not relative.

    Whatever is no plain character of a path is quoted, the colon too: no path can name a scheme or another host.

    Args:
        path: from the page to the file, with forward slashes, as the file system has it.
    """
    if path.startswith("/"):
        return ""
    return "".join(chr(byte) if byte in _SAFE else f"%{byte:02X}" for byte in path.encode("utf-8", "replace"))
