"""Emits an event for each file such as shop-1.4.0.tar in a directory; each name once, however often it is seen."""

import json
import os
import sys
import time

told = json.loads(sys.stdin.readline())
path = told["parameters"]["path"]
seen = set()

while True:
    for name in sorted(os.listdir(path)) if os.path.isdir(path) else []:
        app, _, version = name.removesuffix(".tar").rpartition("-")
        if app and name not in seen:
            seen.add(name)
            payload = {"app": app, "version": version}
            print(json.dumps({"payload": payload, "key": f"release.inbox {name}"}), flush=True)
    time.sleep((told["poll_interval_ms"] or 1000) / 1000)
