-- Made by tools/generate.ts from the migrations. Read it; change the migrations.

grant usage on schema payments to heyi_app;

create table payments.ask_policy (
  shard_key integer not null,
  tenant_id uuid not null,
  effective_from date not null,
  ask_after_seconds integer[] not null,
  reason text not null,
  changed_by_name text not null,
  changed_at timestamp with time zone not null,
  constraint ask_policy_pkey PRIMARY KEY (shard_key, tenant_id, effective_from),
  constraint ask_policy_ask_after_seconds_check CHECK (((cardinality(ask_after_seconds) >= 1) AND (cardinality(ask_after_seconds) <= 10))),
  constraint ask_policy_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table payments.ask_policy enable row level security;
alter table payments.ask_policy force row level security;
create policy door on payments.ask_policy to heyi_owner using (true) with check (true);
create policy tenant on payments.ask_policy to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payments.ask_policy to heyi_app;

create table payments.bank_callback (
  shard_key integer not null,
  tenant_id uuid not null,
  channel text not null,
  callback_id text not null,
  received_at timestamp with time zone not null,
  constraint bank_callback_pkey PRIMARY KEY (shard_key, tenant_id, channel, callback_id),
  constraint bank_callback_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table payments.bank_callback enable row level security;
alter table payments.bank_callback force row level security;
create policy door on payments.bank_callback to heyi_owner using (true) with check (true);
create policy tenant on payments.bank_callback to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant insert, select on payments.bank_callback to heyi_app;

create table payments.pay_batch (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  payer_account_id uuid not null,
  payer_tenant_id uuid not null,
  channel text not null,
  sending text not null,
  purpose text not null,
  order_count bigint not null,
  order_amount bigint not null,
  released_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint pay_batch_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint pay_batch_payer_tenant_id_fkey FOREIGN KEY (payer_tenant_id) REFERENCES platform.tenant(id),
  constraint pay_batch_shard_key_tenant_id_subject_kind_subject_id_payer_key UNIQUE (shard_key, tenant_id, subject_kind, subject_id, payer_account_id),
  constraint pay_batch_sound CHECK (payments.is_batch(sending, order_count, order_amount)),
  constraint pay_batch_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table payments.pay_batch enable row level security;
alter table payments.pay_batch force row level security;
create policy door on payments.pay_batch to heyi_owner using (true) with check (true);
create policy tenant on payments.pay_batch to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payments.pay_batch to heyi_app;

create table payments.pay_file (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  batch_id uuid not null,
  state text not null,
  line_count bigint not null,
  line_amount bigint not null,
  code text,
  text text,
  bank_reference text,
  reported_at timestamp with time zone,
  due_at timestamp with time zone,
  asks integer default 0 not null,
  sends integer default 0 not null,
  dispatcher_id uuid,
  sent_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint pay_file_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint pay_file_line_amount_check CHECK ((line_amount > 0)),
  constraint pay_file_line_count_check CHECK ((line_count > 0)),
  constraint pay_file_shard_key_tenant_id_batch_id_fkey FOREIGN KEY (shard_key, tenant_id, batch_id) REFERENCES payments.pay_batch(shard_key, tenant_id, id),
  constraint pay_file_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'succeeded'::text, 'failed'::text, 'unknown'::text, 'manual'::text]))),
  constraint pay_file_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX pay_file_due ON payments.pay_file USING btree (shard_key, tenant_id, due_at) WHERE (due_at IS NOT NULL);
alter table payments.pay_file enable row level security;
alter table payments.pay_file force row level security;
create policy door on payments.pay_file to heyi_owner using (true) with check (true);
create policy tenant on payments.pay_file to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payments.pay_file to heyi_app;

