"""Measures `journey` beside ruff, jq and luac on this machine and prints tables in Markdown.

    python3 Benchmarks/run.py [--rows a,b,c,d,e,f,g,h,i] [--binary PATH] [--quick] [--peers-only]

`make bench` does the same after building the static binary and installing what is missing. README.md beside this file
says what the rows mean. Nothing here is a test: the exit code says whether it could measure, not how fast it was.
"""

import argparse
import os
import statistics
import sys

from harness import MB, ROOT, Bench, milliseconds, rate

KB = 1_000


def main():
    options = arguments()
    bench = Bench(options)
    for row in options.rows:
        print(f"row {row} …", file=sys.stderr, flush=True)
        ROWS[row](bench)
    bench.report()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", default="a,b,c,d,e,f,g,h,i", help="which rows to measure (default: %(default)s)")
    parser.add_argument("--binary", default=".build-static/release/journey", help="the journey to measure")
    parser.add_argument("--quick", action="store_true", help="smaller files and fewer runs: to see that it works")
    parser.add_argument("--peers-only", action="store_true", help="leave journey out")
    options = parser.parse_args()
    options.rows = options.rows.split(",")
    unknown = [row for row in options.rows if row not in ROWS]
    if unknown:
        parser.error(f"no row {unknown[0]}: there are {', '.join(ROWS)}")
    options.binary = os.path.abspath(options.binary)
    if not options.peers_only and not os.access(options.binary, os.X_OK):
        parser.error(f"no program at {options.binary}: run 'make static' first, or name one with --binary")
    return options


# --- The rows ------------------------------------------------------------------------------------------------------


def row_a(bench):
    """A small script as a whole process: what an editor or a hook waits for."""
    size = 10 * KB
    jobs = bench.jobs(
        check=bench.journey("check", bench.file("journey", size)),
        ruff=bench.peer("ruff", "check", *RUFF, bench.file("py", size)),
        jq=bench.peer("jq", "empty", bench.file("json", size)),
        luac=bench.peer("luac", "-p", bench.file("lua", size)),
    )
    seen = bench.measure(jobs, 15 if bench.quick else 61)
    what = "check 10 kB, whole process"
    bench.absolute(what, seen)
    for peer, limit, name in (("ruff", 0.5, "ruff check"), ("jq", 1.0, "jq empty"), ("luac", 1.2, "luac -p (stretch)")):
        if peer in seen:
            bench.ratio("a", what, seen, "check", peer, name, limit)
    if "check" in seen:
        peak = seen["check"].peak / MB
        bench.row("a", "check 10 kB, peak memory", f"{peak:.1f} MB", peak, limit=15, unit=" MB")


def row_b(bench):
    """Lexing and parsing alone, by throughput: wall time less that of the same tool on an empty file."""
    size = (1 if bench.quick else 10) * MB
    tools = {
        "parse": ("journey", lambda file: bench.journey("measure", "parse", file)),
        "luac": ("lua", lambda file: bench.peer("luac", "-p", file)),
        "ruff": ("py", lambda file: bench.peer("ruff", "check", *RUFF, "--select", "E9", file)),
        "jq": ("json", lambda file: bench.peer("jq", "empty", file)),
    }
    jobs = {}
    for name, (kind, command) in tools.items():
        jobs[name] = command(bench.file(kind, size))
        jobs[f"{name}, empty file"] = command(bench.file(kind, 0))
    seen = bench.measure(bench.jobs(**jobs), 5 if bench.quick else 11)
    what = f"lex + parse {size // MB} MB"
    bench.absolute(what, seen)

    speed = {}
    for name in tools:
        if name in seen and f"{name}, empty file" in seen:
            speed[name] = size / MB / (seen[name].median - seen[f"{name}, empty file"].median)
    for name, limit, title in (("luac", 2, "luac -p"), ("ruff", 3, "ruff check --select E9"), ("jq", 4, "jq empty")):
        if name in speed:
            mine = speed.get("parse")
            ratio = mine / speed[name] if mine else None
            bench.row("b", what, rate(mine), ratio, title, rate(speed[name]), limit, at_least=True)
    line = bench.parse_line(size)
    if line:
        bench.note(f"Parsing {size // MB} MB in the process itself: {rate(line.bytes / MB / line.seconds)}.")

    if bench.peers_only:
        return
    counted, empty = bench.instructions(bench.file("journey", MB)), bench.instructions(bench.file("journey", 0))
    if counted and empty:
        each = (counted - empty) / MB
        bench.row("b", "instructions a byte, 1 MB", f"{each:.1f}", each, limit=60, unit="")


