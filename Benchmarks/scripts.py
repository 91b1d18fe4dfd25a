"""Journey scripts of any size: what marketers write, only more of it, and clean under the recommended rules."""

import random

SEED = 20

HEAD = """\
# Written by Benchmarks/inputs.py; a journey that is far too long, in which nothing is wrong.
journey "Buying outdoor gear"
  owner "Lifecycle marketing"
  goal "Customers find what fits, keep it for years and tell their friends"
  currency EUR

  outcome Advocate "Recommends us to a friend", success
  outcome Lost "Buys elsewhere", failure

  persona Explorer "Price-aware explorer"
    share 60%
    prefers social, store
    needs "Compare before deciding"
  persona Upgrader "Loyal upgrader"
    share 40%
    prefers email, hotline

  channel search "Search results and portals"
    mode digital
    owned by independent
  channel social "Social media"
    mode digital
    owned by partner "The networks"
    two-way
  channel website "Our shop on the web"
    mode digital
    two-way
  channel store "High-street store"
    mode physical, human
    two-way
    open 09:00 to 20:00
  channel hotline "Service line"
    mode human
    two-way
    open 09:00 to 18:00
    answers within 5 min
  channel chat "Chat with an adviser"
    mode digital, human
    two-way
    answers within 10 min
  channel email "Letters by email"
    mode digital
    needs consent
    identifies by email_address
    at most 3 per week
  channel sms "Text messages"
    mode digital
    needs consent
    identifies by phone_number
    at most 2 per week
  channel app "Our app"
    mode digital
    two-way
  channel post "Letters on paper"
    mode physical
    one-way

  layer human "Someone to talk to"
    matches channel.mode has human
    needed in every stage
    at least 20%
  layer help "Help when something goes wrong"
    matches purpose in (support, recover, reassure)
    needed in every stage
    at least 20%
"""

# What a stage is made of, in the order in which customers meet it. `uses`, `says` and the like are filled in below.
SLOTS = [
    ("Store visit", "store", "reactive", "advise"),
    ("Product page", "website", "reactive", "inform"),
    ("Size guide", "app", "reactive", "advise"),
    ("Reminder", "email", "proactive", "remind"),
    ("Question in chat", "chat", "reactive", "support"),
    ("Price comparison", "search", "reactive", "inform"),
    ("Basket", "website", "reactive", "transact"),
    ("Payment", "app", "reactive", "transact"),
    ("Call about an order", "hotline", "reactive", "support"),
    ("Confirmation", "email", "proactive", "thank"),
    ("Delivery notice", "sms", "proactive", "inform"),
    ("Pick-up", "store", "reactive", "deliver"),
    ("Guarantee", "post", "proactive", "reassure"),
    ("First steps", "app", "reactive", "support"),
    ("Repair desk", "store", "reactive", "recover"),
    ("Review on a portal", "search", "reactive", "invite"),
    ("Survey", "email", "proactive", "listen"),
    ("Answer to feedback", "chat", "reactive", "reassure"),
    ("Tip of the month", "app", "proactive", "inform"),
    ("Photo contest", "social", "reactive", "invite"),
]
# Which of them a short stage has: the most telling first, and one on each channel before the second on another.
PRIORITY = [0, 3, 6, 7, 8, 14, 16, 17, 5, 10, 12, 19, 4, 1, 9, 13, 2, 11, 18, 15]
GOODS = ["tents", "boots", "jackets", "packs", "stoves", "ropes", "lamps", "maps", "skis", "kayaks", "bikes", "bottles"]
SEASONS = ["spring", "summer", "autumn", "winter"]
# What the brand says on the touchpoints that it starts, by slot.
SAYS = {
    3: "Hello {{first_name}}, your %s are still waiting for you",
    9: "Thank you, {{first_name}}: your %s are on our list, and we pack them today",
    10: "{{first_name}}, your %s arrive tomorrow between ten and twelve",
    12: "{{first_name}}, keep this letter: it stands for ten years of dry, warm and light %s",
    16: "May we ask, {{first_name}}, how the %s have served you?",
    18: "{{first_name}}, here is how %s last twice as long",
}
THINKS = ["Is this the right size?", "What if it rains?", "Do I really need a new one?", "My friend has the same"]
PAINS = ["Long hold music", "Nobody knows my order", "Sizes differ from page to page", "Forms ask for too much"]
MEASURES = ["Response rate", "Minutes until answered", "Share who come back", "Orders per visit"]
TOPICS = ["price", "range", "delivery", "guarantee", "returns"]
CALM = ("support", "recover", "reassure")
EACH = 208  # Bytes of a touchpoint, on average: only to guess how many there will be.
MOST_DATA = 200  # A shop that knows more than this of a customer is no example.


