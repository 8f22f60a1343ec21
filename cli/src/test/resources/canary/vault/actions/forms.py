import base64, json, os, sys, urllib.parse

secrets = json.load(sys.stdin)["secrets"]
if "HEDDLE_TOKEN" in os.environ:
    secrets.append(os.environ["HEDDLE_TOKEN"])
    print("a token, too")

for out in (sys.stdout, sys.stderr):
    for secret in secrets:
        forms = [
            secret,
            base64.b64encode(secret.encode()).decode(),
            base64.encodebytes(("user of this: " + secret).encode()).decode(),
            urllib.parse.quote(secret, safe=""),
            urllib.parse.quote_plus(secret),
            json.dumps({"outer": json.dumps({"inner": secret})}),
            secret[: len(secret) // 2] + "\n" + secret[len(secret) // 2 :],
        ]
        for form in forms:
            print("with", form, "inside", file=out)
