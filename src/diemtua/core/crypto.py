"""Identifiers at rest: AES-GCM ciphertext to keep, a keyed blind index to look up, a mask to show."""

import hashlib
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings


def seal_bytes(plain: bytes) -> bytes:
    """Encrypt `plain` with AES-256-GCM under a fresh 12-byte nonce, which is put before the ciphertext."""
    nonce = os.urandom(12)
    return nonce + AESGCM(settings.IDENTIFIER_KEY).encrypt(nonce, plain, None)


def unseal_bytes(sealed: bytes | memoryview) -> bytes:
    """Decrypt what `seal_bytes` made.

    :raises cryptography.exceptions.InvalidTag: when the bytes or the key are not the ones of `seal_bytes`
    """
    sealed = bytes(sealed)
    return AESGCM(settings.IDENTIFIER_KEY).decrypt(sealed[:12], sealed[12:], None)


def seal(plain: str) -> bytes:
    """Encrypt a text; see `seal_bytes`."""
    return seal_bytes(plain.encode())


def unseal(sealed: bytes | memoryview) -> str:
    """Decrypt what `seal` made; see `unseal_bytes`."""
    return unseal_bytes(sealed).decode()


def blind_index(plain: str) -> str:
    """Return a keyed digest (32 hex signs) that finds an identifier without storing it."""
    return hashlib.blake2b(plain.encode(), key=settings.BLIND_INDEX_KEY, digest_size=16).hexdigest()


def masked(plain: str) -> str:
    """Show only the last four signs: '000199001234' becomes '••••••••1234'."""
    return "•" * max(len(plain) - 4, 0) + plain[-4:] if len(plain) > 4 else "•" * len(plain)
