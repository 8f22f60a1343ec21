import json
import sys
import urllib.error
import urllib.request

url = json.load(sys.stdin)["url"]
try:
    with urllib.request.urlopen(url, timeout=5) as answer:
        print(json.dumps({"status": answer.status, "body": answer.read().decode()}))
except urllib.error.URLError as failure:
    sys.exit(f"GET {url}: {failure}")
