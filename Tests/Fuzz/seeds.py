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
SCRIPTS = ["lexer", "parser", "formatter", "evaluator", "variants", "mending", "reports", "imports"]


# The words of a host, one of each sort, and a script that uses them.
VOCABULARY = """{
  "version": 1,
  "units": [{"name": "km", "dimension": "distance"}, {"name": "metre", "plural": "metres", "dimension": "distance", "is": 1, "over": 1000}],
  "kinds": [{"name": "branch", "title": "A branch", "attributes": [{"name": "catchment", "type": "distance", "required": true}], "defaults": ["reactive"]}],
  "functions": [
    {"name": "stock_left", "summary": "How many there are.", "example": "stock_left(\\"a\\")", "parameters": [{"name": "sku", "type": "text"}], "result": {"type": "number", "optional": true}}
  ],
  "rules": [
    {"name": "far-away", "severity": "warning", "recommended": true, "summary": "Finds far ones.", "reason": "Far is far.", "source": "", "parameters": [{"name": "most", "value": 3, "unit": "number", "from": 0, "to": 9, "summary": "At most."}], "bad": ["journey J\\n"], "good": []}
  ],
  "modules": [{"path": "shop/a", "text": "import \\"shop/b\\"\\nlet a = b\\n"}, {"path": "shop/b", "text": "import \\"shop/a\\"\\nlet b = a\\n"}]
}
"""
HOSTED = """import "shop/a"
journey J
  channel c
  stage S
    touchpoint T on c as branch
      catchment 3 km
      effort stock_left("x") + a
      expect catchment < 300 metres
      allow far-away because "it is"
"""


def keep(target, text):
    data = text.encode() if isinstance(text, str) else text
    folder = OUT / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha1(data).hexdigest()).write_bytes(data)


def scripts():
    for path in sorted((ROOT / "Examples").rglob("*.journey")) + sorted((ROOT / "Sources").rglob("*.journey")):
        yield path.read_text()
    for name in ["Grammar/Language.md", "Grammar/Rules.md", "Tests/LanguageTests/Mistakes.md", "Tests/FuzzTests/Attacks.md", "README.md"]:
        text = (ROOT / name).read_text()
        yield from re.findall(r"^```journey[^\n]*\n(.*?)^```", text, re.M | re.S)


def questions():
    text = (ROOT / "Grammar/Language.md").read_text()
    yield from (line.split("→")[0].strip() for line in text.split("\n") if "→" in line)
    yield from re.findall(r"^\? ?(.*)$", text, re.M)
    for path in sorted((ROOT / "Tests").rglob("*.swift")):
        for line in re.findall(r'"(?:expect )?((?:count|sum|some|all|average|join|touchpoints|stages)\b[^"\\]+)"', path.read_text()):
            yield line


def attacks():
    """What others stumbled over, as far as it is small; the rest makes little seem much by being said again and again."""
    line = "journey J\n  channel c\n  stage S\n    touchpoint T on c\n      %s\n"
    yield from (line % ("expect " + "(" * 1_900), line % ("expect " + "not " * 450), "for each x in a, b\n" * 100)
    yield from (line % ("cost €" + "9" * 1_900), line % ("wait " + "1" * 1_900 + " min"), "@a{1/", line % "@a{1/")
    yield "".join("template T%d\n use T%d\n use T%d\nend\n" % (n, n + 1, n + 1) for n in range(40)) + line % "use T0"
    yield "let a0 = \"x\"\n" + "".join("let a%d = a%d + a%d\n" % (n, n - 1, n - 1) for n in range(1, 60)) + line % 'says "{a59}"'
    yield "import \"b\"\n" * 150
    yield "journey J\nstage S\n" + "touchpoint t\n" * 140
    yield 'journey J\nchannel "Cafe\u0301 Bar"\nchannel CAF\u00c9\nchannel STRASSE\nstage S\ntouchpoint T on "caf\u00e9  bar", stra\u00dfe\n'
    # A Latin and a Cyrillic a, and a letter that is written in full width.
    yield "journey J\nchannel email\nchannel em\u0430il\nstage S\ntouchpoint T on em\u0430il, \uff45mail\n"


for script in list(scripts()) + list(attacks()):
    for target in SCRIPTS:
        keep(target, script)
    keep("calls", script + '=====\n{"limits": {"steps": 1000}}\n=====\n{"market": "FR", "gap": "2 days"}\n')
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
for line in ["*.old\na.old\nb/c.old/", "/a/**/b\na/b\na/x/y/b/", "!d[a-c[:digit:]]\\ /\nda /\nd7 ", "**/x?\\*[!]-]\na/xy*a\nxy*]"]:
    keep("ignores", line)
for script in list(scripts())[:40]:
    keep("vocabulary", VOCABULARY + "=====\n" + script)
keep("vocabulary", VOCABULARY + "=====\n" + HOSTED)
keep("calls", HOSTED + '=====\n{"profile": "strict", "path": "a"}\n=====\n{"p": 3}\n=====\n' + VOCABULARY + "=====\nchannel c\n")
keep("calls", 'import "b"\nimport "stop"\nimport "../x"\nimport "z"\njourney J\n=====\n=====\n=====\n=====\nchannel c\n')
for pattern in ["markets/**/x*.journey\nmarkets/de/x1.journey\nmarkets/x", "**/a?c\na/b/abc\nabc/d", "*\na", "./a/**\na"]:
    keep("patterns", pattern)
entry = '{"file": "a", "rule": "dead-end", "item": null, "hash": "0123456789abcdef", "count": 1, "via": "b"}'
for text in ['{"version": 1, "findings": []}', '{"version": 1, "findings": [%s, %s]}' % (entry, entry.replace("null", '"\\u00e9\\ud83d\\ude00"'))]:
    keep("json", text)

words = set(re.findall(r'"([^"]+)"', re.sub(r"\(\*.*?\*\)", "", (ROOT / "Grammar/Journey.ebnf").read_text(), flags=re.S)))
(OUT / "journey.dict").write_text("".join('"%s"\n' % word.replace("\\", "\\\\") for word in sorted(words)))