create table payments.pay_order (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  batch_id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  attempt integer not null,
  legal_entity_id uuid not null,
  payer_account_id uuid not null,
  payee_name text not null,
  payee_account bytea not null,
  payee_account_masked text not null,
  payee_bank_code text,
  amount bigint not null,
  purpose text not null,
  state text not null,
  code text,
  text text,
  bank_reference text,
  reported_at timestamp with time zone,
  due_at timestamp with time zone,
  asks integer default 0 not null,
  sends integer default 0 not null,
  event_count integer default 0 not null,
  dispatcher_id uuid,
  file_id uuid,
  replaced_by_id uuid,
  proposed_outcome text,
  proposed_reference text,
  proposed_note text,
  proposed_by uuid,
  proposed_by_name text,
  proposed_at timestamp with time zone,
  journal_id uuid not null,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  settled_at timestamp with time zone,
  constraint pay_order_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint pay_order_sound CHECK (payments.is_order(state, amount, attempt, proposed_outcome, proposed_at))
);
CREATE INDEX pay_order_batch ON payments.pay_order USING btree (shard_key, tenant_id, batch_id, id) WHERE (subject_kind <> 'withdrawal'::text);
CREATE INDEX pay_order_due ON payments.pay_order USING btree (shard_key, tenant_id, batch_id, due_at, id) WHERE (due_at IS NOT NULL);
CREATE INDEX pay_order_file ON payments.pay_order USING btree (shard_key, tenant_id, file_id) WHERE (file_id IS NOT NULL);
CREATE INDEX pay_order_id ON payments.pay_order USING btree (id) WHERE (subject_kind <> 'withdrawal'::text);
CREATE INDEX pay_order_troubled ON payments.pay_order USING btree (shard_key, tenant_id, state) WHERE ((state = ANY (ARRAY['failed'::text, 'returned'::text, 'unknown'::text, 'manual'::text])) AND (replaced_by_id IS NULL));
CREATE UNIQUE INDEX pay_order_subject ON payments.pay_order USING btree (shard_key, tenant_id, subject_kind, subject_id, attempt) WHERE (subject_kind <> 'withdrawal'::text);
alter table payments.pay_order enable row level security;
alter table payments.pay_order force row level security;
create policy door on payments.pay_order to heyi_owner using (true) with check (true);
create policy tenant on payments.pay_order to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payments.pay_order to heyi_app;

create table payments.pay_order_event (
  shard_key integer not null,
  tenant_id uuid not null,
  order_id uuid not null,
  number integer not null,
  occurred_at timestamp with time zone not null,
  state text not null,
  source text not null,
  actor_name text,
  code text,
  text text,
  bank_reference text,
  journal_id uuid,
  constraint pay_order_event_pkey PRIMARY KEY (shard_key, tenant_id, order_id, number),
  constraint pay_order_event_source_check CHECK ((source = ANY (ARRAY['dispatcher'::text, 'answer'::text, 'query'::text, 'callback'::text, 'file'::text, 'person'::text])))
);
alter table payments.pay_order_event enable row level security;
alter table payments.pay_order_event force row level security;
create policy door on payments.pay_order_event to heyi_owner using (true) with check (true);
create policy tenant on payments.pay_order_event to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant insert, select on payments.pay_order_event to heyi_app;

