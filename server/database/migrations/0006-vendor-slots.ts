import { sql } from 'kysely'
import type { Migration } from '../migrate.ts'

/**
 * Slots of vendor accounts, shared by the gateways of one PostgreSQL (vendors/kit/slot-store.ts). On SQLite there is one
 * gateway, which needs none of it.
 *
 * Each operation is a function, so that it is one round trip, and runs by the clock of the server, because the clocks of
 * gateways may disagree. The tables are unlogged: what is lost in a crash of the server is worth seconds, and a
 * write-ahead log of every vendor call would cost more than the call's slot. Instants are epoch milliseconds.
 *
 * Gateways of several versions call these functions at the same time: another behaviour is another name.
 */
export const vendorSlots: Migration = {
  name: '0006-vendor-slots',
  async up(db, kind) {
    if (kind !== 'postgres') return
    for (const text of [...tables, now, take, renew, release, usage, observe, forget]) await sql.raw(text).execute(db)
  },
}

/*
 * Rows are used again and again, and no column of an index changes: so PostgreSQL updates them in place, and indexes do not
 * fill with the dead rows of seconds. That needs room in each page, and a vacuum sooner than by default.
 */
const settings = 'fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000'

const tables = [
  `create unlogged table vendor_slots (
    account text not null,
    window_name text not null,
    place integer not null,
    id text not null,
    window_ms double precision not null,
    free_at double precision not null,
    is_under_way boolean not null,
    primary key (account, window_name, place)
  ) with (${settings})`,
  `create unlogged table vendor_waiting (
    account text not null,
    owner text not null,
    window_name text not null,
    waits_since double precision not null,
    waits_until double precision not null,
    most integer not null,
    primary key (account, owner, window_name)
  ) with (${settings})`,
  `create unlogged table vendor_gates (
    account text not null,
    gate text not null,
    closed_until double precision not null,
    tried_until double precision not null,
    primary key (account, gate)
  )`,
  `create unlogged table vendor_usage (
    account text not null,
    starts_at double precision not null,
    ends_at double precision not null,
    calls integer not null,
    primary key (account, starts_at)
  ) with (${settings})`,
  `create unlogged table vendor_budgets (
    account text primary key,
    max_calls double precision not null,
    used double precision not null,
    observed_at double precision not null,
    part_starts_at double precision not null,
    part_calls integer not null
  )`,
]

const now = `create function vendor_slots_now() returns double precision language sql volatile as
  $$ select extract(epoch from clock_timestamp())::double precision * 1000 $$`

/*
 * One call at a time per account: what is counted here is still so when the slots are inserted. Each statement of a
 * plpgsql function sees what was committed before it, thus behind the lock also what the call before it inserted.
 *
 * A gateway that finds a window full is noted, and comes next: a slot that it could take is not given to a gateway that
 * began to wait later. Otherwise the gateway that releases a slot would be the first to know of it, and the others would
 * hardly ever get one. A gateway that does not come back in time is forgotten.
 *
 * The end of a call under way is unknown: for the estimate it is soon.
 */
