# Puts a signal to a wait condition's handle with the standard library alone, where the image has no curl.
# Arguments: URL BODY.

import sys
import urllib.request as web

url, body = sys.argv[1:]
web.urlopen(web.Request(url, body.encode(), {"Content-Type": ""}, method="PUT"), timeout=30).read()
