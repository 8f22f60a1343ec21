"""Runs one script of a Heddle workflow, knowing nothing but signed URLs and ids.

Needs Python 3.8 or newer and nothing else. It fetches the script, what the script depends on and the
outputs of its predecessors; installs the dependencies into an environment of their own; runs the script;
and stores what it printed. If something goes wrong it leaves a termination message, as JSON, and exits 1.

Environment:
  RUN_ID, WORKFLOW_ID, TASK_ID, TASK_NAME  who this is, for messages
  CODE_URL, REQ_URL                        where to get the script and its requirements
  PRED_URLS_JSON                           {predecessor: where to get its output}
  FUNC_ARG_MAP_JSON                        {predecessor: [file, ...]}
  OUTPUT_SIGNED_URL                        where to put what the script prints
Optional:
  INPUTS_URL                               where to get what the workflow was started with: inputs.json
  TERMINATION_MESSAGE_PATH                 where to leave the message (/dev/termination-log)
  SCRIPT_FILE                              what tracebacks call the script (script)
  ENVIRONMENTS_DIRECTORY                   where installed dependencies are kept (none: not kept)
  MAX_OUTPUT_BYTES                         how much a script may print (1 GiB)
  OBJECT_SOCKETS                           directory of Unix sockets that answer the URLs, in a container
  LIFELINE                                 "stdin": end, with all that was started, when it is closed
"""

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import traceback
from urllib.parse import urlsplit

REQUIRED = (
    "RUN_ID", "WORKFLOW_ID", "TASK_ID", "TASK_NAME", "CODE_URL", "REQ_URL", "PRED_URLS_JSON",
    "FUNC_ARG_MAP_JSON", "OUTPUT_SIGNED_URL",
)
OPTIONAL = (
    "INPUTS_URL", "TERMINATION_MESSAGE_PATH", "SCRIPT_FILE", "ENVIRONMENTS_DIRECTORY", "MAX_OUTPUT_BYTES", "OBJECT_SOCKETS",
    "LIFELINE",
)
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
CHUNK = 64 * 1024
TAIL = 2000
TRACEBACK = 3000
TRIES = 4
LONGEST_PAUSE = 15
TRIES_BY_SOCKET = 60  # a server that starts anew is back before that
HTTP_TIMEOUT = 60
LEFT_BEHIND = 5
KEPT_UNUSED_SECONDS = 30 * 24 * 3600


class WorkerError(Exception):
    """Something around the script went wrong; the message is for people and holds no URL."""


class ScriptFailed(Exception):
    """The script ran and said no; the termination message has been written."""


class Tail:
    """The end of what a stream printed."""

    def __init__(self):
        self.kept = b""

    def add(self, chunk):
        self.kept = (self.kept + chunk)[-4 * TAIL:]

    def text(self):
        return self.kept.decode("utf-8", "replace")[-TAIL:]


class Streams:
    def __init__(self):
        self.stdout = Tail()
        self.stderr = Tail()


def main():
    streams = Streams()
    watch_lifeline()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    try:
        environment = read_environment()
        print_size = work(environment, streams)
        terminate({"stage": "done", "size": print_size})
        return 0
    except ScriptFailed:
        return 1
    except BaseException as failure:
        message = str(failure) if isinstance(failure, WorkerError) else type(failure).__name__ + ": " + str(failure)
        print("heddle: " + message, file=sys.stderr, flush=True)
        terminate({
            "stage": "worker",
            "error": message,
            "traceback": traceback.format_exc()[-TRACEBACK:],
            "stdout_tail": streams.stdout.text(),
            "stderr_tail": streams.stderr.text(),
        })
        return 1


running = None  # the script's process


def stop(number, _):
    """Who ends this program gives the script a moment to tidy up; it hears of the signal itself."""
    if running is None:
        raise WorkerError("stopped before the script ran")
    if os.environ.get("LIFELINE") != "stdin":
        running.send_signal(number)  # nobody signalled our group, as in a container


