# Fetches the scripts' secrets with the instance's own role, and prints them as lines for a shell's eval: they are on no
# disk. Reads lines NAME=REFERENCE from a file. Arguments: REGION FILE. On failure the reason alone is on stderr.

import hashlib
import hmac
import json
import os
import sys
import time
import urllib.request as web
from urllib.error import HTTPError
from urllib.parse import urlsplit

PATIENCE = 60  # a role made seconds ago is refused
AGAIN = "AccessDenied|UnrecognizedClient|InvalidClientTokenId|Throttling|TooManyRequests|InternalS|ServiceUnavailable"
imds = os.environ.get("AWS_EC2_METADATA_SERVICE_ENDPOINT") or "http://169.254.169.254"
direct = web.build_opener(web.ProxyHandler({}))


class Fault(Exception):
    """Says it all, and no secret."""


def metadata(path):
    ttl = {"X-aws-ec2-metadata-token-ttl-seconds": "300"}
    token = direct.open(web.Request(imds + "/latest/api/token", method="PUT", headers=ttl), timeout=5).read().decode()
    request = web.Request(f"{imds}/latest/{path}", headers={"X-aws-ec2-metadata-token": token})
    return direct.open(request, timeout=5).read().decode()


def signed(url, service, region, target, body):
    keys = "meta-data/iam/security-credentials/"
    keys = json.loads(metadata(keys + metadata(keys).split()[0]))
    now = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    parts = urlsplit(url)
    headers = {"content-type": "application/x-amz-json-1.1", "host": parts.netloc, "x-amz-date": now}
    headers.update({"x-amz-security-token": keys["Token"], "x-amz-target": target})
    names = ";".join(sorted(headers))
    lines = [f"{name}:{headers[name]}" for name in sorted(headers)]
    canonical = "\n".join(["POST", parts.path or "/", "", *lines, "", names, hashlib.sha256(body).hexdigest()])
    scope = [now[:8], region, service, "aws4_request"]
    text = "\n".join(["AWS4-HMAC-SHA256", now, "/".join(scope), hashlib.sha256(canonical.encode()).hexdigest()])
    key = b"AWS4" + keys["SecretAccessKey"].encode()
    for part in [*scope, text]:
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    headers["authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={keys['AccessKeyId']}/{'/'.join(scope)}, "
        f"SignedHeaders={names}, Signature={key.hex()}"
    )
    return web.Request(url, body, headers, method="POST")


def call(service, region, target, request):
    """The answer, or the error's code and message; the code is empty where there was no answer at all."""
    variable = "AWS_ENDPOINT_URL_" + {"ssm": "SSM", "secretsmanager": "SECRETS_MANAGER"}[service]
    try:
        url = os.environ.get(variable) or os.environ.get("AWS_ENDPOINT_URL")
        url = url or f"https://{service}.{region}.{metadata('meta-data/services/domain')}"
        url = url.rstrip("/") + "/"
        made = signed(url, service, region, target, json.dumps(request).encode())
    except (OSError, IndexError):
        return None, "", "the instance has no credentials, as it has no instance profile, or one without a role"
    try:
        return json.loads(web.urlopen(made, timeout=30).read().decode()), "", ""
    except HTTPError as e:
        try:
            said = json.loads(e.read().decode())
            told = said.get("message") or said.get("Message") or ""
            return None, str(said["__type"]).rpartition("#")[2], told
        except (ValueError, KeyError, AttributeError):
            return None, "InternalServerError" if e.code >= 500 else f"HTTP {e.code}", ""
    except OSError as e:
        return None, "", f"{service} in {region} cannot be reached: {getattr(e, 'reason', e)}"


def fetch(reference, region):
    kind, _, name = reference.partition(":")
    service, target, request, action = {
        "ssm-secure": ("ssm", "AmazonSSM.GetParameter", {"Name": name, "WithDecryption": True}, "GetParameter"),
        "secretsmanager": ("secretsmanager", "secretsmanager.GetSecretValue", {"SecretId": name}, "GetSecretValue"),
    }[kind]
    region = name.split(":")[3] if name.startswith("arn:") else region
    until, pause = time.monotonic() + PATIENCE, 1
    while True:
        answer, code, message = call(service, region, target, request)
        if answer is not None:
            break
        if (code and not any(code.startswith(one) for one in AGAIN.split("|"))) or time.monotonic() + pause > until:
            break
        time.sleep(pause)
        pause = min(2 * pause, 8)
    if answer is None:
        if code in ("ParameterNotFound", "ResourceNotFoundException"):
            raise Fault(f"there is no {name} in {region}")
        if code.startswith("AccessDenied"):
            message = f"the role of the builder needs {service}:{action} on {arn(service, name, region)}: {message}"
        raise Fault(f"{code}: {message}" if code else message)
    value = answer["Parameter"]["Value"] if service == "ssm" else answer.get("SecretString")
    if value is None:
        raise Fault(f"the secret {name} holds bytes (SecretBinary), and a variable takes text")
    if "\0" in value:
        raise Fault(f"{name} holds a NUL, and no variable can")
    return value


def arn(service, name, region):
    if name.startswith("arn:"):
        return name
    account = json.loads(metadata("dynamic/instance-identity/document"))["accountId"]
    resource = f"parameter{name}" if service == "ssm" else f"secret:{name}-??????"
    return f"arn:{metadata('meta-data/services/partition')}:{service}:{region}:{account}:{resource}"


def main(region, references):
    lines = []
    for line in references:
        variable, _, reference = line.rstrip("\n").partition("=")
        try:
            value = fetch(reference, region)
        except Exception as e:  # what is not ours may hold anything
            sys.exit(f"{variable} ({reference}): {e if isinstance(e, Fault) else type(e).__name__}")
        lines.append(f"export {variable}='" + value.replace("'", "'\\''") + "'\n")
    sys.stdout.buffer.write("".join(lines).encode())


if __name__ == "__main__":
    with open(sys.argv[2]) as file:
        main(sys.argv[1], file.readlines())
