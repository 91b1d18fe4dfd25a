"""A journey with rules of its own, and the same touchpoints as a table for a program that asks the same of them."""

import random

from scripts import SEED

CHANNELS = {
    "website": "digital",
    "app": "digital",
    "email": "digital",
    "store": "physical, human",
    "hotline": "human",
    "chat": "digital, human",
    "post": "physical",
}
PURPOSES = ["inform", "advise", "support", "reassure", "recover", "remind", "attract", "invite", "thank", "listen"]
STAGE = 20  # Touchpoints of a stage.

# What rules.lua asks as well, in the same order; it says which of them are not met.
RULES = """
rule quick-enough
  every touchpoint
  expect wait + takes <= 20 min

rule told-on-screens
  every touchpoint where proactive
  expect channel.mode has digital and not (purpose in (support, recover))

rule people-after-trouble
  every touchpoint where purpose in (support, recover, reassure)
  expect some(next where channel.mode has human)

rule something-important
  every stage
  expect count(touchpoints where important) >= 2

rule important-is-strong
  every touchpoint where important
  expect strength >= 40% and effort < 5

rule bad-waits-are-answered
  every touchpoint
  expect not (wait > 10 min and emotion < 0) or some(next where purpose is reassure)

rule forks-are-quick
  every touchpoint where count(next) > 1
  expect all(next where wait < 15 min)

rule few-long-steps
  every stage
  expect count(touchpoints where wait + takes > 10 min) <= 8

rule no-adverts-after
  every touchpoint where stage.phase is after
  expect purpose not in (attract, invite) or strength > 50%

rule worth-the-wait
  every touchpoint where wait > takes * 2
  expect effort is none or effort <= 4 and reactive
"""


def touchpoints(count, seed=SEED):
    """What each touchpoint says, one after the other; nothing where it does not say it."""
    dice = random.Random(f"{seed} ruled")

    def sometimes(chance, value):
        return value if dice.random() < chance else None

    for index in range(count):
        onward = [place for place in (index + 1, index + 2) if place < count]
        yield {
            "phase": "before" if index < count / 3 else "during" if index < count * 2 / 3 else "after",
            "channels": dice.sample(list(CHANNELS), 2 if index % 4 == 0 else 1),
            "purpose": dice.choice(PURPOSES),
            "proactive": dice.random() < 0.4,
            "important": dice.random() < 0.15,
            "strength": dice.randint(10, 90),
            "wait": sometimes(0.7, dice.randint(0, 1_200)),
            "takes": sometimes(0.6, dice.randint(0, 600)),
            "effort": sometimes(0.4, dice.randint(1, 7)),
            "emotion": sometimes(0.5, dice.randint(-2, 2)),
            "next": onward if index % 3 == 0 else onward[:1],
        }


def journey(count):
    """The journey, as a script with its rules."""
    out = ["journey Growth\n"]
    for channel, mode in CHANNELS.items():
        out.append(f"  channel {channel}\n    mode {mode}\n")
    for index, one in enumerate(touchpoints(count)):
        if index % STAGE == 0:
            out.append(f"  stage S{index // STAGE}\n    phase {one['phase']}\n")
        out.append(f"    touchpoint T{index} on {', '.join(one['channels'])}\n")
        lines = ["proactive" if one["proactive"] else "reactive", f"purpose {one['purpose']}"]
        lines += ["important"] * one["important"] + [f"strength {one['strength']}%"]
        lines += [f"{name} {one[name]} s" for name in ("wait", "takes") if one[name] is not None]
        lines += [f"{name} {one[name]:+d}" if name == "emotion" else f"{name} {one[name]}"
                  for name in ("effort", "emotion") if one[name] is not None]
        lines += [f"leads to T{place} for {100 // len(one['next'])}%" for place in one["next"]] or ["leads to exit"]
        out.append("".join(f"      {line}\n" for line in lines))
    return "".join(out) + RULES


def table(count):
    """A line for each channel, then one for each touchpoint, its parts apart by tabs; `-` where it does not say."""
    out = [f"{name}\t{mode.replace(', ', ' ')}\n" for name, mode in CHANNELS.items()] + ["\n"]
    for index, one in enumerate(touchpoints(count)):
        parts = [index // STAGE + 1, one["phase"] if index % STAGE == 0 else "-", " ".join(one["channels"])]
        parts += [one["purpose"], "yes" if one["proactive"] else "-", "yes" if one["important"] else "-"]
        parts += [one[name] if one[name] is not None else "-" for name in ("strength", "wait", "takes", "effort", "emotion")]
        parts.append(" ".join(str(place + 1) for place in one["next"]) or "-")
        out.append("\t".join(map(str, parts)) + "\n")
    return "".join(out)
