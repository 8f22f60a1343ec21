import glob, json, sys

given = json.load(sys.stdin)
found, looked = [], 0
with open(given["gate"], "w") as gate:
    for file in glob.glob("/proc/[0-9]*/cmdline") + glob.glob("/proc/[0-9]*/environ"):
        try:
            text = open(file, "rb").read()
        except OSError:
            continue
        looked += 1
        if any(secret[8:16].encode() in text for secret in given["secrets"]):
            found.append(file)
print(json.dumps({"looked": looked, "found": found}))
