create schema clients;
grant usage on schema clients to heyi_app;

-- The record of a tenant: the client company, or the provider itself (mode own). One row a tenant.
create table clients.client (
  shard_key           int not null,
  tenant_id           uuid not null references platform.tenant (id),
  name                text not null,
  short_name          text not null,
  uscc                text not null,
  cooperation_mode    text not null check (cooperation_mode in
                        ('agency', 'payrollAgency', 'dispatch', 'outsourcing', 'archive', 'own')),
  pay_month_rule      text not null check (pay_month_rule in ('sameMonth', 'nextMonth')),
  pay_day             int not null check (pay_day between 1 and 31),
  proration_method    text not null check (proration_method in
                        ('paidDays2175', 'dueDays', 'calendarDays')),
  advance_limit_fen   bigint not null check (advance_limit_fen >= 0),
  advance_days        int not null check (advance_days >= 0),
  client_cutoff_days  int not null check (client_cutoff_days >= 0),
  language            text not null check (language in ('zh-CN', 'en')),
  created_at          timestamptz not null,
  updated_at          timestamptz not null,
  primary key (shard_key, tenant_id)
);
call platform.protect('clients.client');

-- A contact that was removed stays: an approval of the past names it.
create table clients.client_contact (
  shard_key            int not null,
  tenant_id            uuid not null references platform.tenant (id),
  id                   uuid not null,
  name                 text not null,
  position             text,
  phone_sealed         bytea,
  phone_masked         text,
  email                text,
  account_id           uuid,
  may_approve_payroll  boolean not null,
  may_submit_inputs    boolean not null,
  created_at           timestamptz not null,
  removed_at           timestamptz,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id) references clients.client (shard_key, tenant_id)
);
call platform.protect('clients.client_contact');

-- 证照 with its number and last day (null: 长期): of the provider, or of a client.
create table clients.licence (
  shard_key    int not null,
  tenant_id    uuid not null references platform.tenant (id),
  id           uuid not null,
  kind         text not null check (kind in ('business', 'hrService', 'labourDispatch', 'other')),
  title        text,
  number       text not null,
  holder_name  text not null,
  issued_by    text,
  valid_from   date,
  expires_on   date,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  primary key (shard_key, tenant_id, id),
  unique (shard_key, tenant_id, kind, number),
  check (kind <> 'other' or title is not null),
  check (expires_on >= valid_from),
  foreign key (shard_key, tenant_id) references clients.client (shard_key, tenant_id)
);
call platform.protect('clients.licence');

-- Door: one company is one client, also where the actor cannot see the other tenant.
create function clients.is_uscc_free(code text, for_tenant uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog
  as $$
  begin
    return not exists (select 1 from clients.client where uscc = code and tenant_id <> for_tenant);
  end
  $$;

-- A new tenant with its record, which the transaction must be able to see: no door.
create function clients.open_client(tenant uuid, shard int, record jsonb, at timestamptz) returns void
  language plpgsql set search_path = pg_catalog
  as $$
  begin
    perform platform.create_tenant(tenant, shard, false, at);
    insert into clients.client
           (shard_key, tenant_id, name, short_name, uscc, cooperation_mode, pay_month_rule, pay_day,
            proration_method, advance_limit_fen, advance_days, client_cutoff_days, language,
            created_at, updated_at)
    values (shard, tenant, record ->> 'name', record ->> 'short_name', record ->> 'uscc',
            record ->> 'cooperation_mode', record ->> 'pay_month_rule', (record ->> 'pay_day')::int,
            record ->> 'proration_method', (record ->> 'advance_limit_fen')::bigint,
            (record ->> 'advance_days')::int, (record ->> 'client_cutoff_days')::int,
            record ->> 'language', at, at);
  end
  $$;

revoke all on function clients.is_uscc_free, clients.open_client from public;
grant execute on function clients.is_uscc_free, clients.open_client to heyi_app;

-- Published: what other modules' lists call a client.
create view clients.client_summary with (security_invoker = true) as
  select shard_key, tenant_id, name, short_name, cooperation_mode from clients.client;
grant select on clients.client_summary to heyi_app;
