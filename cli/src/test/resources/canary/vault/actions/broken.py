import json, sys

raise ValueError("cannot log in with " + " and ".join(json.load(sys.stdin)["secrets"]))
