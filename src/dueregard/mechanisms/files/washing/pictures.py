"""Pictures, drawn anew from their points: no place where they were taken, no maker, no thumbnail, nothing behind the
end. Which way up they are is kept by turning them."""

from typing import BinaryIO

from PIL import Image, ImageOps

_MOST_POINTS = 60_000_000
"""As many as the cameras of telephones give; each takes up to four bytes when the picture is drawn."""
_QUALITY = 90


class TooLarge(ValueError):
    """More points than anybody needs."""


def wash_jpeg(original: BinaryIO, copy: BinaryIO) -> None:
    """A JPEG, from its points, in the colours of a screen."""
    with Image.open(original, formats=["JPEG"]) as picture:
        _judge(picture)
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    _alone(upright).save(copy, "JPEG", quality=_QUALITY)


def wash_png(original: BinaryIO, copy: BinaryIO) -> None:
    """A PNG, from its points; of one that moves, the first."""
    with Image.open(original, formats=["PNG"]) as picture:
        _judge(picture)
        upright = ImageOps.exif_transpose(picture)
        plain = upright.convert("RGBA" if _sees_through(upright) else "RGB")
    _alone(plain).save(copy, "PNG", compress_level=4)


def _judge(picture: Image.Image) -> None:
    if picture.width * picture.height > _MOST_POINTS:
        raise TooLarge


def _sees_through(picture: Image.Image) -> bool:
    return "transparency" in picture.info or "A" in picture.getbands()


def _alone(picture: Image.Image) -> Image.Image:
    """The points and nothing that came with them."""
    picture.info.clear()
    return picture
