"""The program whose files are compared, and the folder that they are in: the first two arguments of a script."""
import os
import subprocess
import sys

program, folder = sys.argv[1], sys.argv[2]


def path(name):
    return os.path.join(folder, name)


def ganbook(text):
    """Runs a text in the folder. An error ends the check: what is compared after it would be old files."""
    run = subprocess.run(
        [program, "-c", text], cwd=folder, stdin=subprocess.DEVNULL, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if run.returncode:
        print(f"{text}\n{run.stdout}interop: ganbook ended with {run.returncode}, see above")
        sys.exit(1)
