"""An app that lets its users describe journeys, and checks what they wrote: in Python, over the module `journey`.

    make wheel && pip install .build-cjourney/journey_engine-*.whl && python3 campaigns.py
"""

from concurrent.futures import ThreadPoolExecutor

import journey

CHANNELS = """\
channel app "Our app"
  mode digital
  two-way
channel shop "Corner shop"
  mode physical, human
  two-way
"""

TYPED = """\
import "channels"
journey Coffee
  outcome Served, success
  stage Order
    touchpoint Counter on shopp
      leads to Served
"""

MENDED = """\
import "channels"
journey Coffee
  parameter market = "DE"
  outcome Served, success
  stage Order
    owner "Sales {market}"
    touchpoint Counter on shop
      leads to Served
"""


def load(path: str, importer: str) -> tuple[str, str] | None:
    """What the company's scripts may import: here it is in memory, elsewhere in a database."""
    return (path, CHANNELS) if path == "channels" else None


# Scripts of strangers: little work each, and nothing to read but what the loader gives.
engine = journey.Engine(
    {"limits": {"bytes": 100_000, "items": 1_000, "steps": 200_000, "imports": 5, "findings": 20}}, load)

# While the user types: findings with their places, for the app's own view.
for finding in engine.check("coffee", TYPED).findings:
    if finding.severity == "error" and finding.place:
        print(f"line {finding.place.line}: {finding.title}. {finding.help}")
        print(engine.explain(finding.code).splitlines()[2])

# The hot path: read once, checked for each market, on as many threads as there are.
script = engine.compile("coffee", MENDED)
markets = ["DE", "FR", "IT"]
with ThreadPoolExecutor() as threads:
    for market, check in zip(markets, threads.map(lambda market: script.check(market=market), markets)):
        owner = check.model["journeys"][0]["stages"][0]["attributes"]["owner"]["value"]
        print(f"{market}: {'not ready' if check.has_errors else 'ready'}, owner {owner}")

# What is wrong with the program's own options is an exception, and says what.
try:
    journey.Engine({"limits": {"step": 1}})  # type: ignore[arg-type]
except journey.JourneyError as error:
    print(error)
