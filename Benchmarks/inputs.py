"""Writes the files that the benchmarks read: scripts of Journey, and as many bytes of Python, JSON and Lua.

    python3 Benchmarks/inputs.py journey 10000 > ten-kilobytes.journey
    python3 Benchmarks/inputs.py lean 1000 > a-thousand-touchpoints.journey

The same arguments give the same bytes. Every file is what people of that language write day by day, and clean: a tool
that has something to report does other work than one that has not. Sizes are exact, in bytes.
"""

import json
import random
import sys

import ruled
from scripts import GOODS, MEASURES, SEASONS, SEED, THINKS, comment, journey, lean


def filled(size, head, blocks, tail, padding):
    """`head`, as many blocks as fit, `tail`, and before that whatever brings the text to `size` bytes."""
    text, left = [head], size - len(head) - len(tail)
    for block in blocks:
        if len(block) > left:
            break
        text.append(block)
        left -= len(block)
    return "".join(text) + padding(left) + tail


def python(size, seed=SEED):
    head = '''"""Orders, customers and what is known about them."""

import json
import math
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path


def load(path: Path) -> dict[str, list[int]]:
    """Read what an earlier run has written."""
    with path.open(encoding="utf-8") as stream:
        return defaultdict(list, json.load(stream))


@dataclass
class Base:
    name: str
    tags: list[str] = field(default_factory=list)

    def norm(self, x: float, y: float) -> float:
        return math.hypot(x, y)
'''

    def blocks():
        dice = random.Random(f"{seed} python")
        index = 0
        while True:
            noun = GOODS[index % len(GOODS)]
            limit = dice.randint(10, 990)
            yield f'''

def select_{noun}_{index}(orders: list[dict], limit: int = {limit}, *, strict: bool = False) -> list[dict]:
    """Return the orders of {noun} that are worth more than `limit`, most recent first."""
    chosen = []
    for order in orders:
        # An order without a total was cancelled before it was paid.
        total = order.get("total")
        if total is None or order["kind"] != "{noun}":
            continue
        if total > limit and not (strict and order.get("returned", False)):
            price = round(total * 1.{dice.randint(1, 25):02}, 2)
            chosen.append({{"id": order["id"], "price": price, "kind": "{noun}"}})
    return sorted(chosen, key=lambda order: order["id"], reverse=True)
'''
            yield f'''

class {noun.title()}Report{index}(Base):
    """Figures about {noun}, by month."""

    LIMITS = ({dice.randint(1, 9)}, {dice.randint(10, 99)}, {dice.randint(100, 999)})

    def __init__(self, name: str, months: dict[str, float]) -> None:
        super().__init__(name, ["{noun}", "{SEASONS[index % 4]}"])
        self.months = months

    def best(self) -> str | None:
        if not self.months:
            return None
        return max(self.months, key=lambda month: self.months[month])

    def describe(self, width: int = {dice.randint(40, 100)}) -> str:
        lines = [f"{{month:>8}}: {{value:8.2f}}" for month, value in self.months.items() if value >= 0.5]
        while len(lines) > width // {dice.randint(2, 8)}:
            lines.pop()
        try:
            return "\\n".join(lines) + "{dice.choice(THINKS)}"
        except TypeError as error:
            raise ValueError("no months for {noun}") from error
'''
            index += 1

    return filled(size, head, blocks(), "", lambda left: comment("#", left))


def json_text(size, seed=SEED):
    dice = random.Random(f"{seed} json")
    head, tail = '{\n  "version": 3,\n  "customers": [\n', '"\n}\n'

    def blocks():
        index = 0
        while True:
            noun = GOODS[index % len(GOODS)]
            record = {
                "id": 100_000 + index,
                "name": f"Customer {index}",
                "email": f"customer{index}@mail.example",
                "consent": {"email": dice.random() < 0.6, "since": f"2026-0{dice.randint(1, 9)}-1{index % 10}"},
                "orders": [
                    {"sku": f"{noun}-{dice.randint(1, 999)}", "total": round(dice.random() * 400, 2), "returned": None}
                    for _ in range(dice.randint(1, 3))
                ],
                "visits": [dice.randint(1, 400) for _ in range(dice.randint(2, 6))],
                "note": f'{dice.choice(THINKS)} "{noun}" \u2014 {dice.choice(MEASURES).lower()}',
                "score": round(dice.random() * 2 - 1, 4),
            }
            text = json.dumps(record, indent=2)
            yield "    " + text.replace("\n", "\n    ") + ",\n"
            index += 1

    end = '    {}\n  ],\n  "note": "'
    return filled(size - len(end), head, blocks(), tail, lambda left: end + comment("", left).replace("\n", " "))


def lua(size, seed=SEED):
    head = """-- Orders, customers and what is known about them.
local M = {}
local insert, sort = table.insert, table.sort
"""

    def blocks():
        dice = random.Random(f"{seed} lua")
        index = 0
        while True:
            noun = GOODS[index % len(GOODS)]
            yield f"""
-- Returns the orders of {noun} that are worth more than a limit, most recent first.
function M.select_{noun}_{index}(orders, limit, strict)
  limit = limit or {dice.randint(10, 990)}
  local chosen = {{}}
  for _, order in ipairs(orders) do
    -- An order without a total was cancelled before it was paid.
    local total = order.total
    if total ~= nil and order.kind == "{noun}" and total > limit and not (strict and order.returned) then
      insert(chosen, {{ id = order.id, total = total * 1.{dice.randint(1, 25):02}, kind = "{noun}" }})
    end
  end
  sort(chosen, function(a, b) return a.id > b.id end)
  return chosen
end
"""
            yield f"""
function M:describe_{noun}_{index}(months, width)
  local lines, best = {{}}, nil
  for month, value in pairs(months) do
    if value >= 0.5 then
      lines[#lines + 1] = string.format("%8s: %8.2f", month, value)
      if best == nil or value > months[best] then best = month end
    end
  end
  while #lines > (width or {dice.randint(40, 100)}) // {dice.randint(2, 8)} do
    lines[#lines] = nil
  end
  return table.concat(lines, "\\n") .. "{dice.choice(THINKS)}", best or self.name
end
"""
            index += 1

    return filled(size, head, blocks(), "\nreturn M\n", lambda left: comment("--", left))


WRITERS = {
    "journey": journey,
    "lean": lean,
    "ruled": ruled.journey,
    "table": ruled.table,
    "py": python,
    "json": json_text,
    "lua": lua,
}

if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in WRITERS:
        raise SystemExit(f"usage: inputs.py {'|'.join(WRITERS)} BYTES (lean, ruled, table: TOUCHPOINTS)")
    sys.stdout.buffer.write(WRITERS[sys.argv[1]](int(sys.argv[2])).encode())
