"""What the rows of run.py measure with: programs and files, runs in turn, and the tables that come of them.

python3 Benchmarks/harness.py ruff    # prints where a program is that the benchmarks would use
"""

import os
import platform
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import sysconfig
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRATCH = ROOT / ".build" / "benchmarks"
PEERS = ROOT / ".build" / "peers" / "bin"
MB = 1_000_000
PATIENCE = 60  # Seconds after which a command is given up: what is meant to be linear is done long before.


@dataclass
class Seen:
    """What the runs of one command took: seconds, and the largest peak in bytes."""

    seconds: list[float] = field(default_factory=list)
    peak: int = 0

    @property
    def median(self):
        return statistics.median(self.seconds)

    @property
    def best(self):
        return min(self.seconds)

    @property
    def quartiles(self):
        low, _, high = statistics.quantiles(self.seconds, n=4) if len(self.seconds) > 1 else self.seconds * 3
        return low, high


@dataclass
class Parsed:
    """The line of `journey measure parse`."""

    bytes: int
    seconds: float
    nodes: int
    tree: int


class Bench:
    def __init__(self, options):
        SCRATCH.mkdir(parents=True, exist_ok=True)
        self.quick, self.peers_only, self.binary = options.quick, options.peers_only, options.binary
        self.rows, self.absolutes, self.notes = [], [], []
        self.files = {}
        self.programs = {"ruff": find("ruff"), "jq": find("jq"), "luac": find("luac5.4", "luac"), "lua": find("lua5.4", "lua")}
        for name, path in self.programs.items():
            if not path:
                self.note(f"{name} is not on this machine: left out.")
        self.once = self.build_once()

    def build_once(self):
        compiler = find("cc", "clang", "gcc")
        if not compiler:
            sys.exit("A C compiler is needed to build Benchmarks/once.c; Swift's toolchain brings clang.")
        program = SCRATCH / "once"
        subprocess.run([compiler, "-O2", "-o", program, ROOT / "Benchmarks" / "once.c"], check=True)
        return str(program)

    def build_embedded(self):
        """The program that has Lua inside of it; none where Lua's header and library are not there."""
        program = SCRATCH / "embedded"
        source = ROOT / "Benchmarks" / "embedded.c"
        for names in (("lua5.4", "lua5.4"), ("lua5.4", "lua"), (".", "lua")):
            folders = [f"-I{place}/include/{names[0]}" for place in ("/usr", "/usr/local", "/opt/homebrew")]
            command = [find("cc", "clang", "gcc"), "-O2", *folders, "-o", program, source, f"-l{names[1]}"]
            if subprocess.run(command, capture_output=True, check=False).returncode == 0:
                return [str(program), str(ROOT / "Benchmarks" / "small.lua")]
        self.note("Lua's C library is not on this machine (liblua5.4-dev): left out.")
        return None

    # Commands

    def journey(self, *arguments):
        return None if self.peers_only else [self.binary, *arguments]

    def peer(self, name, *arguments):
        path = self.programs[name]
        return [path, *arguments] if path else None

    def file(self, kind, size):
        """A file of `size` bytes (`lean`, `ruled` and `table`: touchpoints), written by inputs.py the first time it is asked for."""
        if (kind, size) not in self.files:
            path = SCRATCH / f"{kind}-{size}.{'journey' if kind in ('lean', 'ruled') else kind}"
            with path.open("wb") as stream:
                if size:
                    # A process of its own: what it allocates is not this one's.
                    command = [sys.executable, ROOT / "Benchmarks" / "inputs.py", kind, str(size)]
                    subprocess.run(command, stdout=stream, check=True)
            self.files[kind, size] = str(path)
        return self.files[kind, size]

    def repository(self, count):
        """A folder of many files, `journeys` and `python`, written by many.py the first time it is asked for."""
        folder = SCRATCH / f"many-{count}"
        if ("many", count) not in self.files:
            subprocess.run([sys.executable, ROOT / "Benchmarks" / "many.py", folder, str(count)], check=True)
            self.files["many", count] = str(folder)
        return self.files["many", count]

    def jobs(self, commands=None, **more):
        """The commands that run here. Each is tried once, which also warms the caches; one that fails is noted."""
        jobs = {}
        for name, command in {**(commands or {}), **more}.items():
            if command is None:
                continue
            try:
                tried = subprocess.run(
                    command, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=False
                )
            except subprocess.TimeoutExpired:
                self.note(f"`{shown(command)}` took more than {PATIENCE} s: left out.")
                continue
            if tried.returncode == 0:
                jobs[name] = command
            else:
                said = (tried.stderr or tried.stdout).decode(errors="replace").strip() or "no word of why"
                self.note(f"`{shown(command)}` ended with {tried.returncode} ({said.splitlines()[0]}): left out.")
        return jobs

    def measure(self, jobs, runs):
        """Runs the jobs in turn, A B C A B C …, so that what else the machine does meets all of them alike."""
        counts = runs if isinstance(runs, dict) else dict.fromkeys(jobs, runs)
        seen = {name: Seen() for name in jobs}
        for turn in range(max((counts[name] for name in jobs), default=0)):
            for name, command in jobs.items():
                if turn < counts[name]:
                    output = subprocess.run([self.once, *command], capture_output=True, check=True).stdout
                    nanoseconds, peak, status = map(int, output.split())
                    if status != 0:
                        sys.exit(f"{shown(command)} ended with {status} in run {turn + 1}, after it went well once")
                    seen[name].seconds.append(nanoseconds / 1e9)
                    seen[name].peak = max(seen[name].peak, peak)
        return seen

    def accepts(self, *arguments):
        command = self.journey(*arguments)
        return bool(command) and subprocess.run(command, capture_output=True, check=False).returncode == 0

    def words(self, command):
        """The lines that a command prints, each as its words; none without a command."""
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout if command else ""
        return [line.split() for line in output.splitlines()]

    def last_line(self, command):
        output = subprocess.run(command, capture_output=True, text=True, check=False)
        lines = [line for line in (output.stdout + output.stderr).splitlines() if line.strip()]
        return f"“{lines[-1].strip()}”" if lines else "nothing"

    def parse_line(self, size):
        """What `journey measure parse` prints: `parse BYTES SECONDS NODES TREE-BYTES`."""
        command = self.journey("measure", "parse", self.file("journey", size))
        if not command:
            return None
        output = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        match = re.search(r"^parse (\d+) ([\d.eE+-]+) (\d+) (\d+)$", output, re.MULTILINE)
        if not match:
            self.note(f"`{shown(command)}` did not print `parse BYTES SECONDS NODES TREE-BYTES`: left out.")
            return None
        size, seconds, nodes, tree = match.groups()
        return Parsed(int(size), float(seconds), int(nodes), int(tree))

    def rules_line(self, command):
        """What `journey measure rules` and rules.lua print: `rules SECONDS COUNT …`, the seconds and the counts."""
        if not command:
            return None
        output = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        match = re.search(r"^rules ([\d.eE+-]+)((?: \d+)+)$", output, re.MULTILINE)
        if not match:
            self.note(f"`{shown(command)}` did not print `rules SECONDS COUNT …`: left out.")
            return None
        return float(match[1]), match[2].split()

    def instructions(self, file):
        """How many instructions `journey measure parse` executes: the same on a busy machine as on an idle one."""
        valgrind = shutil.which("valgrind")
        if not valgrind:
            self.note("valgrind is not on this machine: instructions were not counted.")
            return None
        counts = SCRATCH / "callgrind.out"
        counts.unlink(missing_ok=True)
        command = [valgrind, "--tool=callgrind", f"--callgrind-out-file={counts.name}"]
        command += self.journey("measure", "parse", file)
        done = subprocess.run(command, cwd=SCRATCH, capture_output=True, text=True, check=False)
        match = counts.exists() and re.search(r"^(?:summary|totals): (\d+)", counts.read_text(), re.MULTILINE)
        if done.returncode != 0 or not match:
            self.note(f"`{shown(command)}` gave no count: left out.")
            return None
        return int(match[1])

    # Reporting

    def note(self, text):
        if text not in self.notes:
            self.notes.append(text)

    def row(self, row, what, mine, value=None, peer="–", its="–", limit=None, unit=" ×", at_least=False):
        """One line of the first table: `value` beside its `limit`, where both are there."""
        shown_value = "–" if value is None else f"{value:.2f}{unit}"
        target = "–" if limit is None else f"{'≥' if at_least else '≤'} {limit}{unit}"
        met = "–"
        if value is not None and limit is not None:
            met = "yes" if (value >= limit if at_least else value <= limit) else "no"
        self.rows.append((row, what, mine, peer, its, shown_value, target, met))

    def ratio(self, row, what, seen, mine, peer, title, limit):
        """Time by time; without journey, the peer's time alone."""
        its = seen[peer].median
        own = seen[mine].median if mine in seen else None
        self.row(row, what, milliseconds(own), own / its if own else None, title, milliseconds(its), limit)

    def absolute(self, what, seen):
        for name, one in seen.items():
            low, high = one.quartiles
            spread = f"{low * 1000:.2f} – {high * 1000:.2f} ms"
            size = f"{one.peak / MB:.1f} MB"
            self.absolutes.append((what, name, milliseconds(one.median), spread, size, str(len(one.seconds))))

    def report(self):
        print(f"\n{machine()}{', quick' if self.quick else ''}\n")
        table(("row", "what", "journey", "peer", "its figure", "ratio or value", "target", "met"), self.rows)
        table(("what", "program", "median", "quartiles", "peak memory", "runs"), self.absolutes)
        versions = list(dict.fromkeys(version(path) for path in self.programs.values() if path))
        for note in [f"Peers: {', '.join(versions)}."] * bool(versions) + self.notes:
            print(f"- {note}")


