-- Keeps a line in the cache unless what is there is newer: "VERSION LENGTH MILLIS", for ARGV[3] milliseconds.
-- Two instances that read and write at the same time may bring their values in any order.
local known = redis.call('GET', KEYS[1])
if known and tonumber(string.match(known, '^%d+')) > tonumber(ARGV[1]) then
  return 0
end
redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. ARGV[2], 'PX', ARGV[3])
return 1
