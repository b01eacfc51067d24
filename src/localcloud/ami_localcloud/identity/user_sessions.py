"""Sessions of users, behind multi-factor authentication or not.

https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
Texts of MFA: aws/aws-cli#3864, aws/aws-cli#2546
"""

import base64
import hashlib
import hmac
import struct
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from localstack.aws.api import CommonServiceException, RequestContext, handler
from localstack.utils.aws.request_context import extract_access_key_id_from_auth_header
from moto.iam.models import User, iam_backends
from moto.sts.utils import random_session_token

STANDARD, LEAST, MOST = 12 * 3600, 900, 36 * 3600
STEP = 30
# AWS does not say how far a device's clock may be off.
TOLERANCE = 2

_lock = threading.Lock()
_sessions: dict[str, "UserSession"] = {}
_used: set[tuple[str, str, int]] = set()


@dataclass(frozen=True)
class UserSession:
    """What a temporary access key of a user stands for."""

    user: User
    mfa: bool


def find(access_key_id: str | None) -> UserSession | None:
    with _lock:
        return _sessions.get(access_key_id or "")


def caller(context: RequestContext) -> UserSession | None:
    """The user behind a call, with keys of its own or of a session."""
    key = extract_access_key_id_from_auth_header(context.request.headers)
    if session := find(key):
        return session
    user = iam_backends[context.account_id][context.partition].get_user_from_access_key_id(key) if key else None
    return UserSession(user, mfa=False) if user else None


@handler("GetSessionToken")
def get_session_token(
    _: Any,
    context: RequestContext,
    duration_seconds: int | None = None,
    serial_number: str | None = None,
    token_code: str | None = None,
    **__: Any,
) -> dict[str, Any]:
    if find(extract_access_key_id_from_auth_header(context.request.headers)):
        raise denied("Cannot call GetSessionToken with session credentials")
    check_duration(duration_seconds, MOST)
    found = caller(context)
    if serial_number or token_code:
        check_mfa(found.user if found else None, serial_number or "", token_code or "")
    key = iam_backends[context.account_id][context.partition].create_temp_access_key()
    if found:
        with _lock:
            _sessions[key.access_key_id] = UserSession(found.user, mfa=bool(serial_number))
    return {
        "Credentials": {
            "AccessKeyId": key.access_key_id,
            "SecretAccessKey": key.secret_access_key,
            "SessionToken": random_session_token(),
            "Expiration": datetime.now(UTC) + timedelta(seconds=duration_seconds or STANDARD),
        }
    }


def check_duration(seconds: int | None, most: int) -> None:
    for fits, bound in (
        (seconds is None or seconds >= LEAST, f"greater than or equal to {LEAST}"),
        (seconds is None or seconds <= most, f"less than or equal to {most}"),
    ):
        if not fits:
            raise invalid(
                f"1 validation error detected: Value '{seconds}' at 'durationSeconds' failed to satisfy constraint: "
                f"Member must have value {bound}"
            )


def check_mfa(user: User | None, serial: str, code: str) -> None:
    """Raises unless the device is the user's and shows this code now; each code is good once."""
    device = _device(user, serial)
    if device is None:
        raise denied(
            "MultiFactorAuthentication failed, unable to validate MFA code.  "
            "Please verify your MFA serial number is valid and associated with this user."
        )
    now = int(time.time()) // STEP
    step = next((s for s in range(now - TOLERANCE, now + TOLERANCE + 1) if code_at(device, s) == code), None)
    with _lock:
        if step is None or (serial, code, step) in _used:
            raise denied("MultiFactorAuthentication failed with invalid MFA one time pass code. ")
        _used.add((serial, code, step))


def _device(user: User | None, serial: str) -> str | None:
    """The seed of a virtual device that is the user's."""
    if user is None or serial not in user.mfa_devices:
        return None
    for backend in iam_backends[user.account_id].values():
        if serial in backend.virtual_mfa_devices:
            return backend.virtual_mfa_devices[serial].base32_string_seed
    return None


def code_at(seed: str, step: int) -> str:
    """RFC 6238."""
    digest = hmac.new(base64.b32decode(seed), struct.pack(">Q", step), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def denied(message: str) -> CommonServiceException:
    return CommonServiceException("AccessDenied", message, 403, sender_fault=True)


def invalid(message: str) -> CommonServiceException:
    return CommonServiceException("ValidationError", message, 400, sender_fault=True)


def reset(account_id: str | None) -> None:
    """Forgets the sessions of an account, or all."""
    with _lock:
        for key in [k for k, session in _sessions.items() if account_id in (None, session.user.account_id)]:
            del _sessions[key]
        for key in [k for k in _used if account_id is None or f":{account_id}:" in k[0]]:
            _used.discard(key)
