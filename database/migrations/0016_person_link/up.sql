-- 个人链接: what one person may open on one phone until it expires, without an account. The secret is
-- with the person alone: here stands its hash, and a keyed hash of the phone that opened it first.
create table access.person_link (
  shard_key        int not null,
  tenant_id        uuid not null references platform.tenant (id),
  id               uuid not null,
  purpose          text not null check (purpose in ('withdrawals', 'payslip', 'service', 'base')),
  subject_kind     text not null check (subject_kind in ('worker', 'person')),
  subject_id       uuid not null,
  subject_name     text not null,
  -- The one thing it shows, where it does not show all of the purpose.
  about_id         uuid,
  client_name      text not null,
  token_hash       bytea not null,
  -- Made by an app of the client, with its key, or by somebody of the provider.
  app_id           uuid,
  app_key_id       uuid,
  environment      text check (environment in ('sandbox', 'live')),
  account_id       uuid,
  created_by       text not null,
  created_at       timestamptz not null,
  expires_at       timestamptz not null,
  device_hash      bytea,
  opened_at        timestamptz,
  opened_from      text,
  revoked_at       timestamptz,
  refusals         int not null default 0,
  primary key (shard_key, tenant_id, id),
  unique (shard_key, tenant_id, token_hash),
  check ((app_id is null) = (app_key_id is null)),
  check ((app_id is null) <> (account_id is null)),
  check ((device_hash is null) = (opened_at is null))
);
create index person_link_expiry on access.person_link (expires_at);
call platform.protect('access.person_link');

-- What the phone has open: at most one session of a link, the last.
create table access.link_session (
  shard_key     int not null,
  tenant_id     uuid not null references platform.tenant (id),
  id            uuid not null,
  link_id       uuid not null,
  -- SHA-256 of the token; the token itself is with the phone alone.
  token_hash    bytea not null,
  created_at    timestamptz not null,
  last_seen_at  timestamptz not null,
  expires_at    timestamptz not null,
  primary key (shard_key, tenant_id, id),
  unique (shard_key, tenant_id, token_hash),
  unique (shard_key, tenant_id, link_id),
  foreign key (shard_key, tenant_id, link_id)
    references access.person_link (shard_key, tenant_id, id) on delete cascade
);
call platform.protect('access.link_session');

-- A door: whose session a token is of. Nothing when it is over or its link was revoked. Notes that it
-- was seen, at most once between `seen_before` and now.
create function access.person_of_link_session(
    shard int, tenant uuid, hash bytea, at timestamptz, idle_since timestamptz,
    seen_before timestamptz)
  returns table (session_id uuid, link_id uuid, purpose text, subject_kind text, subject_id uuid,
                 subject_name text, about_id uuid, app_id uuid, app_key_id uuid, environment text)
  language plpgsql security definer set search_path = pg_catalog
  as $$
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
  $$;

-- A door: drops links that nobody can open any more, with their sessions. The audit entries stay.
create function access.prune_links(before timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog
  as $$
  begin
    delete from access.person_link where expires_at < before;
  end
  $$;

revoke all on function access.person_of_link_session, access.prune_links from public;
grant execute on function access.person_of_link_session, access.prune_links to heyi_app;
