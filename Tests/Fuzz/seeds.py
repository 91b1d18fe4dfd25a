#!/usr/bin/env python3
"""Writes what fuzzing begins with: `seeds.py FOLDER` makes a folder a target, and the dictionary of the language's words.

Everything comes from the repository: examples, the examples of the references, the likely mistakes, the transcripts of
conversations. A file is named by its content, so that one text is one file wherever it stands.
"""

import hashlib
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
OUT = Path(sys.argv[1])
SCRIPTS = ["parser", "formatter", "evaluator", "variants", "mending", "reports", "imports"]


def keep(target, text):
    data = text.encode() if isinstance(text, str) else text
    folder = OUT / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha1(data).hexdigest()).write_bytes(data)


def scripts():
    for path in sorted((ROOT / "Examples").rglob("*.journey")) + sorted((ROOT / "Sources").rglob("*.journey")):
        yield path.read_text()
    for name in ["Grammar/Language.md", "Grammar/Rules.md", "Tests/LanguageTests/Mistakes.md", "README.md"]:
        text = (ROOT / name).read_text()
        yield from re.findall(r"^```journey[^\n]*\n(.*?)^```", text, re.M | re.S)


def questions():
    text = (ROOT / "Grammar/Language.md").read_text()
    yield from (line.split("→")[0].strip() for line in text.split("\n") if "→" in line)
    yield from re.findall(r"^\? ?(.*)$", text, re.M)
    for path in sorted((ROOT / "Tests").rglob("*.swift")):
        for line in re.findall(r'"(?:expect )?((?:count|sum|some|all|average|join|touchpoints|stages)\b[^"\\]+)"', path.read_text()):
            yield line


for script in scripts():
    for target in SCRIPTS:
        keep(target, script)
    parts = re.split(r"(?m)^(?=journey |scenario |template |kind |rule )", script)
    if len(parts) > 2:
        keep("imports", 'import "b"\n' + parts[-1] + "=====\n" + "=====\n".join(parts[:-1]))
lines = list(questions())
for number in range(0, len(lines), 2):
    keep("queries", "\n".join(lines[number : number + 2]))
for path in sorted((ROOT / "REPL/Transcripts").glob("*.txt")):
    typed = re.findall(r"^.*?› (.*)$", path.read_text(), re.M)
    for number in range(0, len(typed), 8):
        keep("session", "\n".join(typed[number : number + 10]))
for script in list(scripts())[:40]:
    keep("session", "\n".join(line.strip() for line in script.split("\n")[:12]))
for values in ["FR\n3\n40%\n3 weeks\n€5\n2026-12-01\n1, 2\nunknown", "\"x\"\n10k\n1 of 3\n2 to 3 h\n3 per week\n09:00\n(1)\n4 USD"]:
    keep("parameters", values)
for pattern in ["markets/**/x*.journey\nmarkets/de/x1.journey\nmarkets/x", "**/a?c\na/b/abc\nabc/d", "*\na", "./a/**\na"]:
    keep("patterns", pattern)
entry = '{"file": "a", "rule": "dead-end", "item": null, "hash": "0123456789abcdef", "count": 1, "via": "b"}'
for text in ['{"version": 1, "findings": []}', '{"version": 1, "findings": [%s, %s]}' % (entry, entry.replace("null", '"\\u00e9\\ud83d\\ude00"'))]:
    keep("json", text)

words = set(re.findall(r'"([^"]+)"', re.sub(r"\(\*.*?\*\)", "", (ROOT / "Grammar/Journey.ebnf").read_text(), flags=re.S)))
(OUT / "journey.dict").write_text("".join('"%s"\n' % word.replace("\\", "\\\\") for word in sorted(words)))