create table payments.payer_account (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  legal_entity_id uuid not null,
  holder_name text not null,
  account_sealed bytea not null,
  account_lookup bytea not null,
  account_masked text not null,
  bank_name text not null,
  bank_code text,
  channel text not null,
  sending text not null,
  state text not null,
  is_sandbox boolean default false not null,
  balance bigint,
  balance_at timestamp with time zone,
  statement_day date,
  created_at timestamp with time zone not null,
  constraint payer_account_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint payer_account_sending_check CHECK ((sending = ANY (ARRAY['single'::text, 'batch'::text]))),
  constraint payer_account_shard_key_tenant_id_account_lookup_key UNIQUE (shard_key, tenant_id, account_lookup),
  constraint payer_account_state_check CHECK ((state = ANY (ARRAY['active'::text, 'closed'::text]))),
  constraint payer_account_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table payments.payer_account enable row level security;
alter table payments.payer_account force row level security;
create policy door on payments.payer_account to heyi_owner using (true) with check (true);
create policy tenant on payments.payer_account to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payments.payer_account to heyi_app;

create table payments.payer_assignment (
  shard_key integer not null,
  tenant_id uuid not null,
  legal_entity_id uuid not null,
  payer_account_id uuid not null,
  payer_tenant_id uuid not null,
  assigned_at timestamp with time zone not null,
  constraint payer_assignment_pkey PRIMARY KEY (shard_key, tenant_id, legal_entity_id),
  constraint payer_assignment_payer_tenant_id_fkey FOREIGN KEY (payer_tenant_id) REFERENCES platform.tenant(id),
  constraint payer_assignment_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table payments.payer_assignment enable row level security;
alter table payments.payer_assignment force row level security;
create policy door on payments.payer_assignment to heyi_owner using (true) with check (true);
create policy tenant on payments.payer_assignment to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payments.payer_assignment to heyi_app;

create view payments.order_move with (security_invoker=true) as
 SELECT e.shard_key,
    e.tenant_id,
    e.order_id,
    e.number,
    e.journal_id,
    e.state,
    o.amount,
    o.batch_id,
    o.file_id,
    o.subject_kind,
    o.payer_account_id
   FROM (payments.pay_order_event e
     JOIN payments.pay_order o ON (((o.shard_key = e.shard_key) AND (o.tenant_id = e.tenant_id) AND (o.id = e.order_id))))
  WHERE (e.journal_id IS NOT NULL);
grant select on payments.order_move to heyi_app;
create view payments.order_outcome with (security_invoker=true) as
 SELECT shard_key,
    tenant_id,
    id,
    subject_kind,
    subject_id,
    state,
    code,
    text,
    amount,
    bank_reference,
    reported_at,
    sent_at,
    settled_at,
    payer_account_id,
    replaced_by_id
   FROM payments.pay_order;
grant select on payments.order_outcome to heyi_app;
CREATE OR REPLACE FUNCTION payments.accounts_without_statement(day date, channels text[])
 RETURNS TABLE(tenant_id uuid, payer_account_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  #variable_conflict use_column
  begin
    return query
      select a.tenant_id, a.id from payments.payer_account a
       where a.state = 'active' and not a.is_sandbox and a.channel = any(channels)
         and (a.statement_day is null or a.statement_day < day);
  end
  $function$;
grant execute on function payments.accounts_without_statement(date,text[]) to heyi_app;
CREATE OR REPLACE FUNCTION payments.due_files(at timestamp with time zone)
 RETURNS TABLE(tenant_id uuid, shard_key integer, file_id uuid, payer_tenant_id uuid, channel text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  #variable_conflict use_column
  begin
    return query
      select f.tenant_id, f.shard_key, f.id, b.payer_tenant_id, b.channel
        from payments.pay_file f
        join payments.pay_batch b
          on b.shard_key = f.shard_key and b.tenant_id = f.tenant_id and b.id = f.batch_id
       where f.due_at is not null and f.due_at <= at;
  end
  $function$;
grant execute on function payments.due_files(timestamp with time zone) to heyi_app;
CREATE OR REPLACE FUNCTION payments.due_lanes(at timestamp with time zone)
 RETURNS TABLE(tenant_id uuid, shard_key integer, batch_id uuid, payer_tenant_id uuid, subject_kind text, channel text, sending text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  #variable_conflict use_column
  begin
    -- On a cluster no query walks from row to row over the nodes: each reads what waits on it.
    if to_regclass('pg_catalog.pg_dist_partition') is not null then
      return query
        select b.tenant_id, b.shard_key, b.id, b.payer_tenant_id, b.subject_kind, b.channel, b.sending
          from payments.pay_batch b
          join (select distinct o.shard_key, o.tenant_id, o.batch_id from payments.pay_order o
                 where o.due_at is not null and o.due_at <= at) lane
            on lane.shard_key = b.shard_key and lane.tenant_id = b.tenant_id and lane.batch_id = b.id;
      return;
    end if;
    -- From batch to batch along the index: the orders of a large batch are not read.
    return query
      with recursive lane as (
        (select shard_key, tenant_id, batch_id from payments.pay_order
          where due_at is not null order by shard_key, tenant_id, batch_id limit 1)
        union all
        (select next.* from lane cross join lateral (
                select shard_key, tenant_id, batch_id from payments.pay_order o
                 where o.due_at is not null
                   and (o.shard_key, o.tenant_id, o.batch_id)
                       > (lane.shard_key, lane.tenant_id, lane.batch_id)
                 order by o.shard_key, o.tenant_id, o.batch_id limit 1) next))
      select b.tenant_id, b.shard_key, b.id, b.payer_tenant_id, b.subject_kind, b.channel, b.sending
        from lane
        join payments.pay_batch b
          on b.shard_key = lane.shard_key and b.tenant_id = lane.tenant_id and b.id = lane.batch_id
       where exists (select from payments.pay_order o
                      where o.shard_key = b.shard_key and o.tenant_id = b.tenant_id
                        and o.batch_id = b.id and o.due_at <= at);
  end
  $function$;
grant execute on function payments.due_lanes(timestamp with time zone) to heyi_app;
CREATE OR REPLACE FUNCTION payments.holding_dispatchers()
 RETURNS TABLE(tenant_id uuid, shard_key integer, dispatcher_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  #variable_conflict use_column
  begin
    return query
      select o.tenant_id, o.shard_key, o.dispatcher_id from payments.pay_order o
       where o.due_at is not null and o.dispatcher_id is not null
      union
      select f.tenant_id, f.shard_key, f.dispatcher_id from payments.pay_file f
       where f.due_at is not null and f.dispatcher_id is not null;
  end
  $function$;
grant execute on function payments.holding_dispatchers() to heyi_app;
CREATE OR REPLACE FUNCTION payments.is_batch(sending text, order_count bigint, order_amount bigint)
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$ begin
    return sending in ('single', 'batch') and order_count >= 0 and order_amount >= 0;
  end $function$;
grant execute on function payments.is_batch(text,bigint,bigint) to public;
CREATE OR REPLACE FUNCTION payments.is_order(state text, amount bigint, attempt integer, proposed_outcome text, proposed_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$ begin
    return state in ('queued', 'sent', 'succeeded', 'failed', 'returned', 'unknown', 'manual',
                     'cancelled', 'held')
           and amount > 0 and attempt > 0 and (proposed_outcome is null) = (proposed_at is null)
           and (proposed_outcome is null or proposed_outcome in ('succeeded', 'failed'));
  end $function$;
grant execute on function payments.is_order(text,bigint,integer,text,timestamp with time zone) to public;
CREATE OR REPLACE FUNCTION payments.owners_of_orders(ids uuid[])
 RETURNS TABLE(id uuid, tenant_id uuid, shard_key integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  #variable_conflict use_column
  begin
    return query
      with owner as materialized (
        select wanted.id, s.stripe_key, s.tenant_id
          from unnest(ids) as wanted (id)
          join platform.stripe s on s.stripe_key = platform.shard_key_in(wanted.id))
      select o.id, o.tenant_id, o.shard_key from payments.pay_order o
       where o.id = any(ids) and o.subject_kind <> 'withdrawal'
      union all
      select o.id, o.tenant_id, o.shard_key
        from owner
        join payments.pay_order o
          on o.shard_key = owner.stripe_key and o.tenant_id = owner.tenant_id and o.id = owner.id;
  end
  $function$;
grant execute on function payments.owners_of_orders(uuid[]) to heyi_app;