def journey(size, seed=SEED):
    """One journey of exactly `size` bytes: stages of about twenty touchpoints on ten channels."""
    budget = size - len(HEAD.encode())
    if budget < 4_000:
        raise SystemExit("a journey of less than about 6 kB has no room for its declarations")
    stages = max(3, round(budget / EACH / 20))
    length = min(20, max(8, budget // EACH // stages))
    text, left = [HEAD], budget
    number = 0
    while left > EACH * length * 3 / 2:
        text.append(stage(number, stages, length, seed))
        left -= len(text[-1].encode())
        number += 1
    # The closing stage is as long as there is room for.
    for count in range(length * 3 // 2 + 8, 3, -1):
        closing = stage(number, stages, count, seed, last=True)
        if len(closing.encode()) <= left:
            break
    text.append(closing)
    text.append(comment("#", left - len(closing.encode())))
    return "".join(text)


def stage(number, stages, count, seed, last=False):
    """One stage with all its touchpoints; all ways into it lead through its first."""
    dice = random.Random(f"{seed} {number}")
    goods = GOODS[number % len(GOODS)]
    season = SEASONS[number // len(GOODS) % len(SEASONS)]
    phase = "before" if number < stages / 3 else "during" if number < stages * 2 / 3 and not last else "after"
    lines = ["", f'  stage "{goods.title()} {number}" "How customers meet our {season} {goods}"', f"    phase {phase}"]
    if number % 5 == 1:
        lines += ["    important", f'    success when "A customer knows which {goods} to take"']

    slots = []
    for start in range(0, count, len(SLOTS)):
        slots += [(slot, start) for slot in sorted(PRIORITY[: count - start])]
    names = [f"{SLOTS[slot][0]} {number}" + (" again" if again else "") for slot, again in slots]
    names.append("Advocate" if last else f"{SLOTS[0][0]} {number + 1}")
    gain = f"{goods[:-1]}_wish_{number}" if 0 < number <= MOST_DATA else None

    for place, (slot, _) in enumerate(slots):
        if place % 8 == 5:
            lines.append(f"    # {dice.choice(MEASURES)} of {season} {goods}: see page {dice.randint(2, 28)}")
        lines += touchpoint(place, slot, slots, names, number, goods, gain, dice, last)
    return "\n".join(lines) + "\n"


def touchpoint(place, slot, slots, names, number, goods, gain, dice, last):
    _, channel, initiative, purpose = SLOTS[slot]
    first = number == 0 and place == 0
    out = [f"    touchpoint {quoted(names[place])} on {channel}", f"      {initiative}", f"      purpose {purpose}"]
    say = out.append
    if first:
        say(f"      tells {', '.join(TOPICS)}")
        say("      captures first_name, email_address, phone_number")
        say("      asks consent for email, sms")
    elif place == 0 and gain:
        say(f"      captures {gain}")
    elif place == 1:
        say(f"      uses {gain}, first_name" if gain else "      uses email_address, phone_number")
    if initiative == "proactive":
        say("      after 2 days")
        say(f'      says "{SAYS[slot] % goods}"')
        if channel in ("email", "sms"):
            say("      offers opt-out")
        if channel in ("email", "post"):
            say("      cost €0.04 per letter" if channel == "email" else "      cost €1.20 per letter")
    if purpose == "transact":
        say(f"      needs to know {dice.choice(TOPICS)}")
        say(f"      takes {dice.randint(2, 9)} min")
    if channel in ("chat", "hotline"):
        say(f"      wait {dice.randint(60, 110)} s" if channel == "chat" else f"      wait {dice.randint(2, 4)} min")
    if slot in (5, 8):
        helper = next((n for n, (s, _) in zip(names[place + 1 :], slots[place + 1 :]) if SLOTS[s][3] in CALM), None)
        if helper:
            severity = "severe" if slot == 8 else "mild"
            say(f'      pain "{dice.choice(PAINS)}", {severity}, answered by {quoted(helper)}')
    if slot in (2, 13):
        say(f'      thinks "{dice.choice(THINKS)}"')
    if slot in (4, 11, 16):
        say(f'      measure "{dice.choice(MEASURES)}"')
    if slot in (0, 14, 19):
        say(f"      emotion {dice.choice(['0', '+1'])}")
    if slot == 14:
        say(f'      backstage "Spare parts for {goods}"')

    # Customers go on to the next touchpoint, some straight to the one after it, a few away or back.
    onward = names[place + 1]
    if slot == 6 and not last:
        say("      leads to Lost for 2%")
        say(f"      leads to {quoted(onward)}")
    elif slot == 7 and place and slots[place - 1][0] == 6:
        say(f"      leads to {quoted(onward)} for 90%")
        say(f"      leads to {quoted(names[place - 1])} for 10% again at most 2 times")
    elif slot % 4 == 3 and place + 2 < len(names) - 1:
        share = dice.randint(12, 17) * 5
        say(f"      leads to {quoted(onward)} for {share}%")
        say(f"      leads to {quoted(names[place + 2])} for {100 - share}%")
    else:
        say(f"      leads to {quoted(onward)}")
    return out


def quoted(name):
    return name if name == "Advocate" else f'"{name}"'


def lean(count, seed=SEED):
    """One journey of `count` touchpoints, each of at most a hundred bytes: what grows is their number alone."""
    dice = random.Random(f"{seed} lean")
    channels = {"website": "digital", "store": "human", "hotline": "human", "chat": "human", "app": "digital"}
    purposes = ["inform", "advise", "support", "reassure", "listen"]
    out = ["journey Growth\n  outcome Done, success\n"]
    for channel, mode in channels.items():
        out.append(f"  channel {channel}\n    mode {mode}\n    two-way\n")
    ways = list(channels)
    for index in range(count):
        if index % 20 == 0:
            phase = "before" if index < count / 3 else "during" if index < count * 2 / 3 else "after"
            out.append(f"  stage S{index // 20}\n    phase {phase}\n")
        out.append(f"    touchpoint T{index} on {ways[index % 5]}\n      purpose {dice.choice(purposes)}\n")
        if index + 1 == count:
            out.append("      leads to Done\n")
        elif index % 10 == 4:
            out.append(f"      leads to T{index + 1} for 80%\n      leads to T{index + 2} for 20%\n")
        else:
            out.append(f"      leads to T{index + 1}\n")
    return "".join(out)


def comment(mark, size):
    """Comment lines of `size` bytes in all."""
    words = "Customers compare before they buy; what they were promised is what they remember afterwards. " * 2
    out = []
    while size > 0:
        length = min(size, 100)
        out.append(f"{mark} {words}"[: length - 1].rstrip().ljust(length - 1, "." if length > 4 else mark) + "\n")
        size -= length
    return "".join(out)
