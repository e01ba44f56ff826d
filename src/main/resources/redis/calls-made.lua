-- How many calls a sliding window has. KEYS: its marks "leaves_at:calls", newest first, and the number of calls in it.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local total = tonumber(redis.call('GET', KEYS[2]) or '0')
local index = -1
while true do
  local text = redis.call('LINDEX', KEYS[1], index)
  if not text then
    return 0
  end
  local colon = string.find(text, ':', 1, true)
  if tonumber(string.sub(text, 1, colon - 1)) > now then
    return total
  end
  total = total - tonumber(string.sub(text, colon + 1))
  index = index - 1
end
