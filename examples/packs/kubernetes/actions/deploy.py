"""Deploys an image: starts itself once more in the background as the application."""

import http.server
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading

LIFETIME_SECONDS = 120


def application(health):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(health if self.path == "/health" else 404)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Timer(LIFETIME_SECONDS, server.shutdown).start()
    print(server.server_address[1], flush=True)
    sys.stdout.close()
    server.serve_forever()


def deploy(image):
    print("deploying", image, file=sys.stderr)
    if image.endswith("-undeployable"):
        sys.exit("no node has room for " + image)
    health = "503" if image.endswith("-unhealthy") else "200"
    server = subprocess.Popen(
        [sys.executable, __file__, health],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    port = int(server.stdout.readline())
    state = pathlib.Path(
        tempfile.gettempdir(), "heddle-deploy-" + os.environ["HEDDLE_EXECUTION_ID"]
    )
    (state / "pid").write_text(str(server.pid))
    print(json.dumps({"health_url": f"http://127.0.0.1:{port}/health"}))


if len(sys.argv) > 1:
    application(int(sys.argv[1]))
else:
    deploy(json.load(sys.stdin)["image"])
