"""Starts itself once more in the background as the server and prints where it listens."""

import http.server
import json
import subprocess
import sys
import threading
import urllib.parse


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        name = urllib.parse.parse_qs(url.query).get("name", ["world"])[0]
        found = url.path == "/hello"
        body = {"message": f"Hello {name}"} if found else {"error": "no such page"}
        text = json.dumps(body).encode()
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


def serve():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Timer(60, server.shutdown).start()
    print(server.server_address[1], flush=True)
    sys.stdout.close()
    server.serve_forever()


def start():
    server = subprocess.Popen(
        [sys.executable, __file__, "serve"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    port = int(server.stdout.readline())
    print(json.dumps({"url": f"http://127.0.0.1:{port}", "pid": server.pid}))


if sys.argv[1:] == ["serve"]:
    serve()
else:
    start()
