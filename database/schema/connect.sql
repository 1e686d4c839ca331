-- Made by tools/generate.ts from the migrations. Read it; change the migrations.

grant usage on schema connect to heyi_app;

create table connect.app (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  environment text not null,
  allowed_addresses text[] not null,
  denied_addresses text[] not null,
  requests_per_minute integer not null,
  created_at timestamp with time zone not null,
  constraint app_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint app_environment_check CHECK ((environment = ANY (ARRAY['sandbox'::text, 'live'::text]))),
  constraint app_requests_per_minute_check CHECK ((requests_per_minute > 0)),
  constraint app_shard_key_tenant_id_environment_name_key UNIQUE (shard_key, tenant_id, environment, name),
  constraint app_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX app_id ON connect.app USING btree (id);
alter table connect.app enable row level security;
alter table connect.app force row level security;
create policy door on connect.app to heyi_owner using (true) with check (true);
create policy tenant on connect.app to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on connect.app to heyi_app;

create table connect.app_key (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  app_id uuid not null,
  scopes text[] not null,
  secret_sealed bytea not null,
  hint text not null,
  created_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint app_key_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint app_key_shard_key_tenant_id_app_id_fkey FOREIGN KEY (shard_key, tenant_id, app_id) REFERENCES connect.app(shard_key, tenant_id, id),
  constraint app_key_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX app_key_app ON connect.app_key USING btree (shard_key, tenant_id, app_id, created_at);
alter table connect.app_key enable row level security;
alter table connect.app_key force row level security;
create policy door on connect.app_key to heyi_owner using (true) with check (true);
create policy tenant on connect.app_key to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on connect.app_key to heyi_app;

create table connect.app_usage (
  shard_key integer not null,
  app_id uuid not null,
  minute bigint not null,
  server_id uuid not null,
  used bigint not null,
  constraint app_usage_pkey PRIMARY KEY (shard_key, app_id, minute, server_id)
);

create table connect.nonce (
  shard_key integer not null,
  slot smallint not null,
  digest uuid not null,
  constraint nonce_pkey PRIMARY KEY (shard_key, digest, slot)
);

create table connect.nonce_0 (
  shard_key integer not null,
  slot smallint not null,
  digest uuid not null,
  constraint nonce_0_pkey PRIMARY KEY (shard_key, digest, slot)
);

create table connect.nonce_1 (
  shard_key integer not null,
  slot smallint not null,
  digest uuid not null,
  constraint nonce_1_pkey PRIMARY KEY (shard_key, digest, slot)
);

create table connect.nonce_2 (
  shard_key integer not null,
  slot smallint not null,
  digest uuid not null,
  constraint nonce_2_pkey PRIMARY KEY (shard_key, digest, slot)
);

create table connect.nonce_epoch (
  shard_key integer not null,
  since bigint not null,
  constraint nonce_epoch_pkey PRIMARY KEY (shard_key),
  constraint nonce_epoch_shard_key_check CHECK ((shard_key = 0))
);

create table connect.webhook_attempt (
  shard_key integer not null,
  tenant_id uuid not null,
  delivery_id uuid not null,
  number integer not null,
  at timestamp with time zone not null,
  status integer,
  error text,
  took_ms integer not null,
  constraint webhook_attempt_pkey PRIMARY KEY (shard_key, tenant_id, delivery_id, number)
);
alter table connect.webhook_attempt enable row level security;
alter table connect.webhook_attempt force row level security;
create policy door on connect.webhook_attempt to heyi_owner using (true) with check (true);
create policy tenant on connect.webhook_attempt to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant insert, select on connect.webhook_attempt to heyi_app;

create table connect.webhook_delivery (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  endpoint_id uuid not null,
  message_id uuid not null,
  state text not null,
  attempts integer default 0 not null,
  tries integer default 0 not null,
  status integer,
  error text,
  took_ms integer,
  attempted_at timestamp with time zone,
  due_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint webhook_delivery_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint webhook_delivery_check CHECK (((state = 'waiting'::text) = (due_at IS NOT NULL))),
  constraint webhook_delivery_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'failed'::text])))
);
CREATE INDEX webhook_delivery_due ON connect.webhook_delivery USING btree (shard_key, tenant_id, endpoint_id, due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX webhook_delivery_endpoint ON connect.webhook_delivery USING btree (shard_key, tenant_id, endpoint_id, id);
CREATE INDEX webhook_delivery_message ON connect.webhook_delivery USING btree (shard_key, tenant_id, message_id);
alter table connect.webhook_delivery enable row level security;
alter table connect.webhook_delivery force row level security;
create policy door on connect.webhook_delivery to heyi_owner using (true) with check (true);
create policy tenant on connect.webhook_delivery to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on connect.webhook_delivery to heyi_app;

create table connect.webhook_endpoint (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  app_id uuid not null,
  url text not null,
  event_types text[] not null,
  secret_sealed bytea not null,
  previous_secret_sealed bytea,
  previous_secret_until timestamp with time zone,
  state text not null,
  disabled_reason text,
  created_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint webhook_endpoint_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint webhook_endpoint_disabled_reason_check CHECK ((disabled_reason = ANY (ARRAY['by_hand'::text, 'gone'::text, 'gave_up'::text]))),
  constraint webhook_endpoint_shard_key_tenant_id_app_id_fkey FOREIGN KEY (shard_key, tenant_id, app_id) REFERENCES connect.app(shard_key, tenant_id, id),
  constraint webhook_endpoint_state_check CHECK ((state = ANY (ARRAY['active'::text, 'disabled'::text]))),
  constraint webhook_endpoint_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX webhook_endpoint_app ON connect.webhook_endpoint USING btree (shard_key, tenant_id, app_id);
alter table connect.webhook_endpoint enable row level security;
alter table connect.webhook_endpoint force row level security;
create policy door on connect.webhook_endpoint to heyi_owner using (true) with check (true);
create policy tenant on connect.webhook_endpoint to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on connect.webhook_endpoint to heyi_app;

create table connect.webhook_message (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  app_id uuid not null,
  type text not null,
  body text not null,
  created_at timestamp with time zone not null,
  constraint webhook_message_pkey PRIMARY KEY (shard_key, tenant_id, id)
);
CREATE INDEX webhook_message_app ON connect.webhook_message USING btree (shard_key, tenant_id, app_id, created_at);
alter table connect.webhook_message enable row level security;
alter table connect.webhook_message force row level security;
create policy door on connect.webhook_message to heyi_owner using (true) with check (true);
create policy tenant on connect.webhook_message to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on connect.webhook_message to heyi_app;

CREATE OR REPLACE FUNCTION connect.drop_nonces(at bigint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  declare
    passed bigint := at % 300;
    free bigint := (case when at % 600 < 300 then at / 600 + 1 else at / 600 + 2 end) % 3;
    found boolean;
  begin
    if passed not between 100 and 250 then return; end if;
    execute format('select exists (select from connect.nonce_%s)', free) into found;
    if found then execute format('truncate connect.nonce_%s', free); end if;
  end
  $function$;
grant execute on function connect.drop_nonces(bigint) to heyi_app;
CREATE OR REPLACE FUNCTION connect.due_endpoints(at timestamp with time zone)
 RETURNS TABLE(tenant_id uuid, endpoint_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  #variable_conflict use_column
  begin
    return query
      select e.tenant_id, e.id from connect.webhook_endpoint e
       where e.state = 'active'
         and exists (select from connect.webhook_delivery d
                      where d.shard_key = e.shard_key and d.tenant_id = e.tenant_id
                        and d.endpoint_id = e.id and d.due_at <= at);
  end
  $function$;
grant execute on function connect.due_endpoints(timestamp with time zone) to heyi_app;
CREATE OR REPLACE FUNCTION connect.prune(at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
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
  $function$;
grant execute on function connect.prune(timestamp with time zone) to heyi_app;
CREATE OR REPLACE FUNCTION connect.share_usage(shard integer, app uuid, at_minute bigint, server uuid, own bigint)
 RETURNS bigint
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    insert into connect.app_usage (shard_key, app_id, minute, server_id, used)
    values (shard, app, at_minute, server, own)
        on conflict (shard_key, app_id, minute, server_id) do update set used = excluded.used;
    select coalesce(sum(u.used), 0)::bigint from connect.app_usage u
     where u.shard_key = shard and u.app_id = app and u.minute = at_minute and u.server_id <> server;
  $function$;
grant execute on function connect.share_usage(integer,uuid,bigint,uuid,bigint) to heyi_app;
CREATE OR REPLACE FUNCTION connect.spend_nonces(shards integer[], digests uuid[], stamps bigint[], at bigint)
 RETURNS TABLE(place integer, why text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
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
  $function$;
grant execute on function connect.spend_nonces(integer[],uuid[],bigint[],bigint) to heyi_app;
CREATE OR REPLACE FUNCTION connect.tenant_of_app(wanted uuid)
 RETURNS TABLE(tenant_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  #variable_conflict use_column
  begin
    return query
      select a.tenant_id from connect.app a where a.id = wanted;
  end
  $function$;
grant execute on function connect.tenant_of_app(uuid) to heyi_app;