def find(*names):
    """The program itself: a shim that is a script does not count, since it would add an interpreter's start."""
    folders = [str(PEERS), sysconfig.get_path("scripts"), *os.environ.get("PATH", os.defpath).split(os.pathsep)]
    for name in names:
        for folder in folders:
            path = shutil.which(name, path=folder)
            if path:
                with open(path, "rb") as stream:
                    if stream.read(2) != b"#!":
                        return path
    return None


def version(path):
    """Name and version; luac wants its flag short."""
    flag = "-v" if "lua" in path else "--version"
    output = subprocess.run([path, flag], capture_output=True, text=True, check=False)
    return " ".join((output.stdout or output.stderr).split("Copyright")[0].split())


def machine():
    model = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as stream:
            model = next((line.split(":")[1].strip() for line in stream if line.startswith("model name")), model)
    except OSError:
        pass
    return f"{os.cpu_count()} cores, {model}, {platform.system()}"


def shown(command):
    """A command as one would type it, without the folders of this machine."""
    return shlex.join([os.path.basename(word) if os.path.isabs(word) else word for word in map(str, command)])


def milliseconds(seconds):
    return "–" if seconds is None else f"{seconds * 1000:.2f} ms"


def rate(speed):
    return "–" if speed is None else f"{speed:.1f} MB/s"


def table(head, rows):
    if not rows:
        return
    lines = [head, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    for index, line in enumerate(lines):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths)) + " |")
        if index == 0:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")
    print()


def say(text):
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    if len(sys.argv) != 2 or not find(sys.argv[1]):
        sys.exit("not found")
    print(find(sys.argv[1]))
