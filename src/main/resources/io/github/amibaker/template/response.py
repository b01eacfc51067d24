"""How a function of the stack answers CloudFormation. Inline code is one file: this stands where others import it."""

import json
import time
import urllib.request
from http.client import HTTPException


class Fault(Exception):
    """Says it all."""


def body(answer):
    """At most 4096 bytes of JSON: the reason is cut, what the wait carried left out."""
    for room in (3000, 2000, 1000, 500, 0):
        if answer.get("Reason"):
            answer["Reason"] = answer["Reason"].encode("utf-8", "replace")[:room].decode("utf-8", "ignore")
        text = json.dumps(answer, ensure_ascii=False).encode()
        if len(text) <= 4096:
            break
        answer.get("Data", {}).pop("ProvisioningData", None)
    return text


def send(url, answer):
    """Puts the answer to CloudFormation. Raises when it is not taken: Lambda tries it all again."""
    if not url:
        return print("there is no ResponseURL to answer to")
    text = body(answer)
    for pause in (1, 2, 4, 0):
        try:
            request = urllib.request.Request(url, text, {"Content-Type": ""}, method="PUT")
            with urllib.request.urlopen(request, timeout=10):
                return print(f"answered {answer['Status']} {answer['PhysicalResourceId']}")
        except (OSError, HTTPException, ValueError, AttributeError) as e:  # its text may hold the address
            print(f"CloudFormation did not take the answer: {type(e).__name__} {getattr(e, 'code', '')}")
        time.sleep(pause)
    raise Fault("CloudFormation did not take the answer")
