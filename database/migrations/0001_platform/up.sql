create schema platform;
grant usage on schema platform to heyi_app;

create table platform.schema_version (
  version     int primary key,
  name        text not null,
  applied_at  timestamptz not null default clock_timestamp()
);

-- A tenant is one client company, or the provider itself (the house). A reference table: every
-- shard sees it, and foreign keys may point to it.
create table platform.tenant (
  id          uuid primary key,
  shard_key   int not null,
  is_house    boolean not null default false,
  created_at  timestamptz not null
);
create unique index tenant_one_house on platform.tenant (is_house) where is_house;
grant select, insert on platform.tenant to heyi_app;

-- The tenants that the running transaction may see; nothing when it has not said.
create function platform.visible_tenants() returns uuid[]
  language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('heyi.tenant_ids', true), ''), '{}')::uuid[] $$;

-- A table without statistics is taken to hold 200 tenants in 200 shards and hardly any null, so that
-- one tenant's rows look like one row: joins walk the whole tenant for each row, and so do checks of
-- foreign keys (5,000 rows took 8 s in place of 0.1 s). Until the first ANALYZE we say what is usual:
-- few tenants, ids that differ, nullable columns half empty. Before PostgreSQL 18 nothing can be
-- said; the first round of autovacuum puts it right there.
create procedure platform.expect_few_tenants(name regclass)
  language plpgsql
  as $$
  begin
    if current_setting('server_version_num')::int < 180000 then return; end if;
    execute $stats$
      select pg_restore_attribute_stats(
               'schemaname', n.nspname::text, 'relname', c.relname::text,
               'attname', a.attname::text, 'inherited', false, 'version', 180000,
               'null_frac', case when a.attnotnull then 0 else 0.5 end::real,
               'avg_width', case when a.attlen > 0 then a.attlen else 32 end::int,
               'n_distinct', case when a.attname = 'shard_key' then 1
                                  when a.attname = 'tenant_id' then 2
                                  when a.attname = 'id' then -1
                                  when a.atttypid = 'uuid'::regtype then -0.5
                                  else 0 end::real)
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.oid = $1$stats$ using name;
  end
  $$;

