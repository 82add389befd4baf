"""Opens films of Ganbook with Pillow, ffmpeg and Chromium, and compares what they see, pixel by pixel.

    python film.py GANBOOK FOLDER

GANBOOK is the program; FOLDER takes the files. ffmpeg and Chromium are left out where they are not installed.
One line per comparison; exit code 1 if any failed.
"""
import base64
import hashlib
import json
import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import threading

from PIL import Image

from program import folder, ganbook, path, program

failed = 0
TIMES = [0, 2, 4, 6]


def check(what, is_right, details=""):
    global failed
    failed += not is_right
    print(f"{'ok  ' if is_right else 'FAIL'} {what}{'' if is_right else f': {details}'}", flush=True)


def sheets():
    """The upper parts that the frames must have: the sheets of `grid noise=fixed`."""
    return [Image.open(path(f"film-sheet-{time}.png")).tobytes() for time in TIMES]


def frames_of_pillow(name):
    image = Image.open(path(name))
    frames = []
    for number in range(getattr(image, "n_frames", 1)):
        image.seek(number)
        frames.append((image.convert("L").tobytes(), image.info.get("duration")))
    return image.size, frames


def frames_of_ffmpeg(name, size):
    run = subprocess.run(
        ["ffmpeg", "-nostdin", "-loglevel", "error", "-i", path(name), "-f", "rawvideo", "-pix_fmt", "gray",
         "-vsync", "passthrough", "-"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    check(f"{name}: ffmpeg has nothing to say", run.returncode == 0 and not run.stderr, run.stderr)
    length = size[0] * size[1]
    return [run.stdout[i : i + length] for i in range(0, len(run.stdout), length)]


PAGE = """<!doctype html><body><script>
(async () => {
  let found;
  try {
    const bytes = Uint8Array.from(atob("%s"), c => c.charCodeAt(0));
    const decoder = new ImageDecoder({data: bytes, type: "image/png"});
    await decoder.tracks.ready;
    await decoder.completed;
    found = [];
    for (let i = 0; i < decoder.tracks.selectedTrack.frameCount; i++) {
      const image = (await decoder.decode({frameIndex: i})).image;
      const canvas = new OffscreenCanvas(image.displayWidth, image.displayHeight);
      const context = canvas.getContext("2d");
      context.drawImage(image, 0, 0);
      const pixels = context.getImageData(0, 0, canvas.width, canvas.height).data;
      const digest = await crypto.subtle.digest("SHA-256", pixels.filter((_, i) => i %% 4 == 0));
      found.push([Array.from(new Uint8Array(digest), b => b.toString(16).padStart(2, "0")).join(""),
        image.duration]);
    }
  } catch (error) { found = String(error); }
  console.log("found " + JSON.stringify(found) + " found");
})();
</script>"""


def frames_of_chromium(name):
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not browser:
        return None
    with open(path(name), "rb") as file:
        page = PAGE % base64.b64encode(file.read()).decode()
    with open(path("film.html"), "w") as file:
        file.write(page)
    # What the page says on its console goes to the standard error; the browser itself does not end.
    run = subprocess.Popen(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={path('chromium')}",
         "--enable-logging=stderr", f"file://{os.path.abspath(path('film.html'))}"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        start_new_session=True)
    limit = threading.Timer(120, os.killpg, (run.pid, signal.SIGKILL))
    limit.start()
    answer = "no answer"
    for line in run.stderr:
        match = re.search(r"found (.*) found", line)
        if match:
            answer = json.loads(match.group(1))
            break
    limit.cancel()
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    return answer


def digest(frame):
    return hashlib.sha256(frame).hexdigest()


def films():
    """Whole, and as they are at each moment at which a process that films may be killed."""
    with open(path("film.png"), "rb") as file:
        whole = file.read()
    yield "film.png", len(TIMES)
    # Before the last frame is joined: behind the end of a film that does not have it.
    seam = whole.rindex(b"\0\0\0\0gbSM")
    end = whole[-12:]
    count = lambda frames: b"acTL" + struct.pack(">II", frames, 0)
    start = whole.index(b"acTL")
    with open(path("film-3.png"), "rb") as file:
        counted = file.read()[start - 4 : start + 16]
    earlier = whole[: start - 4] + counted + whole[start + 16 :]
    assert count(3) in earlier and len(earlier) == len(whole)
    with open(path("unjoined.png"), "wb") as file:
        file.write(earlier[:seam] + end + earlier[seam + 12 :])
    yield "unjoined.png", len(TIMES) - 1
    # Joined, and not counted yet.
    with open(path("uncounted.png"), "wb") as file:
        file.write(earlier)
    yield "uncounted.png", None


def main():
    grids = "\n".join(f"train {2 if time else 0}; grid film-sheet-{time}.png noise=fixed" for time in TIMES)
    grids = grids.replace("train 0; ", "")
    ganbook(
        "load digits count=40\nbuild cgan batch=4 seed=3\n" + grids
        + "\nreset\ntrain 4 film=film-3.png frame=2\nreset\ntrain 3 film=film.png frame=2\n"
        + "train 3 film=film.png frame=2")
    upper = sheets()
    for name, count in films():
        size, frames = frames_of_pillow(name)
        check(f"{name}: Pillow", len(frames) == (count or len(TIMES) - 1), len(frames))
        for number, (frame, duration) in enumerate(frames):
            check(
                f"{name}: frame {number} in Pillow",
                frame.startswith(upper[number]) and duration == 100 and max(frame[len(upper[number]) :]) > 200)
        if shutil.which("ffmpeg"):
            found = frames_of_ffmpeg(name, size)
            expected = count or len(TIMES)
            check(f"{name}: ffmpeg", len(found) == expected, len(found))
            check(f"{name}: in ffmpeg as in Pillow", all(a == b[0] for a, b in zip(found, frames)))
        found = frames_of_chromium(name)
        if found is None:
            print("     Chromium is not installed")
        else:
            check(f"{name}: Chromium", isinstance(found, list) and (len(found) == count or not count), found)
            if isinstance(found, list):
                check(
                    f"{name}: in Chromium as in Pillow",
                    all(a[0] == digest(b[0]) and a[1] == 100_000 for a, b in zip(found, frames)), found)
    if not shutil.which("ffmpeg"):
        print("     ffmpeg is not installed")
        return
    ganbook(
        "load digits count=40\nbuild cgan batch=4 seed=3\ntrain 4 film=film.gif frame=2; train 2 film=film.gif frame=2\n"
        "reset; train 6 film=film.mp4 frame=2")
    size, frames = frames_of_pillow("film.gif")
    check("film.gif: Pillow", len(frames) == len(TIMES), len(frames))
    for number, (frame, duration) in enumerate(frames):
        check(f"film.gif: frame {number}", frame.startswith(upper[number]) and duration == 100, duration)
    found = frames_of_ffmpeg("film.mp4", size)
    check("film.mp4: ffmpeg", len(found) == len(TIMES), len(found))
    for number, (a, b) in enumerate(zip(found, upper)):
        difference = sum(abs(x - y) for x, y in zip(a, b)) / len(b)
        check(f"film.mp4: frame {number} is near", difference < 6, difference)


main()
print(f"interop: films: {'all as they should be' if not failed else f'{failed} comparisons failed'}")
sys.exit(1 if failed else 0)
