"""A stream that a passphrase encrypts: AES-256-GCM in pieces, the key by scrypt.

The construction is STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015), as age and Tink use it: the nonce of a piece
counts it and says whether it is the last one, so that none can be dropped, moved or cut off unseen.
"""

import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from office_culture.actions.backups.rows import NotRestored

MAGIC = b"office-culture backup 1\n"
_SALT, _PREFIX, _PIECE, _TAG = 16, 7, 64 * 1024, 16  # bytes
# 64 MiB and a tenth of a second for each try at the passphrase.
_SCRYPT = {"length": 32, "n": 2**16, "r": 8, "p": 1}


class WrongPassphrase(NotRestored):
    """The passphrase is another one, or the bytes are not those that were written."""

    def __init__(self) -> None:
        super().__init__("The passphrase is another one, or the archive is damaged.")


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, **_SCRYPT).derive(passphrase.encode()))


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([last])


class Encrypting:
    """Writes what it gets to `stream`, encrypted. Only `close` makes it whole."""

    def __init__(self, stream: BinaryIO, passphrase: str) -> None:
        salt, self._prefix = os.urandom(_SALT), os.urandom(_PREFIX)
        self._head = MAGIC + salt + self._prefix
        self._stream, self._cipher = stream, _cipher(passphrase, salt)
        self._waiting, self._number = bytearray(), 0
        stream.write(self._head)

    def write(self, data: bytes) -> int:
        self._waiting += data
        # The last piece is known only at the end: one full piece always waits.
        while len(self._waiting) > _PIECE:
            self._put(bytes(self._waiting[:_PIECE]), last=False)
            del self._waiting[:_PIECE]
        return len(data)

    def close(self) -> None:
        self._put(bytes(self._waiting), last=True)

    def _put(self, piece: bytes, *, last: bool) -> None:
        nonce = _nonce(self._prefix, self._number, last=last)
        self._stream.write(self._cipher.encrypt(nonce, piece, self._head))
        self._number += 1


class Decrypting:
    """Reads what `Encrypting` wrote. Raises `WrongPassphrase` at the first piece that is not as it was written."""

    def __init__(self, stream: BinaryIO, passphrase: str) -> None:
        self._head = stream.read(len(MAGIC) + _SALT + _PREFIX)
        self._prefix = self._head[-_PREFIX:]
        self._stream, self._cipher = stream, _cipher(passphrase, self._head[len(MAGIC) : -_PREFIX])
        self._ahead, self._number = stream.read(_PIECE + _TAG), 0
        self._open, self._ended = bytearray(), False

    def read(self, size: int) -> bytes:
        while len(self._open) < size and not self._ended:
            self._take()
        data = bytes(self._open[:size])
        del self._open[:size]
        return data

    def _take(self) -> None:
        piece, self._ahead = self._ahead, self._stream.read(_PIECE + _TAG)
        self._ended = not self._ahead
        nonce = _nonce(self._prefix, self._number, last=self._ended)
        try:
            self._open += self._cipher.decrypt(nonce, piece, self._head)
        except InvalidTag as error:
            raise WrongPassphrase from error
        self._number += 1


def is_encrypted(stream: BinaryIO) -> bool:
    """Whether the stream begins as `Encrypting` does; it is read from its beginning again afterwards."""
    found = stream.read(len(MAGIC)) == MAGIC
    stream.seek(0)
    return found
