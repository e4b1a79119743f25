"""Pictures inside documents, rid of what they tell beside themselves without being drawn anew: a page keeps its looks.

What cannot be read as the picture it says to be stays as it is: it is no worse than before, and the document around it
was washed.
"""

_KEPT_SEGMENTS = {0xE0, 0xEE}
"""JFIF, and Adobe's note on colours, without which some pictures turn negative. All others of APP0 to APP15 and the
comment go: positions, makers, thumbnails, edits."""
_KEPT_CHUNKS = {
    b"IHDR",
    b"PLTE",
    b"IDAT",
    b"IEND",
    b"tRNS",
    b"gAMA",
    b"cHRM",
    b"sRGB",
    b"sBIT",
    b"pHYs",
    b"bKGD",
}
_PNG = b"\x89PNG\r\n\x1a\n"
_SCAN, _END = 0xDA, 0xD9


def without_notes(picture: bytes) -> bytes:
    """A JPEG or PNG without its notes; anything else unchanged."""
    if picture.startswith(b"\xff\xd8\xff"):
        return _jpeg(picture)
    return _png(picture) if picture.startswith(_PNG) else picture


def _jpeg(picture: bytes) -> bytes:
    kept, place = bytearray(picture[:2]), 2
    while place + 4 <= len(picture) and picture[place] == 0xFF:
        mark = picture[place + 1]
        if mark in (0xFF, _END, _SCAN):
            break
        length = 2 + int.from_bytes(picture[place + 2 : place + 4])
        if not (0xE0 <= mark <= 0xEF or mark == 0xFE) or mark in _KEPT_SEGMENTS:
            kept += picture[place : place + length]
        place += length
    end = picture.rfind(b"\xff\xd9")
    rest = picture[place : end + 2] if end > place else picture[place:]
    return bytes(kept + rest)


def _png(picture: bytes) -> bytes:
    kept, place = bytearray(_PNG), len(_PNG)
    while place + 12 <= len(picture):
        length = 12 + int.from_bytes(picture[place : place + 4])
        if picture[place + 4 : place + 8] in _KEPT_CHUNKS:
            kept += picture[place : place + length]
        place += length
    return bytes(kept)