def row_c(bench):
    """All rules over a script of one megabyte."""
    size = MB
    script = bench.file("journey", size)
    commands = {"check": bench.journey("check", script)}
    # What ruff does by default is what it recommends; ours is to be compared with every rule as well.
    if bench.accepts("check", "--profile", "strict", "--exit-zero", bench.file("journey", 0)):
        commands["strict"] = bench.journey("check", "--profile", "strict", "--exit-zero", script)
    commands["ruff"] = bench.peer("ruff", "check", *RUFF, bench.file("py", size))
    seen = bench.measure(bench.jobs(**commands), 5 if bench.quick else 21)
    bench.absolute("check 1 MB", seen)
    if "ruff" in seen:
        bench.ratio("c", "check 1 MB, recommended rules", seen, "check", "ruff", "ruff check", 1.0)
        if "strict" in seen:
            bench.ratio("c", "check 1 MB, all rules", seen, "strict", "ruff", "ruff check", 1.0)
    if "check" in seen:
        said = bench.last_line(commands["check"])
        bench.note(f"The script is meant to be nearly free of findings; `journey check` says: {said}")


def row_d(bench):
    """What a script costs in memory."""
    if bench.peers_only:
        return
    size = (1 if bench.quick else 10) * MB
    line = bench.parse_line(size)
    if line:
        each = line.tree / line.bytes
        bench.row("d", "tree and names, bytes a source byte", f"{each:.2f}", each, limit=3, unit="")
        bench.note(f"The tree of {size // MB} MB has {line.nodes:,} nodes in {line.tree:,} bytes.")
    seen = bench.measure(bench.jobs(check=bench.journey("check", bench.file("journey", size))), 3)
    if "check" in seen:
        what, each = f"peak of check, {size // MB} MB, by source bytes", seen["check"].peak / size
        bench.row("d", what, f"{seen['check'].peak / MB:.0f} MB", each, limit=6)


def row_e(bench):
    """How time and memory grow with the number of touchpoints."""
    if bench.peers_only:
        return
    counts = [1_000, 10_000, 100_000] + ([] if bench.quick else [1_000_000])
    runs = dict(zip(counts, [9, 5, 3] if bench.quick else [41, 21, 9, 5]))
    # A million are more than half of some limits, which is said.
    jobs = {count: bench.journey("check", "--exit-zero", bench.file("lean", count)) for count in counts}
    empty = "empty file"
    jobs[empty] = bench.journey("check", "--exit-zero", bench.file("lean", 0))
    runs[empty] = max(runs.values())
    seen = bench.measure(bench.jobs(jobs), runs)
    bench.absolute("check, by touchpoints", {f"{key:,}" if key != empty else key: value for key, value in seen.items()})
    if empty not in seen:
        return
    start = seen[empty]
    for count in counts:
        if count not in seen:
            continue
        peak, source = seen[count].peak - start.peak, os.path.getsize(bench.file("lean", count))
        each = f"{peak / count:.0f} bytes a touchpoint, {peak / source:.1f} × the source"
        bench.row("e", f"peak of check, {count:,} touchpoints", each)
        tenth = count // 10
        if tenth in seen:
            now, before = seen[count].median, seen[tenth].median
            factor = (now - start.median) / (before - start.median) / 10
            what = f"time of {count:,} touchpoints by ten times that of {tenth:,}"
            bench.row("e", what, milliseconds(now), factor, "journey", milliseconds(before), limit=1.2)


def row_f(bench):
    """What one waits for while one types, with 2,000 touchpoints loaded."""
    if bench.peers_only:
        return
    said = bench.last_line(bench.journey("measure", "typing", bench.file("lean", 2_000))).strip("“”").split()
    if len(said) != 8 or said[0] != "typing":
        return bench.note(f"`journey measure typing` said: {' '.join(said)}")
    for word, what, limit in (("key", "a key", 10), ("completion", "a completion", 30), ("line", "an answer", None)):
        value = 1_000 * float(said[said.index(word) + 1])
        bench.row("f", f"{what}, 95th percentile", f"{value:.2f} ms", value, limit=limit, unit=" ms")


