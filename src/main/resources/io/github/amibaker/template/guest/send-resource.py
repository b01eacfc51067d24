# Calls SignalResource with the standard library alone, where the image has no cfn-signal, as cfn-signal does: a GET in
# the instance's name, by the header `CFN_V1 <identity document in base64>:<its signature>`
# (cfnbootstrap/aws_client.py). Arguments: REGION ENDPOINT NAME=VALUE...; ENDPOINT may be empty.

import base64
import os
import sys
import urllib.parse
import urllib.request as web

imds = os.environ.get("AWS_EC2_METADATA_SERVICE_ENDPOINT") or "http://169.254.169.254"
direct = web.build_opener(web.ProxyHandler({}))


def metadata(path):
    ttl = {"X-aws-ec2-metadata-token-ttl-seconds": "300"}
    token = direct.open(web.Request(imds + "/latest/api/token", method="PUT", headers=ttl), timeout=5).read().decode()
    request = web.Request(f"{imds}/latest/{path}", headers={"X-aws-ec2-metadata-token": token})
    return direct.open(request, timeout=5).read()


def domain():
    try:
        return metadata("meta-data/services/domain").decode()
    except OSError:
        return "amazonaws.com"


region, endpoint, *pairs = sys.argv[1:]
document = base64.b64encode(metadata("dynamic/instance-identity/document")).decode()
signature = metadata("dynamic/instance-identity/signature").decode().replace("\n", "")
pairs = ["Action=SignalResource", *pairs, "ContentType=JSON", "Version=2010-05-15"]
query = urllib.parse.urlencode(dict(pair.split("=", 1) for pair in pairs))
url = (endpoint or f"https://cloudformation.{region}.{domain()}").rstrip("/") + "/?" + query
headers = {"Accept": "application/json", "Authorization": f"CFN_V1 {document}:{signature}"}
request = web.Request(url, headers=headers)
web.urlopen(request, timeout=30).read()
