"""The bytes of one file, read once and hashed, and what they look like whatever the file is called."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

_TRANSPORT = b"HEADER RECORD*******"
_SAS_DATASET = bytes.fromhex("c2ea8160b31411cfbd92080009c7318c181f1011")
_SIGNATURES = (
    (_TRANSPORT, "SAS transport"),
    (b"**COMPRESSED** **COMPRESSED**", "a SAS CPORT file"),
    (b"PK\x03\x04", "a ZIP archive or Excel workbook"),
    (b"\x1f\x8b", "gzip"),
    (b"PAR1", "Parquet"),
    (b"PARE", "encrypted Parquet"),
    (b"%PDF-", "PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel or Word file"),
    (b"$FL2", "an SPSS file"),
)
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:(?P<html><!doctype html|<html|<head|<body)|(?P<xml><\?xml|<[a-z]+[\s>]))", re.IGNORECASE
)
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]")
_HEADER_LINE = re.compile(rb'(?:\xef\xbb\xbf)?"?[A-Za-z_][A-Za-z0-9_]*"?(?:[,;\t]"?[A-Za-z_][A-Za-z0-9_]*"?)+\s*$')
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_HEAD = 4096


class ContentError(Exception):
    """Why no row of a file can be trusted: what was found and where, and what to do about it."""

    def __init__(self, text: str, remedy: str, column: str | None = None, rows: tuple[int, ...] = ()) -> None:
        """Keep the finding; it never quotes a value of a patient."""
        super().__init__(text)
        self.text = text
        self.remedy = remedy
        self.column = column
        self.rows = rows


@dataclass(frozen=True, slots=True)
class Content:
    """One file: where it is, its bytes, and the SHA-256 of the same bytes."""

    path: Path
    data: bytes
    sha256: str

    @property
    def name(self) -> str:
        """Name the dataset by its file, for formats that do not say it themselves."""
        return self.path.stem.strip().upper()


def load(path: Path) -> Content:
    """Read a file once.

    Raises:
        OSError: it cannot be opened or read.
        ContentError: it is no regular file.
    """
    path.stat()
    if not path.is_file():
        raise ContentError("Not a regular file", "Put a plain file in its place, or take it out of the folder.")
    data = path.read_bytes()
    return Content(path, data, hashlib.sha256(data).hexdigest())


def looks_like(data: bytes) -> str:
    """Say in words what bytes look like, by their first few thousand."""
    head = data[:_HEAD]
    signed = next((words for signature, words in _SIGNATURES if head.startswith(signature)), None)
    if signed is not None:
        return signed
    if _SAS_DATASET in head[:64]:
        return "a SAS dataset, sas7bdat"
    markup = _MARKUP.match(head)
    if markup:
        return "HTML" if markup["html"] else "XML"
    if _JSON.match(head):
        return "JSON"
    if head[:2] in _ZLIB:
        return "a zlib stream"
    return _text_or_binary(head)


def _text_or_binary(head: bytes) -> str:
    if not head.strip(b"\x00"):
        return "nothing but zero bytes"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16 text"
    if _BINARY.search(head):
        return "binary data"
    return "CSV" if _HEADER_LINE.match(head.splitlines()[0]) else "text"


def belied(data: bytes, expected: str, remedy: str) -> ContentError:
    """Make the finding for a file whose content is not what its name says."""
    return ContentError(f"Content is not {expected} (looks like {looks_like(data)})", remedy)
