import { createHash } from 'node:crypto'

/** A Lua script, which Redis runs as one step. */
export interface RedisScript {
  readonly text: string
  /** By which Redis knows it. */
  readonly sha1: string
}

/*
 * Keys of an account are in one hash slot of a cluster, and expire once nothing can need them any more:
 * - `calls`: calls under way, by the end of their leases
 * - one per window: its used slots, by when they are free; of calls under way, when their leases end
 * - `gates`: `<gate>:closed` and `<gate>:tried`, until when
 * - `waiting`: `<gateway> <window>` of those that found a window full, with since when, until when, and how many may be used
 * - `usage`: the number of calls per part of the usage window, and what was observed
 *
 * Times are milliseconds of Redis's clock, because the clocks of gateways may disagree.
 */

/** The scripts of one store. @param clock Lua that returns the time in milliseconds */
export function createRedisScripts(clock: string) {
  const script = (text: string): RedisScript => {
    const whole = `local now = (function() ${clock} end)()\n${shared}${text}`
    return { text: whole, sha1: createHash('sha1').update(whole).digest('hex') }
  }
  return {
    take: script(take),
    renew: script(renew),
    release: script(release),
    usage: script(usage),
    observe: script(observe),
  }
}

export type RedisScripts = ReturnType<typeof createRedisScripts>

/** Redis's own clock. */
export const redisClock = `local time = redis.call('TIME') return time[1] * 1000 + time[2] / 1000`

const shared = `
local function ms(value) return string.format('%.3f', value) end
-- Keeps a key for this long at least.
local function keep(key, forMs)
  if redis.call('PTTL', key) < forMs then redis.call('PEXPIRE', key, math.ceil(forMs)) end
end
local function count(usage, partMs, calls)
  redis.call('HINCRBY', usage, ms(math.floor(now / partMs)), calls)
  keep(usage, partMs * 122)
end
`

/**
 * KEYS: calls, gates, usage, waiting, and one per window. ARGV: id, owner, lease, whether forced, time of a trial, length
 * of a usage part, number of gates, the gates; then for each window its name, its length and how many may be used.
 *
 * A gateway that finds a window full is noted, and comes next: a slot that it could take is not given to a gateway that
 * began to wait later. Otherwise the gateway that releases a slot would be the first to know of it, and the others would
 * hardly ever get one. A gateway that does not come back in time is forgotten.
 */
const take = `
local calls, gates, usage, waiting = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local id, owner, leaseMs, isForced = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4] == '1'
local probeMs, partMs, gateCount = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local soonMs = 25
local known = redis.call('ZSCORE', calls, id)
if known and tonumber(known) > now then return {'taken'} end
redis.call('ZREMRANGEBYSCORE', calls, '-inf', ms(now))

local windows, byName = {}, {}
for n = 5, #KEYS do
  local at = 7 + gateCount + 3 * (n - 5)
  local window = {key = KEYS[n], name = ARGV[at + 1], lastsMs = tonumber(ARGV[at + 2]), most = tonumber(ARGV[at + 3]), reserved = 0}
  redis.call('ZREMRANGEBYSCORE', window.key, '-inf', ms(now))
  window.used = redis.call('ZCARD', window.key)
  windows[n - 4], byName[window.name] = window, window
end

local probes = {}
if not isForced then
  local closed, closedMs = false, 0
  for n = 1, gateCount do
    local gate = ARGV[7 + n]
    local times = redis.call('HMGET', gates, gate .. ':closed', gate .. ':tried')
    if times[1] then
      local leftMs = math.max(tonumber(times[1]), tonumber(times[2] or 0)) - now
      if leftMs > closedMs then closed, closedMs = gate, leftMs end
      probes[#probes + 1] = gate
    end
  end
  if closed then return {'closed', ms(closedMs), closed} end

  local own, others = math.huge, {}
  local noted = redis.call('HGETALL', waiting)
  for n = 1, #noted, 2 do
    local since, untilMs, most = string.match(noted[n + 1], '^(%S+) (%S+) (%S+)$')
    local who, name = string.match(noted[n], '^(%S+) (.*)$')
    if tonumber(untilMs) <= now then redis.call('HDEL', waiting, noted[n])
    elseif byName[name] and who == owner then own = math.min(own, tonumber(since))
    elseif byName[name] then others[#others + 1] = {window = byName[name], since = tonumber(since), most = tonumber(most)} end
  end
  for _, other in ipairs(others) do
    local window = other.window
    if other.since < own and window.used < other.most then window.reserved = window.reserved + 1 end
  end

  local waitMs = -1
  for _, window in ipairs(windows) do
    window.isFull = window.used + window.reserved >= window.most
    if window.isFull then
      local ending = window.used >= window.most
        and redis.call('ZRANGE', window.key, window.used - window.most, window.used - window.most, 'WITHSCORES')[2] or now
      -- The end of a call under way is unknown: for the estimate it is soon.
      waitMs = math.max(waitMs, soonMs, math.min(tonumber(ending) - now, window.lastsMs + soonMs))
    end
  end
  if waitMs >= 0 then
    for _, window in ipairs(windows) do
      if window.isFull then
        local field = owner .. ' ' .. window.name
        local since = string.match(redis.call('HGET', waiting, field) or '', '^(%S+)') or ms(now)
        redis.call('HSET', waiting, field, since .. ' ' .. ms(now + waitMs + 4 * soonMs) .. ' ' .. window.most)
      end
    end
    keep(waiting, waitMs + 4 * soonMs)
    return {'full', ms(waitMs)}
  end
  if own < math.huge then
    for _, window in ipairs(windows) do redis.call('HDEL', waiting, owner .. ' ' .. window.name) end
  end
end

for _, window in ipairs(windows) do
  redis.call('ZADD', window.key, ms(now + leaseMs), id)
  keep(window.key, leaseMs)
end
redis.call('ZADD', calls, ms(now + leaseMs), id)
keep(calls, leaseMs)
count(usage, partMs, 1)
if isForced then return {'taken'} end
for _, gate in ipairs(probes) do redis.call('HSET', gates, gate .. ':tried', ms(now + probeMs)) end
return {'taken', unpack(probes)}
`

