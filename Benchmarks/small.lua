-- What small.journey says, as a function that a host compiles once and calls with a parameter: it builds the journey's
-- tables, resolves names, adds up strengths and asks some of what the rules ask. It returns how many findings there are.

local wanted = ...

local function item(kind, name, members)
  members.kind, members.name = kind, name
  return members
end

local app = item("channel", "app", { mode = { digital = true }, twoWay = true })
local active = item("outcome", "Active", { success = true })
local journey = item("journey", "Welcome", {
  title = "The first week with an app", covers = { during = true, after = true },
  outcomes = { active }, channels = { app },
  stages = {
    item("stage", "Start", {
      phase = "during",
      touchpoints = {
        item("touchpoint", "Sign up", {
          on = { "app" }, reactive = true, purpose = "transact", arrows = { { to = "First task", share = 0.8 } },
        }),
      },
    }),
    item("stage", "Use", {
      phase = "after",
      touchpoints = {
        item("touchpoint", "First task", {
          on = { "app" }, purpose = "listen", wait = 120, arrows = { { to = "Active" } },
        }),
      },
    }),
  },
})

local findings = {}
local function find(rule, about, title) findings[#findings + 1] = { rule = rule, item = about, title = title } end

-- Names, and what they lead to.
local names, touchpoints = {}, {}
for _, channel in ipairs(journey.channels) do names[channel.name:lower()] = channel end
for _, outcome in ipairs(journey.outcomes) do names[outcome.name:lower()] = outcome end
for _, stage in ipairs(journey.stages) do
  for _, touchpoint in ipairs(stage.touchpoints) do
    if names[touchpoint.name:lower()] then find("declared-twice", touchpoint, touchpoint.name) end
    names[touchpoint.name:lower()] = touchpoint
    touchpoint.stage = stage
    touchpoints[#touchpoints + 1] = touchpoint
  end
end
for _, touchpoint in ipairs(touchpoints) do
  touchpoint.channels = {}
  for place, name in ipairs(touchpoint.on) do
    touchpoint.channels[place] = names[name:lower()]
    if not touchpoint.channels[place] then find("unknown-name", touchpoint, name) end
  end
  local total = 0
  for _, arrow in ipairs(touchpoint.arrows) do
    arrow.target = names[arrow.to:lower()]
    if not arrow.target then find("unknown-name", touchpoint, arrow.to) end
    total = total + (arrow.share or 0)
  end
  if total > 1 then find("shares-over-100", touchpoint, total) end
end

-- Strengths.
for _, touchpoint in ipairs(touchpoints) do
  local points = (#touchpoint.channels > 0 and touchpoint.purpose) and 30 or 15
  for _, channel in ipairs(touchpoint.channels) do
    if channel.twoWay then points = points + 15 end
    if channel.mode.human then points = points + 10 end
  end
  if touchpoint.uses then points = points + 10 end
  if touchpoint.owner then points = points + 10 end
  touchpoint.strength = points / 100
end
for _, stage in ipairs(journey.stages) do
  local rest = 1
  for _, touchpoint in ipairs(stage.touchpoints) do rest = rest * (1 - touchpoint.strength) end
  stage.strength = 1 - rest
end

-- What the script expects of itself.
if not (journey.stages[1].strength >= wanted) then find("not-true", journey.stages[1], "strength >= wanted") end
if not (names["first task"].wait < 300) then find("not-true", names["first task"], "wait < 5 min") end

-- Some of the rules.
local reached, pending = {}, { touchpoints[1] }
reached[touchpoints[1]] = true
while #pending > 0 do
  local touchpoint = table.remove(pending)
  for _, arrow in ipairs(touchpoint.arrows or {}) do
    if arrow.target and not reached[arrow.target] then
      reached[arrow.target] = true
      pending[#pending + 1] = arrow.target
    end
  end
end
local phases = {}
for _, stage in ipairs(journey.stages) do
  phases[stage.phase] = true
  if #stage.touchpoints == 0 then find("stage-without-touchpoint", stage, stage.name) end
end
for _, phase in ipairs({ "before", "during", "after" }) do
  if not phases[phase] and journey.covers[phase] then find("phase-missing", journey, phase) end
end
local listens, proactive = false, false
for _, touchpoint in ipairs(touchpoints) do
  if not reached[touchpoint] then find("unreachable-touchpoint", touchpoint, touchpoint.name) end
  if #touchpoint.arrows == 0 then find("dead-end", touchpoint, touchpoint.name) end
  if not touchpoint.purpose then find("touchpoint-without-purpose", touchpoint, touchpoint.name) end
  if touchpoint.purpose == "listen" then listens = true end
  if touchpoint.proactive then proactive = true end
end
for _, outcome in ipairs(journey.outcomes) do
  if not reached[outcome] then find("outcome-unreachable", outcome, outcome.name) end
end
if not listens then find("no-feedback", journey, journey.name) end

return #findings
