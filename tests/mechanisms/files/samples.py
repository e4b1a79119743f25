"""Files that people hand in, and that nobody should: made here, so that what each holds is known."""

import io
import zipfile
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, PngImagePlugin

SECRET = "Hollyhock Lane 17"
"""Stands in each sample wherever a program would put what nobody sees."""
SEEN = "Fire Safety, passed"
"""What people hand the file in for."""


@cache
def jpeg() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = SECRET  # the maker
    exif[0x0112] = 6  # held upright: turned when shown
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (51.0, 28.0, 40.0), "W", (0.0, 0.0, 5.0)
    target = io.BytesIO()
    Image.new("RGB", (40, 20), "teal").save(target, "JPEG", exif=exif, comment=SECRET.encode())
    return target.getvalue() + b"behind the end: " + SECRET.encode()


@cache
def png() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Location", SECRET)
    target = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 128, 128, 200)).save(target, "PNG", pnginfo=notes)
    return target.getvalue()


@cache
def pdf() -> bytes:
    made = pikepdf.new()
    made.add_blank_page(page_size=(200, 200))
    made.docinfo["/Author"] = SECRET
    with made.open_metadata() as notes:
        notes["dc:creator"] = [SECRET]
    picture = Stream(made, jpeg(), Type=Name.XObject, Subtype=Name.Image, Width=40, Height=20)
    picture["/ColorSpace"], picture["/BitsPerComponent"], picture["/Filter"] = (
        Name.DeviceRGB,
        8,
        Name.DCTDecode,
    )
    page = made.pages[0]
    page.Resources = Dictionary(
        XObject=Dictionary(P=made.make_indirect(picture)),
        Font=Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)),
    )
    page.Contents = Stream(
        made, f"BT /F 12 Tf 10 100 Td ({SEEN}) Tj ET q 40 0 0 20 10 10 cm /P Do Q".encode()
    )
    script = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{SECRET}')"))
    made.Root.OpenAction = script
    page.AA = Dictionary(O=script)
    page.Annots = Array(
        [
            made.make_indirect(
                Dictionary(Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.Launch, F=String(SECRET)))
            ),
            made.make_indirect(
                Dictionary(Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.URI, URI=String("https://example.org")))
            ),
        ]
    )  # fmt: skip
    made.attachments["more.txt"] = SECRET.encode()
    target = io.BytesIO()
    made.save(target, compress_streams=False)
    return target.getvalue()


CONTENT_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">%s</Types>'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def archive(parts: dict[str, str | bytes], *, stored: bool = False) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return target.getvalue()


def docx(**more: str | bytes) -> bytes:
    return archive(
        {
            "[Content_Types].xml": CONTENT_TYPES % "",
            "word/document.xml": f"<w:document xmlns:w='w'><w:t>{SEEN}</w:t></w:document>",
            "word/media/image1.jpeg": jpeg(),
            "word/_rels/settings.xml.rels": (
                f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f'<Relationship Id="r1" Type="{RELATIONS}/attachedTemplate" Target="file:///{SECRET}" '
                f'TargetMode="External"/><Relationship Id="r2" Type="{RELATIONS}/hyperlink" '
                f'Target="https://example.org" TargetMode="External"/></Relationships>'
            ),
            "docProps/core.xml": f"<core><creator>{SECRET}</creator></core>",
            "docProps/app.xml": f"<app><Company>{SECRET}</Company></app>",
            **more,
        }
    )


def xlsx(**more: str | bytes) -> bytes:
    return archive(
        {
            "[Content_Types].xml": CONTENT_TYPES % "",
            "xl/workbook.xml": "<workbook/>",
            "xl/worksheets/sheet1.xml": f"<worksheet><t>{SEEN}</t></worksheet>",
            "docProps/core.xml": f"<core><creator>{SECRET}</creator></core>",
            **more,
        }
    )


TEXT = f"Dear all,\n{SEEN}, \u2018café\u2019\n".encode("cp1252")
CSV = f"\ufeffname;result\nA. Example;{SEEN}\n=HYPERLINK(0);-5\n".encode()
