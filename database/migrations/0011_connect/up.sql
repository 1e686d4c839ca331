create schema connect;
grant usage on schema connect to heyi_app;

-- A program of a client that calls the API. What it does in the sandbox stays in the sandbox.
create table connect.app (
  shard_key            int not null,
  tenant_id            uuid not null references platform.tenant (id),
  id                   uuid not null,
  name                 text not null,
  environment          text not null check (environment in ('sandbox', 'live')),
  allowed_addresses    text[] not null,
  denied_addresses     text[] not null,
  requests_per_minute  int not null check (requests_per_minute > 0),
  created_at           timestamptz not null,
  primary key (shard_key, tenant_id, id),
  unique (shard_key, tenant_id, environment, name)
);
-- A request names the app and not the tenant.
create index app_id on connect.app (id);
call platform.protect('connect.app');

-- A secret is needed to check a signature, so it is sealed and not hashed.
create table connect.app_key (
  shard_key      int not null,
  tenant_id      uuid not null references platform.tenant (id),
  id             uuid not null,
  app_id         uuid not null,
  scopes         text[] not null,
  secret_sealed  bytea not null,
  hint           text not null,
  created_at     timestamptz not null,
  revoked_at     timestamptz,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, app_id) references connect.app (shard_key, tenant_id, id)
);
create index app_key_app on connect.app_key (shard_key, tenant_id, app_id, created_at);
call platform.protect('connect.app_key');

create function connect.tenant_of_app(wanted uuid) returns table (tenant_id uuid)
  language plpgsql stable security definer set search_path = pg_catalog
  as $$
  #variable_conflict use_column
  begin
    return query
      select a.tenant_id from connect.app a where a.id = wanted;
  end
  $$;

-- Used nonces: unlogged, because a crash may forget them (nonce_epoch knows that it did). A signed
-- time falls into one slot of ten minutes; of the three slots at most two are in use, the third is
-- emptied as a whole. A digest stands for app and nonce together.
create table connect.nonce (
  shard_key  int not null,
  slot       smallint not null,
  digest     uuid not null,
  primary key (shard_key, digest, slot)
) partition by list (slot);
create unlogged table connect.nonce_0 partition of connect.nonce for values in (0);
create unlogged table connect.nonce_1 partition of connect.nonce for values in (1);
create unlogged table connect.nonce_2 partition of connect.nonce for values in (2);

-- Since when nonces are kept. The row is lost with them in a crash, and is written anew: what was
-- signed before cannot be judged any more and is refused.
create unlogged table connect.nonce_epoch (
  shard_key  int primary key check (shard_key = 0),
  since      bigint not null
);
insert into connect.nonce_epoch (shard_key, since) values (0, 0);

-- Spends nonces. Answers those that are refused, by their place in the arrays: `replayed`, or
-- `forgotten` when they were signed before a crash. Digests are given once each, in their order, so
-- that two batches with the same ones wait for each other and do not block each other.
create function connect.spend_nonces(shards int[], digests uuid[], stamps bigint[], at bigint)
  returns table (place int, why text)
  language plpgsql security definer set search_path = pg_catalog
  as $$
  declare
    known bigint := (select e.since from connect.nonce_epoch e);
    fresh uuid[];
  begin
    if known is null then
      insert into connect.nonce_epoch values (0, at) on conflict do nothing;
      known := (select e.since from connect.nonce_epoch e);
    end if;
    with wanted as (
      select w.shard, w.digest, w.stamp
        from unnest(shards, digests, stamps) as w (shard, digest, stamp)
       where w.stamp >= known),
    used as (
      insert into connect.nonce (shard_key, slot, digest)
      select w.shard, (w.stamp / 600 % 3)::smallint, w.digest from wanted w
      on conflict do nothing
      returning nonce.digest)
    select array_agg(u.digest) into fresh from used u;
    -- Nearly always all of them are fresh.
    if cardinality(fresh) = cardinality(digests) then return; end if;
    return query
      select w.place::int, case when w.stamp < known then 'forgotten' else 'replayed' end
        from unnest(digests, stamps) with ordinality as w (digest, stamp, place)
       where fresh is null or not w.digest = any (fresh);
  end
  $$;

-- Empties the slot that nobody signs into. A time is valid for 300 seconds in both directions; the
-- slot is emptied in the middle of the five minutes in which it is free, for clocks that differ.
create function connect.drop_nonces(at bigint) returns void
  language plpgsql security definer set search_path = pg_catalog
  as $$
  declare
    passed bigint := at % 300;
    free bigint := (case when at % 600 < 300 then at / 600 + 1 else at / 600 + 2 end) % 3;
    found boolean;
  begin
    if passed not between 100 and 250 then return; end if;
    execute format('select exists (select from connect.nonce_%s)', free) into found;
    if found then execute format('truncate connect.nonce_%s', free); end if;
  end
  $$;

-- How much of its minute an app has used, server by server: each tells its own and hears the others'.
create unlogged table connect.app_usage (
  shard_key  int not null,
  app_id     uuid not null,
  minute     bigint not null,
  server_id  uuid not null,
  used       bigint not null,
  primary key (shard_key, app_id, minute, server_id)
);

