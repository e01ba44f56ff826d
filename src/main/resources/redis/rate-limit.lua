-- Counts one call in several sliding windows, in all of them or in none.
-- KEYS: per window a list of marks "leaves_at:calls", newest first, and the number of calls in it.
-- ARGV: per window its limit, its length and the grain of its marks, the last two in milliseconds.
-- Returns: whether the call passes, the time, and per window what remains and when the next call passes.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local windows = #KEYS / 2

local function mark(list, index)
  local text = redis.call('LINDEX', list, index)
  if not text then
    return nil
  end
  local colon = string.find(text, ':', 1, true)
  return tonumber(string.sub(text, 1, colon - 1)), tonumber(string.sub(text, colon + 1))
end

local function number(value)
  return string.format('%.0f', value)
end

local totals = {}
local allowed = 1
for window = 1, windows do
  local list, sum = KEYS[2 * window - 1], KEYS[2 * window]
  local total = tonumber(redis.call('GET', sum) or '0')
  local leaves_at, calls = mark(list, -1)
  while leaves_at and leaves_at <= now do
    redis.call('RPOP', list)
    total = total - calls
    leaves_at, calls = mark(list, -1)
  end
  if not leaves_at then
    total = 0
  end
  totals[window] = total
  if total >= tonumber(ARGV[3 * window - 2]) then
    allowed = 0
  end
end

local answer = { allowed, now }
for window = 1, windows do
  local list, sum = KEYS[2 * window - 1], KEYS[2 * window]
  local limit, length, grain = tonumber(ARGV[3 * window - 2]), tonumber(ARGV[3 * window - 1]), tonumber(ARGV[3 * window])
  local total = totals[window]
  if allowed == 1 then
    total = total + 1
    local leaves_at = (math.floor(now / grain) + 1) * grain + length
    local newest, calls = mark(list, 0)
    if newest and newest >= leaves_at then
      redis.call('LSET', list, 0, number(newest) .. ':' .. number(calls + 1))
    else
      redis.call('LPUSH', list, number(leaves_at) .. ':1')
    end
    redis.call('PEXPIRE', list, length + 2 * grain)
  end
  redis.call('SET', sum, number(total), 'PX', 2 * length + 2 * grain)
  local passes_at = now
  local must_leave = total - limit + 1
  local index = -1
  while must_leave > 0 do
    local leaves_at, calls = mark(list, index)
    if not leaves_at then
      break
    end
    passes_at = leaves_at
    must_leave = must_leave - calls
    index = index - 1
  end
  answer[#answer + 1] = math.max(0, limit - total)
  answer[#answer + 1] = passes_at
end
return answer