-- Row-level security and grants of a tenant table, in one place. `append_only` tables can be added
-- to and read, never changed: corrections are new rows. Doors (security definer functions of the
-- owner) pass by the second policy; a door is always a listed, narrow function.
create procedure platform.protect(name regclass, append_only boolean default false)
  language plpgsql
  as $$
  declare
    relation record;
  begin
    execute format('alter table %s enable row level security', name);
    execute format('alter table %s force row level security', name);
    execute format(
      'create policy tenant on %s to heyi_app
         using (tenant_id = any ((select platform.visible_tenants())::uuid[]))
         with check (tenant_id = any ((select platform.visible_tenants())::uuid[]))', name);
    execute format('create policy door on %s to heyi_owner using (true) with check (true)', name);
    execute format('grant select, insert on %s to heyi_app', name);
    if not append_only then
      execute format('grant update, delete on %s to heyi_app', name);
    end if;
    call platform.expect_few_tenants(name);
    -- The shard key follows from the tenant. Taken for independent, a small tenant beside large ones
    -- has next to no rows, and 3,000 people were joined one by one for 13 s in place of 0.4 s.
    select c.relname, n.nspname into relation from pg_class c
      join pg_namespace n on n.oid = c.relnamespace where c.oid = name;
    execute format('create statistics %I.%I (dependencies) on shard_key, tenant_id from %s',
                   relation.nspname, relation.relname || '_tenant', name);
  end
  $$;

-- The stripes a tenant with much traffic is cut into: each has a shard key of its own and a complete
-- set of books under it. Told an id alone, a door finds the tenant by the shard key within the id.
create table platform.stripe (
  shard_key   int not null,
  tenant_id   uuid not null references platform.tenant (id),
  number      int not null check (number >= 0),
  stripe_key  int not null,
  primary key (shard_key, tenant_id, number)
);
create index stripe_key on platform.stripe (stripe_key);
call platform.protect('platform.stripe', append_only => true);

-- The shard key within a sharded id (a UUID of version 8); null in others.
create function platform.shard_key_in(id uuid) returns int
  language sql immutable parallel safe
  as $$ select case when substr(id::text, 15, 1) = '8'
                    then ('x' || substr(replace(id::text, '-', ''), 19, 8))::bit(32)::int end $$;

-- One row a key: the first answer is stored in the transaction of the change and answers every
-- repetition. It is sealed: it may name people.
create table platform.idempotency_key (
  shard_key     int not null,
  tenant_id     uuid not null references platform.tenant (id),
  account_id    uuid not null,
  key           text not null,
  operation     text not null,
  request_hash  bytea not null,
  status        int not null,
  answer_sealed bytea,
  created_at    timestamptz not null,
  primary key (shard_key, tenant_id, account_id, key)
);
call platform.protect('platform.idempotency_key');

create table platform.outbox (
  shard_key     int not null,
  tenant_id     uuid not null references platform.tenant (id),
  id            uuid not null,
  type          text not null,
  payload       jsonb not null,
  occurred_at   timestamptz not null,
  delivered_at  timestamptz,
  primary key (shard_key, tenant_id, id)
);
create index outbox_waiting on platform.outbox (shard_key, tenant_id, id) where delivered_at is null;
call platform.protect('platform.outbox');

create table platform.job (
  shard_key    int not null,
  tenant_id    uuid not null references platform.tenant (id),
  id           uuid not null,
  kind         text not null,
  subject_id   uuid,
  state        text not null check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  done         bigint not null default 0,
  total        bigint,
  failure      jsonb,
  result       jsonb,
  input        jsonb not null,
  -- Who asked for it, and is named wherever it acts.
  account_id   uuid,
  actor_name   text not null,
  -- How often it was begun: it is killed, or throws, and begins again.
  starts       int not null default 0,
  created_at   timestamptz not null,
  started_at   timestamptz,
  finished_at  timestamptz,
  primary key (shard_key, tenant_id, id)
);
create index job_subject on platform.job (shard_key, tenant_id, subject_id, created_at desc);
call platform.protect('platform.job');

create table platform.audit_entry (
  shard_key    int not null,
  tenant_id    uuid not null references platform.tenant (id),
  id           uuid not null,
  occurred_at  timestamptz not null,
  account_id   uuid,
  actor_name   text not null,
  operation    text not null,
  subject_id   uuid,
  detail       jsonb not null,
  request_id   text not null,
  primary key (shard_key, tenant_id, id)
);
create index audit_entry_subject on platform.audit_entry (shard_key, tenant_id, subject_id, occurred_at desc);
create index audit_entry_time on platform.audit_entry (shard_key, tenant_id, occurred_at desc);
call platform.protect('platform.audit_entry', append_only => true);

-- Entries that the sealer has not linked yet; a row lives for seconds.
create table platform.audit_waiting (
  shard_key    int not null,
  tenant_id    uuid not null references platform.tenant (id),
  entry_id     uuid not null,
  primary key (shard_key, tenant_id, entry_id)
);
call platform.protect('platform.audit_waiting');

-- Entries are appended unchained in their transaction; the sealer links them within seconds. A chain
-- written at commit would serialise a tenant.
create table platform.audit_chain (
  shard_key      int not null,
  tenant_id      uuid not null references platform.tenant (id),
  seq            bigint not null,
  entry_id       uuid not null,
  previous_hash  bytea not null,
  hash           bytea not null,
  sealed_at      timestamptz not null,
  primary key (shard_key, tenant_id, seq),
  unique (shard_key, tenant_id, entry_id),
  foreign key (shard_key, tenant_id, entry_id)
    references platform.audit_entry (shard_key, tenant_id, id)
);
call platform.protect('platform.audit_chain', append_only => true);

create table platform.file (
  shard_key    int not null,
  tenant_id    uuid not null references platform.tenant (id),
  id           uuid not null,
  name         text not null,
  type         text not null,
  size         bigint not null,
  sha256       bytea not null,
  account_id   uuid,
  created_at   timestamptz not null,
  primary key (shard_key, tenant_id, id)
);
call platform.protect('platform.file', append_only => true);

-- The tenant's data key, wrapped by the master key. Newest version encrypts, all decrypt.
create table platform.data_key (
  shard_key    int not null,
  tenant_id    uuid not null references platform.tenant (id),
  version      int not null,
  wrapped      bytea not null,
  created_at   timestamptz not null,
  primary key (shard_key, tenant_id, version)
);
call platform.protect('platform.data_key', append_only => true);

-- An import: its file, what the dry run found, what the commit did. The rows themselves are read
-- from the file again at the commit: nothing half-checked lies about.
create table platform.import_batch (
  shard_key    int not null,
  tenant_id    uuid not null references platform.tenant (id),
  id           uuid not null,
  kind         text not null,
  subject_id   uuid,
  file_id      uuid not null,
  language     text not null,
  state        text not null check (state in ('checking', 'checked', 'committing', 'committed', 'failed', 'discarded')),
  mapping      jsonb not null,
  columns      jsonb not null default '[]',
  counts       jsonb,
  errors       jsonb not null default '[]',
  failure      jsonb,
  error_file_id uuid,
  job_id       uuid,
  account_id   uuid,
  created_at   timestamptz not null,
  committed_at timestamptz,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, file_id) references platform.file (shard_key, tenant_id, id)
);
create index import_batch_time on platform.import_batch (shard_key, tenant_id, created_at desc);
call platform.protect('platform.import_batch');