const take = `create function take_vendor_slots(
  p_account text, p_owner text, p_id text, p_names text[], p_window_ms double precision[], p_most integer[],
  p_gates text[], p_probe_ms double precision, p_lease_ms double precision, p_is_forced boolean,
  p_part_ms double precision
) returns table (free_in_ms double precision, closed text, probes text[]) language plpgsql volatile as $$
declare
  soon_ms constant double precision := 25;
  t double precision;
  is_known boolean := false;
  used integer[] := array_fill(0, array[cardinality(p_names)]);
  reserved integer[] := used;
  waits_since double precision := null;
  i integer;
  part double precision;
  r record;
begin
  perform pg_advisory_xact_lock(hashtextextended('vendor_slots:' || p_account, 0));
  t := vendor_slots_now();
  probes := '{}';

  for r in
    select s.window_name, count(*) as used, bool_or(s.id = p_id and s.is_under_way) as is_known
    from vendor_slots s where s.account = p_account and s.free_at > t group by s.window_name
  loop
    is_known := is_known or r.is_known;
    i := array_position(p_names, r.window_name);
    if i is not null then used[i] := r.used; end if;
  end loop;
  if is_known then return next; return; end if;

  if not p_is_forced then
    if cardinality(p_gates) > 0 then
      for r in
        select g.gate, greatest(g.closed_until, g.tried_until) - t as closed_ms
        from vendor_gates g where g.account = p_account and g.gate = any(p_gates) order by closed_ms desc
      loop
        if r.closed_ms > 0 then
          free_in_ms := r.closed_ms;
          closed := r.gate;
          return next;
          return;
        end if;
        probes := probes || r.gate;
      end loop;
    end if;

    -- Own rows first, to know which of the others began to wait earlier.
    for r in
      select * from vendor_waiting w where w.account = p_account and w.window_name = any(p_names) and w.waits_until > t
      order by w.owner <> p_owner
    loop
      i := array_position(p_names, r.window_name);
      if r.owner = p_owner then
        waits_since := least(waits_since, r.waits_since);
      elsif r.waits_since < coalesce(waits_since, 'infinity') and used[i] < r.most then
        reserved[i] := reserved[i] + 1;
      end if;
    end loop;

    for i in 1 .. cardinality(p_names) loop
      continue when used[i] + reserved[i] < p_most[i];
      free_in_ms := greatest(free_in_ms, soon_ms, (
        select least(s.free_at - t, s.window_ms + soon_ms) from vendor_slots s
        where s.account = p_account and s.window_name = p_names[i] and s.free_at > t
        order by s.free_at desc offset p_most[i] - 1 limit 1
      ));
    end loop;
    if free_in_ms is not null then
      probes := '{}';
      insert into vendor_waiting as w
        select p_account, p_owner, u.name, t, t + free_in_ms + 4 * soon_ms, u.most
        from unnest(p_names, p_most, used, reserved) as u (name, most, used, reserved) where u.used + u.reserved >= u.most
        on conflict (account, owner, window_name) do update set
          waits_since = case when w.waits_until > t then w.waits_since else t end,
          waits_until = excluded.waits_until, most = excluded.most;
      return next;
      return;
    end if;

    if waits_since is not null then
      update vendor_waiting w set waits_until = 0
        where w.account = p_account and w.owner = p_owner and w.window_name = any(p_names);
    end if;
    if cardinality(probes) > 0 then
      update vendor_gates g set tried_until = t + p_probe_ms where g.account = p_account and g.gate = any(probes);
    end if;
  end if;

  for i in 1 .. cardinality(p_names) loop
    update vendor_slots s set id = p_id, window_ms = p_window_ms[i], free_at = t + p_lease_ms, is_under_way = true
      where s.account = p_account and s.window_name = p_names[i] and s.place = (
        select f.place from vendor_slots f
        where f.account = p_account and f.window_name = p_names[i] and f.free_at <= t limit 1
      );
    if not found then
      insert into vendor_slots
        select p_account, p_names[i], coalesce(max(s.place), 0) + 1, p_id, p_window_ms[i], t + p_lease_ms, true
        from vendor_slots s where s.account = p_account and s.window_name = p_names[i];
    end if;
  end loop;
  part := floor(t / p_part_ms) * p_part_ms;
  insert into vendor_usage as u values (p_account, part, part + p_part_ms * 61, 1)
    on conflict (account, starts_at) do update set calls = u.calls + 1;
  return next;
end $$`

const renew = `create function renew_vendor_slots(p_account text, p_ids text[], p_lease_ms double precision)
returns void language plpgsql volatile as $$
declare
  t constant double precision := vendor_slots_now();
begin
  update vendor_slots set free_at = t + p_lease_ms
    where account = p_account and id = any(p_ids) and is_under_way and free_at > t;
end $$`

