import json, sys

print(json.dumps({"token": open(json.load(sys.stdin)["file"]).read(), "user": "ada"}))
