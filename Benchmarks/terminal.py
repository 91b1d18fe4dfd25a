"""Measures how fast `journey repl` answers keys on a terminal, and prints a table in Markdown.

    python3 Benchmarks/terminal.py [--binary PATH] [--touchpoints N] [--keys N] [--text TEXT]

It opens a pseudo-terminal, starts the REPL on it with a journey of 2,000 touchpoints, presses a key, and takes the time
until the first byte comes back: what a person sees, without the terminal's own drawing. Nothing here is a test: the exit
code says whether it could measure, not how fast it was.
"""

import argparse
import fcntl
import os
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time

from harness import table
from scripts import lean

PROMPT = b"\x1b[?2004h"
TARGETS = {"start": 30, "key": 10, "completion": 30}


class Terminal:
    """A program on a terminal of its own."""

    def __init__(self, command, home):
        self.master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        environment = {"TERM": "xterm-256color", "HOME": home, "XDG_STATE_HOME": home, "PATH": os.environ["PATH"]}
        self.begin = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            # With a controlling terminal Python would have to copy itself first, which takes longer than all we measure.
            start_new_session=True,
        )
        os.close(slave)

    def read(self, seconds):
        """What comes within a time; empty where nothing does."""
        if not select.select([self.master], [], [], seconds)[0]:
            return b""
        try:
            return os.read(self.master, 65536)
        except OSError:
            return b""

    def prompt(self):
        """The seconds from the start until the prompt is painted."""
        seen = b""
        while PROMPT not in seen or seen.endswith(PROMPT):
            part = self.read(20)
            if not part:
                sys.exit(f"no prompt came, but: {seen[-400:]!r}")
            seen += part
        return time.perf_counter() - self.begin

    def press(self, keys):
        """The seconds until keys are answered."""
        while self.read(0.004):
            pass
        begin = time.perf_counter()
        os.write(self.master, keys)
        # What has no answer within a fifth of a second has none: Tab, where nothing can be completed.
        if not self.read(0.2):
            return None
        return time.perf_counter() - begin

    def send(self, keys):
        """Presses keys, whatever comes of them."""
        os.write(self.master, keys)
        while self.read(0.004):
            pass

    def end(self):
        self.process.kill()
        self.process.wait()
        os.close(self.master)


def main():
    options = arguments()
    with tempfile.TemporaryDirectory() as home:
        script = os.path.join(home, "large.journey")
        with open(script, "w", encoding="utf-8") as file:
            file.write(lean(options.touchpoints))
        small = os.path.join(home, "small.journey")
        with open(small, "w", encoding="utf-8") as file:
            file.write("journey Phone\n")
        starts = [start([options.binary, "repl", small], home) for _ in range(options.starts)]
        loaded = [start([options.binary, "repl", script], home) for _ in range(options.starts)]
        terminal = Terminal([options.binary, "repl", script], home)
        terminal.prompt()
        keys, tabs = press_keys(terminal, options)
        terminal.end()
    report(options, starts, loaded, keys, tabs)


def start(command, home):
    terminal = Terminal(command, home)
    seconds = terminal.prompt()
    terminal.end()
    return seconds


def press_keys(terminal, options):
    """Types a text again and again, with Tab at its end, and empties the row in between."""
    keys, tabs = [], []
    while len(keys) < options.keys:
        for letter in options.text:
            keys.append(terminal.press(letter.encode()))
        tabs.append(terminal.press(b"\t"))
        # Close the menu, where there is one, and empty the row.
        terminal.send(b"\x07\x15")
    return [key for key in keys if key is not None], [tab for tab in tabs if tab is not None]


def report(options, starts, loaded, keys, tabs):
    rows = []

    def row(what, times, target=None):
        if not times:
            rows.append([what, "no answer", "", "", "", ""])
            return
        times = sorted(times)
        middle, high = times[len(times) // 2], times[min(len(times) - 1, len(times) * 95 // 100)]
        met = "" if target is None else "yes" if high * 1000 <= target else "no"
        shown = [f"{seconds * 1000:.2f} ms" for seconds in (middle, high, times[-1])]
        rows.append([what, *shown, "" if target is None else f"≤ {target} ms", met])

    row("prompt after start, a small journey", starts, TARGETS["start"])
    row(f"prompt after start, {options.touchpoints} touchpoints", loaded)
    row("a key", keys, TARGETS["key"])
    row("completion", tabs, TARGETS["completion"])
    table(["what", "median", "95th percentile", "slowest", "target", "met"], rows)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", default=".build-static/release/journey", help="the journey to measure")
    parser.add_argument("--touchpoints", type=int, default=2000, help="how large the journey is")
    parser.add_argument("--keys", type=int, default=1000, help="how many keys are pressed")
    parser.add_argument("--starts", type=int, default=15, help="how often it is started")
    parser.add_argument("--text", default="touchpoints where wai", help="what is typed before Tab")
    options = parser.parse_args()
    options.binary = os.path.abspath(options.binary)
    if not os.access(options.binary, os.X_OK):
        parser.error(f"no program at {options.binary}: run 'make static' first, or name one with --binary")
    return options


if __name__ == "__main__":
    main()
