import json, os, sys

# Opening a pipe waits for the other side.
with open(json.load(sys.stdin)["gate"]) as gate:
    gate.read()