-- How this client's files of a kind name their columns: what a person corrected once.
create table platform.import_mapping (
  shard_key    int not null,
  tenant_id    uuid not null references platform.tenant (id),
  kind         text not null,
  mapping      jsonb not null,
  primary key (shard_key, tenant_id, kind)
);
call platform.protect('platform.import_mapping');

-- Doors: what no tenant's transaction can do. Each is narrow and listed in ARCHITECTURE.md. Those with
-- parameters are PL/pgSQL: Citus does not see through the parameters of SQL functions.
create function platform.house_tenant() returns table (id uuid, shard_key int)
  language sql stable security definer set search_path = pg_catalog
  as $$ select id, shard_key from platform.tenant where is_house $$;

-- As the caller: on a cluster each role has connections of its own, and rows of a new tenant have to
-- come over the one that knows the tenant.
create function platform.create_tenant(tenant uuid, shard int, house boolean, at timestamptz) returns void
  language plpgsql set search_path = pg_catalog
  as $$
  begin
    insert into platform.tenant (id, shard_key, is_house, created_at) values (tenant, shard, house, at);
  end
  $$;

create function platform.tenants_with_waiting_events() returns table (tenant_id uuid)
  language sql stable security definer set search_path = pg_catalog
  as $$ select distinct tenant_id from platform.outbox where delivered_at is null $$;

create function platform.tenants_with_unsealed_entries() returns table (tenant_id uuid)
  language sql stable security definer set search_path = pg_catalog
  as $$ select distinct tenant_id from platform.audit_waiting $$;

create function platform.tenants_with_unfinished_jobs() returns table (tenant_id uuid, id uuid)
  language sql stable security definer set search_path = pg_catalog
  as $$ select tenant_id, id from platform.job where state in ('queued', 'running') $$;

-- Drops what has served: answers kept for repetitions, after a week; delivered news, after a month.
create function platform.prune(at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog
  as $$
  begin
    delete from platform.idempotency_key where created_at < at - interval '7 days';
    delete from platform.outbox where delivered_at < at - interval '30 days';
  end
  $$;

revoke all on function platform.prune, platform.house_tenant, platform.create_tenant,
  platform.tenants_with_waiting_events,
  platform.tenants_with_unsealed_entries, platform.tenants_with_unfinished_jobs from public;
grant execute on function platform.prune, platform.house_tenant, platform.create_tenant,
  platform.tenants_with_waiting_events, platform.tenants_with_unsealed_entries,
  platform.tenants_with_unfinished_jobs to heyi_app;
