#!/usr/bin/env python3
"""Runs a command at a terminal of its own, for scripts/setup-test.

    at-terminal.py PROMPT ANSWER COMMAND...

Types ANSWER and Enter once PROMPT is there, prints what the command wrote, and ends as it did.
"""

import os
import pty
import sys

prompt, answer, *command = sys.argv[1:]
process, terminal = pty.fork()
if process == 0:
    os.execvp(command[0], command)
seen = b""
while True:
    try:
        piece = os.read(terminal, 4096)
    except OSError:
        break
    if not piece:
        break
    seen += piece
    if answer is not None and seen.endswith(prompt.encode()):
        os.write(terminal, answer.encode() + b"\n")
        answer = None
sys.stdout.write(seen.decode(errors="replace").replace("\r", ""))
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
