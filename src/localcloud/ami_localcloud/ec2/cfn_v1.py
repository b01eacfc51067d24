"""Requests signed with an instance identity document, as cfn-signal signs on an instance: `CFN_V1 document:signature`.

The account such a request is made for stands in the document, and nowhere else.
"""

import base64
import binascii

from localstack.aws.api import RequestContext
from localstack.aws.chain import HandlerChain
from localstack.http import Response

from ami_localcloud.ec2 import identity

SCHEME = "CFN_V1 "


def accept(chain: HandlerChain, context: RequestContext, response: Response) -> None:
    """A request handler: turns the header into one whose account LocalStack understands; 403 for a false signature."""
    header = context.request.headers.get("Authorization", "")
    if not header.startswith(SCHEME):
        return
    document, _, signature = header[len(SCHEME) :].partition(":")
    try:
        known = identity.verified(base64.b64decode(document), signature.encode())
    except binascii.Error:
        known = None
    if known is None:
        response.status_code = 403
        response.data = (
            b'<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type>'
            b"<Code>InvalidClientTokenId</Code><Message>The security token included in the request is invalid</Message>"
            b"</Error></ErrorResponse>"
        )
        chain.terminate()
        return
    region = context.request.headers.get("X-Amz-Region") or known["region"]
    context.request.headers["Authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={known['accountId']}/20261101/{region}/cloudformation/aws4_request, "
        "SignedHeaders=host, Signature=identity-document"
    )