/* A slot that was not renewed in time is unknown here, even if its row is still there. */
const release = `create function release_vendor_slots(
  p_account text, p_id text, p_is_unused boolean, p_hold_ms double precision,
  p_closed_gates text[], p_closed_ms double precision[], p_opened_gates text[], p_part_ms double precision
) returns void language plpgsql volatile as $$
declare
  t constant double precision := vendor_slots_now();
begin
  if p_is_unused then
    update vendor_slots set free_at = t, is_under_way = false
      where account = p_account and id = p_id and is_under_way and free_at > t;
    if found then
      insert into vendor_usage as u
        values (p_account, floor(t / p_part_ms) * p_part_ms, floor(t / p_part_ms) * p_part_ms + p_part_ms * 61, -1)
        on conflict (account, starts_at) do update set calls = u.calls - 1;
    end if;
  else
    update vendor_slots set free_at = t + window_ms + p_hold_ms, is_under_way = false
      where account = p_account and id = p_id and is_under_way and free_at > t;
  end if;
  if cardinality(p_opened_gates) > 0 then
    delete from vendor_gates where account = p_account and gate = any(p_opened_gates);
  end if;
  if cardinality(p_closed_gates) > 0 then
    insert into vendor_gates as g
      select p_account, c.gate, t + max(c.for_ms), 0 from unnest(p_closed_gates, p_closed_ms) as c (gate, for_ms)
      group by c.gate
      on conflict (account, gate) do update
        set closed_until = greatest(g.closed_until, excluded.closed_until), tried_until = 0;
  end if;
end $$`

const usage = `create function read_vendor_usage(p_account text, p_part_ms double precision)
returns table (calls bigint, max_calls double precision, used double precision, ago_ms double precision, calls_since bigint)
language plpgsql volatile as $$
declare
  t constant double precision := vendor_slots_now();
begin
  delete from vendor_usage u where u.account = p_account and u.ends_at <= t;
  return query
    select greatest(0, coalesce((
        select sum(u.calls) from vendor_usage u
        where u.account = p_account and u.starts_at >= floor(t / p_part_ms) * p_part_ms - p_part_ms * 60
      ), 0))::bigint,
      b.max_calls, b.used, greatest(0, t - b.observed_at),
      greatest(0, coalesce((
        select sum(case when u.starts_at = b.part_starts_at then u.calls - b.part_calls else u.calls end)
        from vendor_usage u where u.account = p_account and u.starts_at >= b.part_starts_at
      ), 0))::bigint
    from (values (1)) as one left join vendor_budgets b on b.account = p_account;
end $$`

const observe = `create function observe_vendor_budget(
  p_account text, p_max_calls double precision, p_used double precision, p_part_ms double precision
) returns void language plpgsql volatile as $$
declare
  t constant double precision := vendor_slots_now();
  part constant double precision := floor(t / p_part_ms) * p_part_ms;
begin
  insert into vendor_budgets
    select p_account, p_max_calls, p_used, t, part,
      coalesce((select u.calls from vendor_usage u where u.account = p_account and u.starts_at = part), 0)
    on conflict (account) do update set max_calls = excluded.max_calls, used = excluded.used,
      observed_at = excluded.observed_at, part_starts_at = excluded.part_starts_at, part_calls = excluded.part_calls;
end $$`

/* What is left of accounts that no gateway uses any more. */
const forget = `create function forget_unused_vendor_slots(p_unused_ms double precision)
returns void language sql volatile as $$
  delete from vendor_slots where free_at < vendor_slots_now() - p_unused_ms;
  delete from vendor_gates where greatest(closed_until, tried_until) < vendor_slots_now() - p_unused_ms;
  delete from vendor_waiting where waits_until < vendor_slots_now() - p_unused_ms;
  delete from vendor_usage where ends_at < vendor_slots_now() - p_unused_ms;
  delete from vendor_budgets where observed_at < vendor_slots_now() - p_unused_ms;
$$`
