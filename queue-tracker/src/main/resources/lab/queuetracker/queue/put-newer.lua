-- Stores a line in the cache unless a newer one is there: "VERSION LENGTH MILLIS", for ARGV[3] milliseconds.
-- Two instances that read and write at the same time may store their values in any order.
local known = redis.call('GET', KEYS[1])
if known and tonumber(string.match(known, '^%d+')) > tonumber(ARGV[1]) then
  return 0
end
redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. ARGV[2], 'PX', ARGV[3])
return 1
