-- The rules of ruled.py over the same touchpoints, held as tables: `lua5.4 rules.lua FILE [TIMES]`.
-- Prints `rules SECONDS COUNT …`: the median of the times, and how many items do not meet each rule. What is not said
-- is nil, and a condition that rests on it is not failed.

local stages, touchpoints, channels = {}, {}, {}

local function number(text) return text ~= "-" and tonumber(text) or nil end

local function load(path)
  local lines = io.lines(path)
  for line in lines do
    if line == "" then break end
    local name, modes = line:match("^([^\t]+)\t(.+)$")
    local channel = { name = name, mode = {} }
    for mode in modes:gmatch("%S+") do channel.mode[mode] = true end
    channels[name] = channel
  end
  for line in lines do
    local part = {}
    for text in line:gmatch("[^\t]+") do part[#part + 1] = text end
    local index = tonumber(part[1])
    local stage = stages[index]
    if not stage then
      stage = { phase = part[2], touchpoints = {} }
      stages[index] = stage
    end
    local touchpoint = {
      stage = stage, channel = {}, purpose = part[4], proactive = part[5] == "yes", reactive = part[5] ~= "yes",
      important = part[6] == "yes", strength = number(part[7]) / 100, wait = number(part[8]), takes = number(part[9]),
      effort = number(part[10]), emotion = number(part[11]), next = {},
    }
    for name in part[3]:gmatch("%S+") do touchpoint.channel[#touchpoint.channel + 1] = channels[name] end
    for place in part[12]:gmatch("%d+") do touchpoint.next[#touchpoint.next + 1] = tonumber(place) end
    stage.touchpoints[#stage.touchpoints + 1] = touchpoint
    touchpoints[#touchpoints + 1] = touchpoint
  end
  for _, touchpoint in ipairs(touchpoints) do
    local onward = touchpoint.next
    for place = 1, #onward do onward[place] = touchpoints[onward[place]] end
  end
end

local function hasMode(touchpoint, mode)
  local list = touchpoint.channel
  for place = 1, #list do
    if list[place].mode[mode] then return true end
  end
  return false
end

local helping = { support = true, recover = true }
local caring = { support = true, recover = true, reassure = true }
local advertising = { attract = true, invite = true }

local function countItems(items, isFailed)
  local count = 0
  for place = 1, #items do
    if isFailed(items[place]) then count = count + 1 end
  end
  return count
end

local rules = {
  function()
    return countItems(touchpoints, function(it)
      local wait, takes = it.wait, it.takes
      return wait and takes and wait + takes > 1200
    end)
  end,
  function()
    return countItems(touchpoints, function(it)
      return it.proactive and not (hasMode(it, "digital") and not helping[it.purpose])
    end)
  end,
  function()
    return countItems(touchpoints, function(it)
      if not caring[it.purpose] then return false end
      local onward = it.next
      for place = 1, #onward do
        if hasMode(onward[place], "human") then return false end
      end
      return true
    end)
  end,
  function()
    return countItems(stages, function(it)
      local count, list = 0, it.touchpoints
      for place = 1, #list do
        if list[place].important then count = count + 1 end
      end
      return count < 2
    end)
  end,
  function()
    return countItems(touchpoints, function(it)
      if not it.important then return false end
      local effort = it.effort
      return it.strength < 0.4 or effort and effort >= 5
    end)
  end,
  function()
    return countItems(touchpoints, function(it)
      local wait, emotion = it.wait, it.emotion
      if not (wait and emotion and wait > 600 and emotion < 0) then return false end
      local onward = it.next
      for place = 1, #onward do
        if onward[place].purpose == "reassure" then return false end
      end
      return true
    end)
  end,
  function()
    return countItems(touchpoints, function(it)
      local onward = it.next
      if #onward <= 1 then return false end
      for place = 1, #onward do
        local wait = onward[place].wait
        if wait and wait >= 900 then return true end
      end
      return false
    end)
  end,
  function()
    return countItems(stages, function(it)
      local count, list = 0, it.touchpoints
      for place = 1, #list do
        local wait, takes = list[place].wait, list[place].takes
        if wait and takes and wait + takes > 600 then count = count + 1 end
      end
      return count > 8
    end)
  end,
  function()
    return countItems(touchpoints, function(it)
      return it.stage.phase == "after" and advertising[it.purpose] and it.strength <= 0.5
    end)
  end,
  function()
    return countItems(touchpoints, function(it)
      local wait, takes, effort = it.wait, it.takes, it.effort
      return wait and takes and wait > takes * 2 and effort and not (effort <= 4 and it.reactive)
    end)
  end,
}

load(arg[1])
local times, counts = {}, {}
for turn = 1, tonumber(arg[2] or "5") do
  local start = os.clock()
  for place = 1, #rules do counts[place] = rules[place]() end
  times[turn] = os.clock() - start
end
table.sort(times)
print("rules " .. times[(#times + 1) // 2] .. " " .. table.concat(counts, " "))