def watch_lifeline():
    if os.environ.get("LIFELINE") != "stdin":
        return

    def watch():
        try:
            while os.read(0, CHUNK):
                pass
        except OSError:
            pass
        # Whoever started this is gone. The group is this program, the script and all it started.
        try:
            os.killpg(0, signal.SIGKILL)
        finally:
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def read_environment():
    missing = [name for name in REQUIRED if name not in os.environ]
    if missing:
        raise WorkerError("missing in the environment: " + ", ".join(missing))
    values = {name: os.environ[name] for name in REQUIRED}
    values["PRED_URLS_JSON"] = mapping("PRED_URLS_JSON", str)
    values["FUNC_ARG_MAP_JSON"] = mapping("FUNC_ARG_MAP_JSON", list)
    lost = sorted(set(values["FUNC_ARG_MAP_JSON"]) - set(values["PRED_URLS_JSON"]))
    if lost:
        raise WorkerError("PRED_URLS_JSON has no URL for " + ", ".join(lost))
    return values


def mapping(name, kind):
    try:
        value = json.loads(os.environ[name])
    except ValueError:
        raise WorkerError(name + " is no JSON") from None
    if not isinstance(value, dict) or not all(isinstance(each, kind) for each in value.values()):
        raise WorkerError(name + " is not a map as it should be")
    return value


def work(environment, streams):
    code = download(environment["CODE_URL"], "the code")
    requirements = download(environment["REQ_URL"], "the requirements")
    files = os.path.abspath("files")
    os.makedirs(files, exist_ok=True)
    for predecessor, arguments in environment["FUNC_ARG_MAP_JSON"].items():
        place_output(predecessor, environment["PRED_URLS_JSON"][predecessor], arguments, files)
    if os.environ.get("INPUTS_URL"):
        with open(os.path.join(files, "inputs.json"), "wb") as target:  # no name of an argument has a dot
            download(os.environ["INPUTS_URL"], "the inputs", target)
    script = write_script(code)
    python = install(requirements)
    output = os.path.abspath("output.txt")
    run(python, script, files, output, streams)
    upload(environment["OUTPUT_SIGNED_URL"], output)
    return os.path.getsize(output)


def place_output(predecessor, url, arguments, files):
    """The output of a predecessor, byte for byte, once for each argument that names it."""
    first = None
    for argument in arguments:
        if not isinstance(argument, str) or not NAME.match(argument):
            raise WorkerError("FUNC_ARG_MAP_JSON has a file name that is none")
        path = os.path.join(files, argument)
        if first is None:
            with open(path, "wb") as target:
                download(url, "the output of " + predecessor, target)
            first = path
        else:
            shutil.copyfile(first, path)


def write_script(code):
    name = re.sub(r"[^A-Za-z0-9_.-]", "_", os.path.basename(os.environ.get("SCRIPT_FILE", "")))
    if not name or name.startswith(".") or name.endswith(".py"):
        name = "script"  # a name such as json.py would hide a module
    path = os.path.abspath(name)
    with open(path, "wb") as target:
        target.write(code)
    return path


# HTTP

class SocketConnection(http.client.HTTPConnection):
    """To whichever process of the host answers first: they all have the same objects."""

    def __init__(self, directory):
        super().__init__("localhost", timeout=HTTP_TIMEOUT)
        self.directory = directory

    def connect(self):
        refused = ConnectionRefusedError("nobody answers in " + self.directory)
        for name in sorted(os.listdir(self.directory)):
            candidate = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            candidate.settimeout(self.timeout)
            try:
                candidate.connect(os.path.join(self.directory, name))
                self.sock = candidate
                return
            except OSError as failure:
                candidate.close()
                refused = failure
        raise refused


def connect(parts):
    sockets = os.environ.get("OBJECT_SOCKETS")
    if sockets:
        return SocketConnection(sockets)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    return kind(parts.hostname, parts.port, timeout=HTTP_TIMEOUT)


