"""The instance identity document and its signatures, with a key made when the cloud starts.

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-identity-documents.html
"""

import base64
import json
import textwrap
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs7 as cms
from cryptography.x509.oid import NameOID


@cache
def key() -> rsa.RSAPrivateKey:
    """The key all documents of this cloud are signed with."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def certificate() -> x509.Certificate:
    name = x509.Name(
        [x509.NameAttribute(NameOID.COUNTRY_NAME, "US"), x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Local cloud")]
    )
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key().public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
    return builder.not_valid_after(now + timedelta(days=3650)).sign(key(), hashes.SHA256())


def document(instance: Any) -> bytes:
    body = {
        "accountId": instance.owner_id,
        "architecture": instance.architecture,
        "availabilityZone": instance.placement.zone,
        "billingProducts": None,
        "devpayProductCodes": None,
        "marketplaceProductCodes": None,
        "imageId": instance.image_id,
        "instanceId": instance.id,
        "instanceType": instance.instance_type,
        "kernelId": None,
        "pendingTime": instance.launch_time.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "privateIp": instance.private_ip,
        "ramdiskId": None,
        "region": instance.region_name,
        "version": "2017-09-30",
    }
    return json.dumps(body, indent=2, separators=(",", " : ")).encode()


def _wrapped(raw: bytes) -> bytes:
    return "\n".join(textwrap.wrap(base64.b64encode(raw).decode(), 76)).encode()


def signature(instance: Any) -> bytes:
    """Base64 of the RSA signature over SHA-256 of the document."""
    return _wrapped(key().sign(document(instance), padding.PKCS1v15(), hashes.SHA256()))


def pkcs7(instance: Any) -> bytes:
    return _signed_data(instance)


def rsa2048(instance: Any) -> bytes:
    return _signed_data(instance)


def _signed_data(instance: Any) -> bytes:
    builder = cms.PKCS7SignatureBuilder().set_data(document(instance))
    builder = builder.add_signer(certificate(), key(), hashes.SHA256())
    options = [cms.PKCS7Options.Binary, cms.PKCS7Options.NoCapabilities]
    return _wrapped(builder.sign(serialization.Encoding.DER, options))


def verified(signed_document: bytes, signature_text: bytes) -> dict[str, Any] | None:
    """The document, when this cloud signed it; None otherwise."""
    try:
        raw = base64.b64decode(signature_text)
        key().public_key().verify(raw, signed_document, padding.PKCS1v15(), hashes.SHA256())
        return json.loads(signed_document)
    except (InvalidSignature, ValueError):
        return None
