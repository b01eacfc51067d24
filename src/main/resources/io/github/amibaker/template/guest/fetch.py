# Fetches what was staged with the standard library alone, where the image has no curl.
# The address comes on stdin, so that it is in no list of processes. Argument: FILE.

import shutil
import sys
import urllib.request as web

with web.urlopen(sys.stdin.read(), timeout=60) as answer, open(sys.argv[1], "wb") as file:
    shutil.copyfileobj(answer, file, 1 << 20)
