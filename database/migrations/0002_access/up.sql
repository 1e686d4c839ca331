create schema access;
grant usage on schema access to heyi_app;

create table access.account (
  shard_key             int not null,
  tenant_id             uuid not null references platform.tenant (id),
  id                    uuid not null,
  login_name            text not null,
  name                  text not null,
  roles                 text[] not null check (cardinality(roles) > 0),
  -- Whose own payslips an employee's account shows.
  person_id             uuid,
  password_hash         text not null,
  must_change_password  boolean not null,
  is_demo               boolean not null,
  locked_at             timestamptz,
  created_at            timestamptz not null,
  last_signed_in_at     timestamptz,
  primary key (shard_key, tenant_id, id),
  unique (shard_key, tenant_id, login_name)
);
call platform.protect('access.account');

create table access.session (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  id                uuid not null,
  account_id        uuid not null,
  -- SHA-256 of the token; the token itself is with the browser alone.
  token_hash        bytea not null,
  address           text,
  user_agent        text,
  created_at        timestamptz not null,
  last_seen_at      timestamptz not null,
  expires_at        timestamptz not null,
  second_factor_at  timestamptz,
  primary key (shard_key, tenant_id, id),
  unique (shard_key, tenant_id, token_hash),
  foreign key (shard_key, tenant_id, account_id) references access.account (shard_key, tenant_id, id)
);
create index session_account on access.session (shard_key, tenant_id, account_id);
call platform.protect('access.session');

-- The secret in use, and one that waits for the code that confirms it.
create table access.second_factor (
  shard_key       int not null,
  tenant_id       uuid not null references platform.tenant (id),
  account_id      uuid not null,
  secret_sealed   bytea,
  pending_sealed  bytea,
  -- The time step of the last code that was taken: each code works once.
  last_step       bigint not null default 0,
  confirmed_at    timestamptz,
  primary key (shard_key, tenant_id, account_id),
  foreign key (shard_key, tenant_id, account_id) references access.account (shard_key, tenant_id, id)
);
call platform.protect('access.second_factor');

create table access.recovery_code (
  shard_key   int not null,
  tenant_id   uuid not null references platform.tenant (id),
  account_id  uuid not null,
  code_hash   bytea not null,
  primary key (shard_key, tenant_id, account_id, code_hash),
  foreign key (shard_key, tenant_id, account_id) references access.account (shard_key, tenant_id, id)
);
call platform.protect('access.recovery_code');

-- Lies in the house's tenant, like the account; `client_id` is the tenant that may be worked on.
create table access.assignment (
  shard_key    int not null,
  tenant_id    uuid not null references platform.tenant (id),
  account_id   uuid not null,
  client_id    uuid not null references platform.tenant (id),
  assigned_at  timestamptz not null,
  assigned_by  uuid,
  primary key (shard_key, tenant_id, account_id, client_id),
  foreign key (shard_key, tenant_id, account_id) references access.account (shard_key, tenant_id, id)
);
create index assignment_client on access.assignment (shard_key, tenant_id, client_id);
call platform.protect('access.assignment');

-- Of no tenant, and open to no role but the owner's doors.
create table access.login_name (
  login_name  text primary key,
  tenant_id   uuid not null references platform.tenant (id),
  account_id  uuid not null
);

create table access.attempt (
  -- A hash: people type passwords into the field of the name.
  key             bytea primary key,
  failures        int not null,
  locked_until    timestamptz,
  last_failed_at  timestamptz not null
);

alter table access.login_name enable row level security;
alter table access.login_name force row level security;
create policy door on access.login_name to heyi_owner using (true) with check (true);
alter table access.attempt enable row level security;
alter table access.attempt force row level security;
create policy door on access.attempt to heyi_owner using (true) with check (true);

-- Doors. False when somebody else has the name.
create function access.claim_login_name(wanted text, tenant uuid, account uuid) returns boolean
  language plpgsql security definer set search_path = pg_catalog
  as $$
  begin
    insert into access.login_name (login_name, tenant_id, account_id)
    values (wanted, tenant, account) on conflict do nothing;
    return found;
  end
  $$;

create function access.account_of_login_name(wanted text) returns table (tenant_id uuid, account_id uuid)
  language plpgsql stable security definer set search_path = pg_catalog
  as $$
  #variable_conflict use_column
  begin
    return query
      select n.tenant_id, n.account_id from access.login_name n where n.login_name = wanted;
  end
  $$;

-- The count of one key, whose row stays locked until the transaction ends: guesses stand in line.
create function access.take_attempts(wanted bytea, at timestamptz)
  returns table (failures int, locked_until timestamptz, last_failed_at timestamptz)
  language sql security definer set search_path = pg_catalog
  as $$
    insert into access.attempt as a (key, failures, last_failed_at) values (wanted, 0, at)
    on conflict (key) do update set key = excluded.key
    returning a.failures, a.locked_until, a.last_failed_at
  $$;

create function access.record_failure(wanted bytea, failed int, until timestamptz, at timestamptz)
  returns void
  language sql security definer set search_path = pg_catalog
  as $$
    update access.attempt set failures = failed, locked_until = until, last_failed_at = at
     where key = wanted
  $$;

create function access.clear_attempts(wanted bytea) returns void
  language sql security definer set search_path = pg_catalog
  as $$ delete from access.attempt where key = wanted $$;

create function access.lock_outs(wanted bytea[], at timestamptz)
  returns table (key bytea, locked_until timestamptz)
  language sql stable security definer set search_path = pg_catalog
  as $$
    select a.key, a.locked_until from access.attempt a
     where a.key = any (wanted) and a.locked_until > at
  $$;

-- Who the bearer of a token is, and which tenants they may name, the own one first. Nothing when the
-- session is over. Notes that it was seen, at most once between `seen_before` and now.
create function access.actor_of_session(
    shard int, tenant uuid, hash bytea, at timestamptz, idle_since timestamptz,
    seen_before timestamptz, all_client_roles text[])
  returns table (session_id uuid, account_id uuid, name text, person_id uuid, roles text[],
                 must_change_password boolean, is_demo boolean, second_factor_at timestamptz,
                 tenant_ids uuid[])
  language plpgsql security definer set search_path = pg_catalog
  as $$
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
  $$;

-- Drops what has no meaning any more: ended sessions, and counts of guesses of before yesterday.
create function access.prune(at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog
  as $$
  begin
    delete from access.session where expires_at < at;
    delete from access.attempt where last_failed_at < at - interval '1 day'
                                 and (locked_until is null or locked_until < at);
  end
  $$;

revoke all on function access.claim_login_name, access.account_of_login_name, access.take_attempts,
  access.record_failure, access.clear_attempts, access.lock_outs, access.actor_of_session,
  access.prune from public;
grant execute on function access.claim_login_name, access.account_of_login_name,
  access.take_attempts, access.record_failure, access.clear_attempts, access.lock_outs,
  access.actor_of_session, access.prune to heyi_app;