def request(method, url, body=None, length=0):
    parts = urlsplit(url)
    connection = connect(parts)
    path = parts.path + ("?" + parts.query if parts.query else "")
    headers = {"Content-Length": str(length), "Content-Type": "application/octet-stream"} if method == "PUT" else {}
    connection.request(method, path, body=body, headers=headers)
    return connection, connection.getresponse()


def attempt(what, action):
    """Tries again what a moment may heal; a refusal is final."""
    tries = TRIES_BY_SOCKET if os.environ.get("OBJECT_SOCKETS") else TRIES
    for number in range(1, tries + 1):
        try:
            status = action()
            reason = "HTTP status %d" % status
            if status < 300:
                return
            if status < 500 and status not in (408, 429):
                if status in (401, 403):
                    reason += ": its signed URL has expired or is not for this"
                elif status == 404:
                    reason += ": there is no such object"
                raise WorkerError(what + " was refused, " + reason)
        except (OSError, http.client.HTTPException) as failure:
            reason = type(failure).__name__ + ": " + str(failure)
        if number < tries:
            time.sleep(min(LONGEST_PAUSE, 0.1 * 5 ** min(number - 1, 9)))
    raise WorkerError(what + " failed: " + reason)


def download(url, what, target=None):
    parts = []

    def once():
        parts.clear()
        if target is not None:
            target.seek(0)
            target.truncate()
        connection, response = request("GET", url)
        try:
            if response.status < 300:
                # read1 would hide a connection cut short; read(n) raises IncompleteRead
                while True:
                    chunk = response.read(CHUNK)
                    if not chunk:
                        break
                    parts.append(chunk) if target is None else target.write(chunk)
                if response.length:
                    raise http.client.IncompleteRead(b"", response.length)
            return response.status
        finally:
            connection.close()

    attempt("downloading " + what, once)
    return b"".join(parts)


def upload(url, path):
    def once():
        with open(path, "rb") as source:
            connection, response = request("PUT", url, source, os.path.getsize(path))
            try:
                response.read(CHUNK)
                return response.status
            finally:
                connection.close()

    attempt("storing the output", once)


# Dependencies

def install(requirements):
    lines = [line.strip() for line in requirements.decode("utf-8", "replace").splitlines()]
    if not any(line and not line.startswith("#") for line in lines):
        return sys.executable
    import fcntl
    import hashlib

    kept = os.environ.get("ENVIRONMENTS_DIRECTORY")
    key = hashlib.sha256(sys.version.encode() + b"\0" + sys.executable.encode() + b"\0" + requirements).hexdigest()
    home = os.path.join(kept, key) if kept else os.path.abspath("environment")
    os.makedirs(os.path.dirname(home), exist_ok=True)
    complete = os.path.join(home, ".complete")
    with open(home + ".lock", "w") as lock:
        # Others who need the same wait here, and find it done. The lock ends with the process.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if os.path.exists(complete):
            os.utime(complete)
            return python_of(home)
        shutil.rmtree(home, ignore_errors=True)
        build(home, requirements)
        with open(complete, "w"):
            pass
    if kept:
        forget_unused(kept, key)
    return python_of(home)


def python_of(home):
    return os.path.join(home, "bin", "python")


def build(home, requirements):
    listed = os.path.abspath("requirements.txt")
    with open(listed, "wb") as target:
        target.write(requirements)
    python = python_of(home)
    # With the pip that is there, which is quick; where there is none, with one inside the environment.
    if quiet([sys.executable, "-m", "pip", "--python", sys.executable, "--version"]):
        command(["-m", "venv", "--without-pip", home], "creating an environment")
        pip = ["-m", "pip", "--python", python]
        runner = sys.executable
    else:
        command(["-m", "venv", home], "creating an environment")
        pip = ["-m", "pip"]
        runner = python
    command(
        pip + ["install", "--no-input", "--disable-pip-version-check", "--no-warn-script-location", "-r", listed],
        "installing the requirements",
        runner,
    )


