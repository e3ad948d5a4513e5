"""Encodes the streams of a file so that every reader finds the same end of each.

The keyword `endstream` stands after an end of line that is no part of the stream (ISO 19005-2, 6.1.7.1). If the last
byte of a stream looks like an end of line, some readers count a byte less than the stream's length says. The last byte
of compressed data is a checksum of the text, so it can be anything, and no compression level changes it; such a stream
is written in ASCII85, which ends in "~>".
"""

import base64
import zlib
from typing import Any

from pikepdf import Array, Name, Pdf, Stream

_ENDS_OF_LINE = (b"\n", b"\r")
# Filters that lose nothing and that this program can write again.
_LOSSLESS = {"/FlateDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode", "/LZWDecode"}
_LEVEL = 9


def encode_streams(pdf: Pdf) -> None:
    """Compresses every stream so that none ends in an end of line. Streams must not be changed before saving."""
    for thing in pdf.objects:
        if isinstance(thing, Stream):
            _encode(thing)


def ends_plainly(raw: bytes) -> bool:
    """Whether the last byte cannot be mistaken for the end of line before `endstream`."""
    return raw[-1:] not in _ENDS_OF_LINE


def filters_of(stream: Stream) -> list[str]:
    """The names of the filters, in the order of decoding."""
    named: Any = stream.get(Name.Filter, [])
    return [str(named)] if isinstance(named, Name) else [str(name) for name in named]


def _encode(stream: Stream) -> None:
    if stream.get(Name.Type) == Name.Metadata:
        # Stays readable without decoding, for programs that search files for their metadata.
        stream.write(stream.read_bytes().rstrip())
        return
    if set(filters_of(stream)) <= _LOSSLESS:
        stream.write(zlib.compress(stream.read_bytes(), _LEVEL), filter=Name.FlateDecode)
    raw = stream.read_raw_bytes()
    if not ends_plainly(raw):
        _wrap(stream, raw)


def _wrap(stream: Stream, raw: bytes) -> None:
    filters = [Name.ASCII85Decode, *(Name(name) for name in filters_of(stream))]
    given = stream.get(Name.DecodeParms)
    parameters = None
    if given is not None:
        parameters = Array([None, *(given if isinstance(given, Array) else [given])])
    stream.write(base64.a85encode(raw) + b"~>", filter=Array(filters), decode_parms=parameters)
