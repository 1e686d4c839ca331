-- Made by tools/generate.ts from the migrations. Read it; change the migrations.

grant usage on schema clients to heyi_app;

create table clients.client (
  shard_key integer not null,
  tenant_id uuid not null,
  name text not null,
  short_name text not null,
  uscc text not null,
  cooperation_mode text not null,
  pay_month_rule text not null,
  pay_day integer not null,
  proration_method text not null,
  advance_limit_fen bigint not null,
  advance_days integer not null,
  client_cutoff_days integer not null,
  language text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint client_pkey PRIMARY KEY (shard_key, tenant_id),
  constraint client_advance_days_check CHECK ((advance_days >= 0)),
  constraint client_advance_limit_fen_check CHECK ((advance_limit_fen >= 0)),
  constraint client_client_cutoff_days_check CHECK ((client_cutoff_days >= 0)),
  constraint client_cooperation_mode_check CHECK ((cooperation_mode = ANY (ARRAY['agency'::text, 'payrollAgency'::text, 'dispatch'::text, 'outsourcing'::text, 'archive'::text, 'own'::text]))),
  constraint client_language_check CHECK ((language = ANY (ARRAY['zh-CN'::text, 'en'::text]))),
  constraint client_pay_day_check CHECK (((pay_day >= 1) AND (pay_day <= 31))),
  constraint client_pay_month_rule_check CHECK ((pay_month_rule = ANY (ARRAY['sameMonth'::text, 'nextMonth'::text]))),
  constraint client_proration_method_check CHECK ((proration_method = ANY (ARRAY['paidDays2175'::text, 'dueDays'::text, 'calendarDays'::text]))),
  constraint client_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table clients.client enable row level security;
alter table clients.client force row level security;
create policy door on clients.client to heyi_owner using (true) with check (true);
create policy tenant on clients.client to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on clients.client to heyi_app;

create table clients.client_contact (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  "position" text,
  phone_sealed bytea,
  phone_masked text,
  email text,
  account_id uuid,
  may_approve_payroll boolean not null,
  may_submit_inputs boolean not null,
  created_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint client_contact_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint client_contact_shard_key_tenant_id_fkey FOREIGN KEY (shard_key, tenant_id) REFERENCES clients.client(shard_key, tenant_id),
  constraint client_contact_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table clients.client_contact enable row level security;
alter table clients.client_contact force row level security;
create policy door on clients.client_contact to heyi_owner using (true) with check (true);
create policy tenant on clients.client_contact to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on clients.client_contact to heyi_app;

create table clients.licence (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  title text,
  number text not null,
  holder_name text not null,
  issued_by text,
  valid_from date,
  expires_on date,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint licence_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint licence_check CHECK (((kind <> 'other'::text) OR (title IS NOT NULL))),
  constraint licence_check1 CHECK ((expires_on >= valid_from)),
  constraint licence_kind_check CHECK ((kind = ANY (ARRAY['business'::text, 'hrService'::text, 'labourDispatch'::text, 'other'::text]))),
  constraint licence_shard_key_tenant_id_fkey FOREIGN KEY (shard_key, tenant_id) REFERENCES clients.client(shard_key, tenant_id),
  constraint licence_shard_key_tenant_id_kind_number_key UNIQUE (shard_key, tenant_id, kind, number),
  constraint licence_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table clients.licence enable row level security;
alter table clients.licence force row level security;
create policy door on clients.licence to heyi_owner using (true) with check (true);
create policy tenant on clients.licence to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on clients.licence to heyi_app;

create view clients.client_summary with (security_invoker=true) as
 SELECT shard_key,
    tenant_id,
    name,
    short_name,
    cooperation_mode
   FROM clients.client;
grant select on clients.client_summary to heyi_app;
CREATE OR REPLACE FUNCTION clients.is_uscc_free(code text, for_tenant uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  begin
    return not exists (select 1 from clients.client where uscc = code and tenant_id <> for_tenant);
  end
  $function$;
grant execute on function clients.is_uscc_free(text,uuid) to heyi_app;
CREATE OR REPLACE FUNCTION clients.open_client(tenant uuid, shard integer, record jsonb, at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
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
  $function$;
grant execute on function clients.open_client(uuid,integer,jsonb,timestamp with time zone) to heyi_app;