def row_g(bench):
    """Rules of one's own over 100,000 touchpoints, beside the same conditions over the same tables in Lua."""
    count = 10_000 if bench.quick else 100_000
    commands = {
        "rules": bench.journey("measure", "rules", bench.file("ruled", count)),
        "lua": bench.peer("lua", str(ROOT / "Benchmarks" / "rules.lua"), bench.file("table", count)),
    }
    seen = {name: [] for name in commands}
    for _ in range(3 if bench.quick else 5):
        for name, command in commands.items():
            line = bench.rules_line(command)
            if line:
                seen[name].append(line)
    if not all(seen.values()):
        return
    counts = {tuple(line[1]) for lines in seen.values() for line in lines}
    if len(counts) != 1:
        sys.exit(f"journey and Lua do not agree on what the rules find: {sorted(counts)}")
    mine, its = (statistics.median(line[0] for line in seen[name]) for name in ("rules", "lua"))
    what = f"10 rules over {count:,} touchpoints"
    bench.row("g", what, milliseconds(mine), mine / its, "lua, the same conditions", milliseconds(its), limit=1.0)
    bench.note(f"The rules find {sum(map(int, counts.pop())):,} breaches, as many as Lua by each rule.")


def row_h(bench):
    """A repository of many small files, on one core and on two; by the best of each, since both cores are needed."""
    counts = [100, 1_000] if bench.quick else [1_000, 10_000]
    jobs = {}
    for count in counts:
        folder = bench.repository(count)
        for threads in (1, 2):
            jobs[f"{count:,} files, --jobs {threads}"] = bench.journey(
                "check", *RUN, "--jobs", str(threads), f"{folder}/journeys"
            )
        jobs[f"{count:,} files, ruff check"] = bench.peer(
            "ruff", "check", *RUFF, "--output-format", "concise", f"{folder}/python"
        )
    seen = bench.measure(bench.jobs(jobs), 3 if bench.quick else 7)
    bench.absolute("check a repository", seen)
    few, many = (f"{count:,} files" for count in counts)
    one, two, ruff = (seen.get(f"{many}, {what}") for what in ("--jobs 1", "--jobs 2", "ruff check"))
    if one and two:
        what = f"check {many} on two cores, by one core"
        alone = milliseconds(one.best)
        bench.row("h", what, milliseconds(two.best), one.best / two.best, "--jobs 1", alone, 1.7, at_least=True)
        fewer = seen[f"{few}, --jobs 1"].best
        factor = one.best / fewer / (counts[1] / counts[0])
        what = f"time of {many} by {counts[1] // counts[0]} times that of {few}, one core"
        bench.row("h", what, milliseconds(one.best), factor, "journey", milliseconds(fewer), limit=1.2)
    if two and ruff:
        its = milliseconds(ruff.best)
        bench.row("h", f"check {many}", milliseconds(two.best), two.best / ruff.best, "ruff check", its)
    if two:
        bench.row("h", f"check {many}, peak memory", f"{two.peak / MB:.0f} MB")


def row_i(bench):
    """Inside another program: a small script compiled once, and a call of the program's function, beside Lua's C API."""
    commands = {
        "check": bench.journey("measure", "check", str(ROOT / "Benchmarks" / "small.journey")),
        "calls": bench.journey("measure", "calls", bench.file("lean", 10_000)),
        "lua": bench.build_embedded(),
    }
    seen = {}
    for _ in range(1 if bench.quick else 5):
        for name, command in commands.items():
            for word, seconds, *_ in bench.words(command):
                seen.setdefault((name, word), []).append(float(seconds))
    for (name, word), what, limit in (
        (("check", "check"), "check a small script, compiled before", 20),
        (("calls", "calls"), "a call of the host", 0.1),
    ):
        mine, its = seen.get((name, word)), seen.get(("lua", word.rstrip("s")))
        if not mine:
            continue
        value = 1e6 * statistics.median(mine)
        bench.row("i", what, f"{value:.3f} µs", value, limit=limit, unit=" µs")
        if its:
            peer = statistics.median(its)
            bench.row("i", what, f"{value:.3f} µs", value / 1e6 / peer, "lua, by its C API", f"{1e6 * peer:.3f} µs")


ROWS = {
    "a": row_a, "b": row_b, "c": row_c, "d": row_d, "e": row_e, "f": row_f, "g": row_g, "h": row_h, "i": row_i,
}
RUN = ("--format", "short", "--exit-zero")
RUFF = ("--no-cache", "--isolated", "--exit-zero")


if __name__ == "__main__":
    main()
