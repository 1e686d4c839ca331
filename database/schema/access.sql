-- Made by tools/generate.ts from the migrations. Read it; change the migrations.

grant usage on schema access to heyi_app;

create table access.account (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  login_name text not null,
  name text not null,
  roles text[] not null,
  person_id uuid,
  password_hash text not null,
  must_change_password boolean not null,
  is_demo boolean not null,
  locked_at timestamp with time zone,
  created_at timestamp with time zone not null,
  last_signed_in_at timestamp with time zone,
  constraint account_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint account_roles_check CHECK ((cardinality(roles) > 0)),
  constraint account_shard_key_tenant_id_login_name_key UNIQUE (shard_key, tenant_id, login_name),
  constraint account_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table access.account enable row level security;
alter table access.account force row level security;
create policy door on access.account to heyi_owner using (true) with check (true);
create policy tenant on access.account to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on access.account to heyi_app;

create table access.assignment (
  shard_key integer not null,
  tenant_id uuid not null,
  account_id uuid not null,
  client_id uuid not null,
  assigned_at timestamp with time zone not null,
  assigned_by uuid,
  constraint assignment_pkey PRIMARY KEY (shard_key, tenant_id, account_id, client_id),
  constraint assignment_client_id_fkey FOREIGN KEY (client_id) REFERENCES platform.tenant(id),
  constraint assignment_shard_key_tenant_id_account_id_fkey FOREIGN KEY (shard_key, tenant_id, account_id) REFERENCES access.account(shard_key, tenant_id, id),
  constraint assignment_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX assignment_client ON access.assignment USING btree (shard_key, tenant_id, client_id);
alter table access.assignment enable row level security;
alter table access.assignment force row level security;
create policy door on access.assignment to heyi_owner using (true) with check (true);
create policy tenant on access.assignment to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on access.assignment to heyi_app;

create table access.attempt (
  key bytea not null,
  failures integer not null,
  locked_until timestamp with time zone,
  last_failed_at timestamp with time zone not null,
  constraint attempt_pkey PRIMARY KEY (key)
);
alter table access.attempt enable row level security;
alter table access.attempt force row level security;
create policy door on access.attempt to heyi_owner using (true) with check (true);

create table access.link_session (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  link_id uuid not null,
  token_hash bytea not null,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint link_session_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint link_session_shard_key_tenant_id_link_id_fkey FOREIGN KEY (shard_key, tenant_id, link_id) REFERENCES access.person_link(shard_key, tenant_id, id) ON DELETE CASCADE,
  constraint link_session_shard_key_tenant_id_link_id_key UNIQUE (shard_key, tenant_id, link_id),
  constraint link_session_shard_key_tenant_id_token_hash_key UNIQUE (shard_key, tenant_id, token_hash),
  constraint link_session_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table access.link_session enable row level security;
alter table access.link_session force row level security;
create policy door on access.link_session to heyi_owner using (true) with check (true);
create policy tenant on access.link_session to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on access.link_session to heyi_app;

create table access.login_name (
  login_name text not null,
  tenant_id uuid not null,
  account_id uuid not null,
  constraint login_name_pkey PRIMARY KEY (login_name),
  constraint login_name_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table access.login_name enable row level security;
alter table access.login_name force row level security;
create policy door on access.login_name to heyi_owner using (true) with check (true);

create table access.person_link (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  purpose text not null,
  subject_kind text not null,
  subject_id uuid not null,
  subject_name text not null,
  about_id uuid,
  client_name text not null,
  token_hash bytea not null,
  app_id uuid,
  app_key_id uuid,
  environment text,
  account_id uuid,
  created_by text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  device_hash bytea,
  opened_at timestamp with time zone,
  opened_from text,
  revoked_at timestamp with time zone,
  refusals integer default 0 not null,
  constraint person_link_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint person_link_check CHECK (((app_id IS NULL) = (app_key_id IS NULL))),
  constraint person_link_check1 CHECK (((app_id IS NULL) <> (account_id IS NULL))),
  constraint person_link_check2 CHECK (((device_hash IS NULL) = (opened_at IS NULL))),
  constraint person_link_environment_check CHECK ((environment = ANY (ARRAY['sandbox'::text, 'live'::text]))),
  constraint person_link_purpose_check CHECK ((purpose = ANY (ARRAY['withdrawals'::text, 'payslip'::text, 'service'::text, 'base'::text]))),
  constraint person_link_shard_key_tenant_id_token_hash_key UNIQUE (shard_key, tenant_id, token_hash),
  constraint person_link_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['worker'::text, 'person'::text]))),
  constraint person_link_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX person_link_expiry ON access.person_link USING btree (expires_at);
alter table access.person_link enable row level security;
alter table access.person_link force row level security;
create policy door on access.person_link to heyi_owner using (true) with check (true);
create policy tenant on access.person_link to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on access.person_link to heyi_app;

create table access.recovery_code (
  shard_key integer not null,
  tenant_id uuid not null,
  account_id uuid not null,
  code_hash bytea not null,
  constraint recovery_code_pkey PRIMARY KEY (shard_key, tenant_id, account_id, code_hash),
  constraint recovery_code_shard_key_tenant_id_account_id_fkey FOREIGN KEY (shard_key, tenant_id, account_id) REFERENCES access.account(shard_key, tenant_id, id),
  constraint recovery_code_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table access.recovery_code enable row level security;
alter table access.recovery_code force row level security;
create policy door on access.recovery_code to heyi_owner using (true) with check (true);
create policy tenant on access.recovery_code to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on access.recovery_code to heyi_app;

create table access.second_factor (
  shard_key integer not null,
  tenant_id uuid not null,
  account_id uuid not null,
  secret_sealed bytea,
  pending_sealed bytea,
  last_step bigint default 0 not null,
  confirmed_at timestamp with time zone,
  constraint second_factor_pkey PRIMARY KEY (shard_key, tenant_id, account_id),
  constraint second_factor_shard_key_tenant_id_account_id_fkey FOREIGN KEY (shard_key, tenant_id, account_id) REFERENCES access.account(shard_key, tenant_id, id),
  constraint second_factor_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table access.second_factor enable row level security;
alter table access.second_factor force row level security;
create policy door on access.second_factor to heyi_owner using (true) with check (true);
create policy tenant on access.second_factor to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on access.second_factor to heyi_app;

create table access.session (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  token_hash bytea not null,
  address text,
  user_agent text,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  second_factor_at timestamp with time zone,
  constraint session_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint session_shard_key_tenant_id_account_id_fkey FOREIGN KEY (shard_key, tenant_id, account_id) REFERENCES access.account(shard_key, tenant_id, id),
  constraint session_shard_key_tenant_id_token_hash_key UNIQUE (shard_key, tenant_id, token_hash),
  constraint session_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX session_account ON access.session USING btree (shard_key, tenant_id, account_id);
alter table access.session enable row level security;
alter table access.session force row level security;
create policy door on access.session to heyi_owner using (true) with check (true);
create policy tenant on access.session to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on access.session to heyi_app;

CREATE OR REPLACE FUNCTION access.account_of_login_name(wanted text)
 RETURNS TABLE(tenant_id uuid, account_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  #variable_conflict use_column
  begin
    return query
      select n.tenant_id, n.account_id from access.login_name n where n.login_name = wanted;
  end
  $function$;
grant execute on function access.account_of_login_name(text) to heyi_app;
CREATE OR REPLACE FUNCTION access.actor_of_session(shard integer, tenant uuid, hash bytea, at timestamp with time zone, idle_since timestamp with time zone, seen_before timestamp with time zone, all_client_roles text[])
 RETURNS TABLE(session_id uuid, account_id uuid, name text, person_id uuid, roles text[], must_change_password boolean, is_demo boolean, second_factor_at timestamp with time zone, tenant_ids uuid[])
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  begin
    return query
      select s.id, a.id, a.name, a.person_id, a.roles, a.must_change_password, a.is_demo,
             s.second_factor_at,
             array[tenant] || case
               when not t.is_house then '{}'
               when a.roles && all_client_roles then
                 array(select c.id from platform.tenant c where c.id <> tenant)
               else
                 array(select m.client_id from access.assignment m
                        where m.shard_key = shard and m.tenant_id = tenant and m.account_id = a.id)
             end
        from access.session s
        join access.account a
          on a.shard_key = s.shard_key and a.tenant_id = s.tenant_id and a.id = s.account_id
        join platform.tenant t on t.id = s.tenant_id
       where s.shard_key = shard and s.tenant_id = tenant and s.token_hash = hash
         and s.expires_at > at and s.last_seen_at > idle_since and a.locked_at is null;
    update access.session s set last_seen_at = at
     where s.shard_key = shard and s.tenant_id = tenant and s.token_hash = hash
       and s.expires_at > at and s.last_seen_at > idle_since and s.last_seen_at <= seen_before;
  end
  $function$;
grant execute on function access.actor_of_session(integer,uuid,bytea,timestamp with time zone,timestamp with time zone,timestamp with time zone,text[]) to heyi_app;
CREATE OR REPLACE FUNCTION access.claim_login_name(wanted text, tenant uuid, account uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  begin
    insert into access.login_name (login_name, tenant_id, account_id)
    values (wanted, tenant, account) on conflict do nothing;
    return found;
  end
  $function$;
grant execute on function access.claim_login_name(text,uuid,uuid) to heyi_app;
CREATE OR REPLACE FUNCTION access.clear_attempts(wanted bytea)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$ delete from access.attempt where key = wanted $function$;
grant execute on function access.clear_attempts(bytea) to heyi_app;
CREATE OR REPLACE FUNCTION access.lock_outs(wanted bytea[], at timestamp with time zone)
 RETURNS TABLE(key bytea, locked_until timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    select a.key, a.locked_until from access.attempt a
     where a.key = any (wanted) and a.locked_until > at
  $function$;
grant execute on function access.lock_outs(bytea[],timestamp with time zone) to heyi_app;
CREATE OR REPLACE FUNCTION access.person_of_link_session(shard integer, tenant uuid, hash bytea, at timestamp with time zone, idle_since timestamp with time zone, seen_before timestamp with time zone)
 RETURNS TABLE(session_id uuid, link_id uuid, purpose text, subject_kind text, subject_id uuid, subject_name text, about_id uuid, app_id uuid, app_key_id uuid, environment text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  begin
    return query
      select s.id, l.id, l.purpose, l.subject_kind, l.subject_id, l.subject_name, l.about_id,
             l.app_id, l.app_key_id, l.environment
        from access.link_session s
        join access.person_link l
          on l.shard_key = s.shard_key and l.tenant_id = s.tenant_id and l.id = s.link_id
       where s.shard_key = shard and s.tenant_id = tenant and s.token_hash = hash
         and s.expires_at > at and s.last_seen_at > idle_since and l.revoked_at is null;
    update access.link_session s set last_seen_at = at
     where s.shard_key = shard and s.tenant_id = tenant and s.token_hash = hash
       and s.expires_at > at and s.last_seen_at > idle_since and s.last_seen_at <= seen_before;
  end
  $function$;
grant execute on function access.person_of_link_session(integer,uuid,bytea,timestamp with time zone,timestamp with time zone,timestamp with time zone) to heyi_app;
CREATE OR REPLACE FUNCTION access.prune(at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  begin
    delete from access.session where expires_at < at;
    delete from access.attempt where last_failed_at < at - interval '1 day'
                                 and (locked_until is null or locked_until < at);
  end
  $function$;
grant execute on function access.prune(timestamp with time zone) to heyi_app;
CREATE OR REPLACE FUNCTION access.prune_links(before timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  begin
    delete from access.person_link where expires_at < before;
  end
  $function$;
grant execute on function access.prune_links(timestamp with time zone) to heyi_app;
CREATE OR REPLACE FUNCTION access.record_failure(wanted bytea, failed integer, until timestamp with time zone, at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    update access.attempt set failures = failed, locked_until = until, last_failed_at = at
     where key = wanted
  $function$;
grant execute on function access.record_failure(bytea,integer,timestamp with time zone,timestamp with time zone) to heyi_app;
CREATE OR REPLACE FUNCTION access.take_attempts(wanted bytea, at timestamp with time zone)
 RETURNS TABLE(failures integer, locked_until timestamp with time zone, last_failed_at timestamp with time zone)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
    insert into access.attempt as a (key, failures, last_failed_at) values (wanted, 0, at)
    on conflict (key) do update set key = excluded.key
    returning a.failures, a.locked_until, a.last_failed_at
  $function$;
grant execute on function access.take_attempts(bytea,timestamp with time zone) to heyi_app;
