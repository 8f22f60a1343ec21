"""Emits an event whenever the file has another time of change."""

import json
import os
import sys
import time

told = json.loads(sys.stdin.readline())
path = told["parameters"]["path"]
pause = (told["poll_interval_ms"] or 1000) / 1000


def changed():
    try:
        return os.stat(path).st_mtime_ns
    except FileNotFoundError:
        return None


before = changed()
while True:
    time.sleep(pause)
    now = changed()
    if now is not None and now != before:
        print(json.dumps({"payload": {"path": path}, "key": f"{path} {now}"}), flush=True)
    before = now