def quiet(words):
    return subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          env=script_environment()).returncode == 0


def command(words, what, python=None):
    """What it prints goes to standard error: standard output is the script's alone."""
    done = subprocess.run(
        [python or sys.executable] + words,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=script_environment(),
    )
    sys.stderr.buffer.write(done.stdout)
    sys.stderr.buffer.flush()
    if done.returncode != 0:
        said = done.stdout.decode("utf-8", "replace").strip()[-TAIL:]
        raise WorkerError(what + " failed with exit code %d:\n%s" % (done.returncode, said))


def forget_unused(kept, ours):
    """Removes environments nobody used for a month, unless somebody holds one just now."""
    import fcntl

    for name in os.listdir(kept):
        complete = os.path.join(kept, name, ".complete")
        try:
            if name == ours or time.time() - os.path.getmtime(complete) < KEPT_UNUSED_SECONDS:
                continue
            with open(os.path.join(kept, name + ".lock"), "w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                os.unlink(complete)
                shutil.rmtree(os.path.join(kept, name), ignore_errors=True)
        except OSError:
            continue


# The script

def script_environment():
    """Without what is this program's own business: a script needs no signed URL."""
    own = set(REQUIRED + OPTIONAL) - {"RUN_ID", "WORKFLOW_ID", "TASK_ID", "TASK_NAME"}
    return {name: value for name, value in os.environ.items() if name not in own}


def run(python, script, files, output, streams):
    global running
    limit = int(os.environ.get("MAX_OUTPUT_BYTES", 1 << 30))
    environment = script_environment()
    environment["PYTHONUNBUFFERED"] = "1"
    child = subprocess.Popen(
        [python, script], cwd=files, env=environment,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )
    with open(output, "wb") as target:
        overflow = []
        running = child
        readers = [
            threading.Thread(target=copy, daemon=True, args=(child.stdout, sys.stdout.buffer, streams.stdout, target, limit,
                                                lambda: (overflow.append(True), child.kill()))),
            threading.Thread(target=copy, daemon=True, args=(child.stderr, sys.stderr.buffer, streams.stderr, None, None, None)),
        ]
        for reader in readers:
            reader.start()
        code = child.wait()
        running = None
        for reader in readers:
            reader.join(LEFT_BEHIND)
        if any(reader.is_alive() for reader in readers):
            print("heddle: something the script started keeps its output open; not waited for",
                  file=sys.stderr, flush=True)
    if overflow:
        raise WorkerError("the script printed more than %d bytes" % limit)
    if code != 0:
        exit_code = code if code >= 0 else 128 - code
        terminate({
            "stage": "run_task",
            "exit_code": exit_code,
            "stdout_tail": streams.stdout.text(),
            "stderr_tail": streams.stderr.text(),
        })
        raise ScriptFailed()


def copy(source, shown, tail, target, limit, stop):
    """Passes a stream on as it comes, and keeps it."""
    written = 0
    while True:
        chunk = os.read(source.fileno(), CHUNK)
        if not chunk:
            return
        tail.add(chunk)
        if target is not None:
            written += len(chunk)
            if written > limit:
                stop()
                target = None
                continue
            try:
                target.write(chunk)
            except ValueError:
                return  # closed: nobody waits for this any more
        if limit is None or target is not None:
            shown.write(chunk)
            shown.flush()


def terminate(message):
    path = os.environ.get("TERMINATION_MESSAGE_PATH", "/dev/termination-log")
    try:
        part = path + ".part"
        with open(part, "w", encoding="utf-8") as target:
            json.dump(message, target)
        os.replace(part, path)  # whole or not at all
    except OSError:
        try:
            with open(path, "w", encoding="utf-8") as target:
                json.dump(message, target)
        except OSError as failure:
            print("heddle: no termination message: " + str(failure), file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
