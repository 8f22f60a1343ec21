import json
import sys

token = json.load(sys.stdin)["token"]
# Whoever prints a secret by mistake finds it redacted in the log.
print("the token is", token, file=sys.stderr)
print(json.dumps({"characters": len(token)}))
