#!/usr/bin/env python3
"""A server of one folder that can break off, for scripts/setup-test.

    test-server.py FOLDER PORT_FILE LOG

Serves FOLDER on a free port of this machine, which it writes to PORT_FILE. Knows `Range: bytes=N-`, as
download servers do. Each GET becomes a line in LOG: the path and the first byte asked for. How it
misbehaves is read from FOLDER/mode at each request:

    cut N       nothing beyond the first N bytes of a file, then the connection closes
    whole       ranges are not known
    lost        200 and a short text for whatever is not there, as some content networks answer
"""

import http.server
import os
import re
import sys

FOLDER, PORT_FILE, LOG = sys.argv[1:]


class Handler(http.server.BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.answer(body=False)

    def do_GET(self):
        self.answer(body=True)

    def answer(self, body):
        with open(os.path.join(FOLDER, "mode")) as file:
            mode = file.read().split()
        path = os.path.join(FOLDER, self.path.lstrip("/"))
        if os.path.isfile(path):
            with open(path, "rb") as file:
                content = file.read()
        elif mode[:1] == ["lost"]:
            content = b"<Error><Code>NoSuchKey</Code></Error>"
        else:
            self.send_error(404)
            return
        first = 0
        wanted = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        if wanted and mode[:1] != ["whole"]:
            first = int(wanted[1])
        if body:
            with open(LOG, "a") as log:
                log.write(f"{self.path} {first}\n")
        if first and first >= len(content):
            self.send_error(416)
            return
        self.send_response(206 if first else 200)
        self.send_header("Content-Length", str(len(content) - first))
        if first:
            self.send_header("Content-Range", f"bytes {first}-{len(content) - 1}/{len(content)}")
        self.end_headers()
        if body:
            last = int(mode[1]) if mode[:1] == ["cut"] else len(content)
            try:
                self.wfile.write(content[first:last])
            except ConnectionError:  # whoever asked has left
                pass

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
with open(PORT_FILE + ".new", "w") as file:
    file.write(str(server.server_port))
os.rename(PORT_FILE + ".new", PORT_FILE)
server.serve_forever()
