"""Writes a repository of many small files for row h: journeys as in Examples/, and as many Python files of their sizes.

    python3 Benchmarks/many.py FOLDER 10000

A hundred files in each folder; every second journey imports a module that all share, and in every eighth file of either
language something is to be found. The same arguments give the same bytes.
"""

import random
import sys
from pathlib import Path

from inputs import python
from scripts import GOODS, MEASURES, SEED

SHARED = """\
# The channels that all journeys share.
channel email "Letters by email"
  mode digital
  needs consent
  identifies by email_address
  at most 3 per week
channel store "High-street store"
  mode physical, human
  two-way
  open 09:00 to 20:00
"""


def journey(number):
    dice = random.Random(f"{SEED} many {number}")
    goods = GOODS[number % len(GOODS)]
    is_importing = number % 2 == 0
    first = 'import "../shared.journey"\n\n' if is_importing else ""
    own = "" if is_importing else "".join(f"  {line}\n" for line in SHARED.splitlines()[1:])
    # A channel that nobody uses is what is to be found.
    spare = "  channel fax\n    mode digital\n" if number % 8 == 7 else ""
    return f"""\
# Written by Benchmarks/many.py: the way to {goods}, as market {number} knows it.
{first}journey "Buying {goods} {number}"
  owner "Lifecycle marketing"
  goal "Customers find what fits, and keep it for years"
  currency EUR

  outcome Advocate "Recommends us to a friend", success
  outcome Lost "Buys elsewhere", failure

  persona Explorer "Price-aware explorer"
    share {dice.randint(30, 70)}%
    prefers store, email

{own}{spare}  channel website "Our shop on the web"
    mode digital
    two-way

  stage Look "Looking around"
    touchpoint "Window of the store" on store
      proactive
      purpose attract
      entry for 60%
      tells price, sizes
      leads to "Size guide" for {dice.randint(20, 60)}%
      leads to exit
    touchpoint "Size guide" on website
      reactive
      purpose advise
      entry for 40%
      tells sizes, care
      needs to know sizes
      leads to Basket for {dice.randint(20, 60)}%
      leads to Lost

  stage Buy "Buying it"
    important
    touchpoint Basket on website
      reactive
      purpose transact
      uses email_address
      captures email_address
      asks consent for email
      leads to Thanks for {dice.randint(50, 90)}%
      leads to "Help at the counter"
    touchpoint "Help at the counter" on store
      proactive
      purpose support
      takes {dice.randint(2, 20)} min
      leads to Thanks for 50%
      leads to Lost

  stage Keep "Keeping it"
    touchpoint Thanks on email
      proactive
      purpose thank
      uses email_address
      says "{dice.choice(MEASURES)}"
      leads to Advocate for {dice.randint(10, 40)}%
      leads to "Repair desk"
    touchpoint "Repair desk" on store
      reactive
      purpose recover
      leads to Survey for 50%
      leads to Lost
    touchpoint Survey on email
      proactive
      purpose listen
      leads to Advocate for 50%
      leads to Lost
"""


def write(folder, count):
    journeys, pythons = folder / "journeys", folder / "python"
    for place in (journeys, pythons):
        place.mkdir(parents=True, exist_ok=True)
    # A project in a repository, so that each program has to look at its settings and at what git ignores.
    (folder / ".git").mkdir(exist_ok=True)
    (folder / ".gitignore").write_text("*.tmp\nbuild/\n/journeys/drafts/\n")
    (journeys / "project.journey").write_text('project "Many markets"\n  severity of single-channel-stage is info in "000"\n')
    (journeys / "shared.journey").write_text(SHARED)
    for number in range(count):
        part = f"{number // 100:03}"
        if number % 100 == 0:
            for place in (journeys, pythons):
                (place / part).mkdir(exist_ok=True)
        text = journey(number)
        (journeys / part / f"journey-{number:05}.journey").write_text(text)
        found = "import abc\n" if number % 8 == 7 else ""
        code = python(len(text.encode()) - len(found), number) + found
        (pythons / part / f"module_{number:05}.py").write_text(code)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit("usage: many.py FOLDER COUNT")
    write(Path(sys.argv[1]), int(sys.argv[2]))