create function connect.share_usage(shard int, app uuid, at_minute bigint, server uuid, own bigint)
  returns bigint
  language sql security definer set search_path = pg_catalog
  as $$
    insert into connect.app_usage (shard_key, app_id, minute, server_id, used)
    values (shard, app, at_minute, server, own)
        on conflict (shard_key, app_id, minute, server_id) do update set used = excluded.used;
    select coalesce(sum(u.used), 0)::bigint from connect.app_usage u
     where u.shard_key = shard and u.app_id = app and u.minute = at_minute and u.server_id <> server;
  $$;

create table connect.webhook_endpoint (
  shard_key               int not null,
  tenant_id               uuid not null references platform.tenant (id),
  id                      uuid not null,
  app_id                  uuid not null,
  url                     text not null,
  event_types             text[] not null,
  secret_sealed           bytea not null,
  previous_secret_sealed  bytea,
  previous_secret_until   timestamptz,
  state                   text not null check (state in ('active', 'disabled')),
  disabled_reason         text check (disabled_reason in ('by_hand', 'gone', 'gave_up')),
  created_at              timestamptz not null,
  removed_at              timestamptz,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, app_id) references connect.app (shard_key, tenant_id, id)
);
create index webhook_endpoint_app on connect.webhook_endpoint (shard_key, tenant_id, app_id);
call platform.protect('connect.webhook_endpoint');

-- What happened, as it is told: the body is signed byte for byte, so it is text. Messages, deliveries
-- and attempts come by the thousand a second, each written with what it names: the policy checks their
-- tenant, and no foreign key looks them up one by one, which costs 5 us a key and row.
create table connect.webhook_message (
  shard_key    int not null,
  tenant_id    uuid not null,
  id           uuid not null,
  app_id       uuid not null,
  type         text not null,
  body         text not null,
  created_at   timestamptz not null,
  primary key (shard_key, tenant_id, id)
);
create index webhook_message_app
  on connect.webhook_message (shard_key, tenant_id, app_id, created_at);
call platform.protect('connect.webhook_message');

-- A message on its way to an endpoint. This table is the queue: `due_at` says when it is tried next;
-- a server that takes a delivery moves it ahead, which is the lease.
create table connect.webhook_delivery (
  shard_key     int not null,
  tenant_id     uuid not null,
  id            uuid not null,
  endpoint_id   uuid not null,
  message_id    uuid not null,
  state         text not null check (state in ('waiting', 'delivered', 'failed')),
  -- All there were, and those of the schedule that runs: sending again by hand begins it anew.
  attempts      int not null default 0,
  tries         int not null default 0,
  status        int,
  error         text,
  took_ms       int,
  attempted_at  timestamptz,
  due_at        timestamptz,
  created_at    timestamptz not null,
  primary key (shard_key, tenant_id, id),
  check ((state = 'waiting') = (due_at is not null))
) with (fillfactor = 80);
create index webhook_delivery_due on connect.webhook_delivery
  (shard_key, tenant_id, endpoint_id, due_at) where due_at is not null;
create index webhook_delivery_endpoint on connect.webhook_delivery
  (shard_key, tenant_id, endpoint_id, id);
create index webhook_delivery_message on connect.webhook_delivery
  (shard_key, tenant_id, message_id);
call platform.protect('connect.webhook_delivery');

create table connect.webhook_attempt (
  shard_key    int not null,
  tenant_id    uuid not null,
  delivery_id  uuid not null,
  number       int not null,
  at           timestamptz not null,
  status       int,
  error        text,
  took_ms      int not null,
  primary key (shard_key, tenant_id, delivery_id, number)
);
call platform.protect('connect.webhook_attempt', append_only => true);

-- Where something waits to be sent.
create function connect.due_endpoints(at timestamptz)
  returns table (tenant_id uuid, endpoint_id uuid)
  language plpgsql stable security definer set search_path = pg_catalog
  as $$
  #variable_conflict use_column
  begin
    return query
      select e.tenant_id, e.id from connect.webhook_endpoint e
       where e.state = 'active'
         and exists (select from connect.webhook_delivery d
                      where d.shard_key = e.shard_key and d.tenant_id = e.tenant_id
                        and d.endpoint_id = e.id and d.due_at <= at);
  end
  $$;

-- Thirty days of messages, and the counts of minutes that are over.
create function connect.prune(at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog
  as $$
  #variable_conflict use_variable
  begin
    delete from connect.webhook_attempt a using connect.webhook_delivery d
     where d.shard_key = a.shard_key and d.tenant_id = a.tenant_id and d.id = a.delivery_id
       and d.created_at < at - interval '30 days' and d.state <> 'waiting';
    delete from connect.webhook_delivery d
     where d.created_at < at - interval '30 days' and d.state <> 'waiting';
    delete from connect.webhook_message m
     where m.created_at < at - interval '30 days'
       and not exists (select from connect.webhook_delivery d
                        where d.shard_key = m.shard_key and d.tenant_id = m.tenant_id
                          and d.message_id = m.id);
    delete from connect.app_usage u where u.minute < extract(epoch from at)::bigint / 60 - 10;
  end
  $$;

revoke all on function connect.tenant_of_app, connect.spend_nonces, connect.drop_nonces,
  connect.share_usage, connect.due_endpoints, connect.prune from public;
grant execute on function connect.tenant_of_app, connect.spend_nonces, connect.drop_nonces,
  connect.share_usage, connect.due_endpoints, connect.prune to heyi_app;