/** KEYS: calls, and all windows of the calls. ARGV: lease, ids. */
const renew = `
local endsAt = ms(now + tonumber(ARGV[1]))
for n = 2, #ARGV do
  local known = redis.call('ZSCORE', KEYS[1], ARGV[n])
  if known and tonumber(known) > now then
    for k = 1, #KEYS do redis.call('ZADD', KEYS[k], 'XX', endsAt, ARGV[n]) end
  end
end
for k = 1, #KEYS do keep(KEYS[k], tonumber(ARGV[1])) end
`

/**
 * KEYS: calls, gates, usage, and one per window of the call. ARGV: id, whether unused, how long the vendor may still work,
 * length of a usage part, number of windows, their lengths; number of gates to close, each with its time; gates to open.
 */
const release = `
local calls, gates, usage = KEYS[1], KEYS[2], KEYS[3]
local id, isUnused, holdMs, partMs = ARGV[1], ARGV[2] == '1', tonumber(ARGV[3]), tonumber(ARGV[4])
local windowCount = tonumber(ARGV[5])
local known = redis.call('ZSCORE', calls, id)
if known and tonumber(known) > now then
  for n = 1, windowCount do
    local key, lastsMs = KEYS[3 + n], tonumber(ARGV[5 + n]) + holdMs
    if isUnused or lastsMs <= 0 then
      redis.call('ZREM', key, id)
    else
      redis.call('ZADD', key, 'XX', ms(now + lastsMs), id)
      keep(key, lastsMs)
    end
  end
  if isUnused then count(usage, partMs, -1) end
end
redis.call('ZREM', calls, id)

local closeCount = tonumber(ARGV[6 + windowCount])
for n = 8 + windowCount + 2 * closeCount - 1, #ARGV do
  redis.call('HDEL', gates, ARGV[n] .. ':closed', ARGV[n] .. ':tried')
end
for n = 1, closeCount do
  local gate, forMs = ARGV[6 + windowCount + 2 * n - 1], tonumber(ARGV[6 + windowCount + 2 * n])
  local before = redis.call('HGET', gates, gate .. ':closed')
  redis.call('HSET', gates, gate .. ':closed', ms(math.max(tonumber(before or 0), now + forMs)), gate .. ':tried', '0')
  -- It is open only once a call says so; after a day, any call may go.
  keep(gates, forMs + 86400000)
end
`

/** KEYS: usage. ARGV: length of a usage part. */
const usage = `
local oldest = math.floor(now / tonumber(ARGV[1])) - 60
local fields, calls, observed = redis.call('HGETALL', KEYS[1]), 0, {}
for n = 1, #fields, 2 do
  local part = tonumber(fields[n])
  if part == nil then observed[fields[n]] = tonumber(fields[n + 1])
  elseif part < oldest then redis.call('HDEL', KEYS[1], fields[n])
  else calls = calls + tonumber(fields[n + 1]) end
end
if observed.limit == nil then return {ms(math.max(0, calls))} end
local since = -observed.calls
for n = 1, #fields, 2 do
  local part = tonumber(fields[n])
  if part ~= nil and part >= observed.part then since = since + tonumber(fields[n + 1]) end
end
local age = math.max(0, now - observed.at)
return {ms(math.max(0, calls)), ms(observed.limit), ms(observed.used), ms(age), ms(math.max(0, since))}
`

/** KEYS: usage. ARGV: limit, used, length of a usage part. */
const observe = `
local partMs = tonumber(ARGV[3])
local part = math.floor(now / partMs)
local calls = redis.call('HGET', KEYS[1], ms(part)) or '0'
redis.call('HSET', KEYS[1], 'limit', ARGV[1], 'used', ARGV[2], 'at', ms(now), 'part', ms(part), 'calls', calls)
keep(KEYS[1], partMs * 122)
`
