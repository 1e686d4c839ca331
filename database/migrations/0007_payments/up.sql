create schema payments;
grant usage on schema payments to heyi_app;

-- A bank account that money leaves. It stands in the tenant of its holder.
create table payments.payer_account (
  shard_key        int not null,
  tenant_id        uuid not null references platform.tenant (id),
  id               uuid not null,
  legal_entity_id  uuid not null,
  holder_name      text not null,
  account_sealed   bytea not null,
  account_lookup   bytea not null,
  account_masked   text not null,
  bank_name        text not null,
  bank_code        text,
  channel          text not null,
  sending          text not null check (sending in ('single', 'batch')),
  state            text not null check (state in ('active', 'closed')),
  -- Of a sandbox program: it stays at a stand-in bank, and nothing live is paid from it.
  is_sandbox       boolean not null default false,
  balance          bigint,
  balance_at       timestamptz,
  -- The last day whose statement was asked for by itself; null before the first.
  statement_day    date,
  created_at       timestamptz not null,
  primary key (shard_key, tenant_id, id),
  unique (shard_key, tenant_id, account_lookup)
);
call platform.protect('payments.payer_account');

-- From which account the wages of a legal entity are paid; the account may be the provider's.
create table payments.payer_assignment (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  legal_entity_id   uuid not null,
  payer_account_id  uuid not null,
  payer_tenant_id   uuid not null references platform.tenant (id),
  assigned_at       timestamptz not null,
  primary key (shard_key, tenant_id, legal_entity_id)
);
call platform.protect('payments.payer_assignment');

-- Checks of tables that withdrawals write are functions, as in the ledger.
create function payments.is_batch(sending text, order_count bigint, order_amount bigint) returns boolean
  language plpgsql immutable parallel safe
  as $$ begin
    return sending in ('single', 'batch') and order_count >= 0 and order_amount >= 0;
  end $$;

-- What one subject pays from one account. The totals count the newest attempt of each order.
create table payments.pay_batch (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  id                uuid not null,
  subject_kind      text not null,
  subject_id        uuid not null,
  payer_account_id  uuid not null,
  payer_tenant_id   uuid not null references platform.tenant (id),
  channel           text not null,
  sending           text not null,
  purpose           text not null,
  order_count       bigint not null,
  order_amount      bigint not null,
  released_at       timestamptz,
  created_at        timestamptz not null,
  primary key (shard_key, tenant_id, id),
  constraint pay_batch_sound check (payments.is_batch(sending, order_count, order_amount)),
  unique (shard_key, tenant_id, subject_kind, subject_id, payer_account_id)
);
call platform.protect('payments.pay_batch');

-- A batch file at the bank (代发): its lines are pay orders. It goes through the states of an order;
-- succeeded is a result file that is out, failed a file that the bank refused as a whole.
create table payments.pay_file (
  shard_key       int not null,
  tenant_id       uuid not null references platform.tenant (id),
  id              uuid not null,
  batch_id        uuid not null,
  state           text not null check (state in ('queued', 'sent', 'succeeded', 'failed', 'unknown', 'manual')),
  line_count      bigint not null check (line_count > 0),
  line_amount     bigint not null check (line_amount > 0),
  code            text,
  text            text,
  bank_reference  text,
  reported_at     timestamptz,
  due_at          timestamptz,
  asks            int not null default 0,
  sends           int not null default 0,
  dispatcher_id   uuid,
  sent_at         timestamptz,
  created_at      timestamptz not null,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, batch_id)
    references payments.pay_batch (shard_key, tenant_id, id)
);
create index pay_file_due on payments.pay_file (shard_key, tenant_id, due_at) where due_at is not null;
call platform.protect('payments.pay_file');

create function payments.is_order(
  state text, amount bigint, attempt int, proposed_outcome text, proposed_at timestamptz)
  returns boolean
  language plpgsql immutable parallel safe
  as $$ begin
    return state in ('queued', 'sent', 'succeeded', 'failed', 'returned', 'unknown', 'manual',
                     'cancelled', 'held')
           and amount > 0 and attempt > 0 and (proposed_outcome is null) = (proposed_at is null)
           and (proposed_outcome is null or proposed_outcome in ('succeeded', 'failed'));
  end $$;

-- One payee, one reference: the bank knows the order by its id. This table is the queue: an order
-- with `due_at` waits for the dispatcher, to be sent (queued) or asked about (all other states).
-- A dispatcher that took an order moves `due_at` ahead, so that nobody else takes it meanwhile.
-- Orders of withdrawals come by the thousand a second. Their id follows from the withdrawal and the
-- attempt and carries the shard key: the primary key alone makes each once and leads a callback to it,
-- so three indexes leave them out. The policy checks the tenant, and whoever inserts holds the lock on
-- the batch: foreign keys would look both up for every row (8 us of the 20 that an order takes).
create table payments.pay_order (
  shard_key             int not null,
  tenant_id             uuid not null,
  id                    uuid not null,
  batch_id              uuid not null,
  subject_kind          text not null,
  subject_id            uuid not null,
  attempt               int not null,
  legal_entity_id       uuid not null,
  payer_account_id      uuid not null,
  payee_name            text not null,
  payee_account         bytea not null,
  payee_account_masked  text not null,
  payee_bank_code       text,
  amount                bigint not null,
  purpose               text not null,
  state                 text not null,
  code                  text,
  text                  text,
  bank_reference        text,
  reported_at           timestamptz,
  due_at                timestamptz,
  asks                  int not null default 0,
  sends                 int not null default 0,
  event_count           int not null default 0,
  dispatcher_id         uuid,
  file_id               uuid,
  replaced_by_id        uuid,
  proposed_outcome      text,
  proposed_reference    text,
  proposed_note         text,
  proposed_by           uuid,
  proposed_by_name      text,
  proposed_at           timestamptz,
  journal_id            uuid not null,
  created_at            timestamptz not null,
  sent_at               timestamptz,
  settled_at            timestamptz,
  primary key (shard_key, tenant_id, id),
  constraint pay_order_sound check (
    payments.is_order(state, amount, attempt, proposed_outcome, proposed_at))
) with (fillfactor = 70);
-- Two clicks, two servers, two retries: the second finds this.
create unique index pay_order_subject
  on payments.pay_order (shard_key, tenant_id, subject_kind, subject_id, attempt)
  where subject_kind <> 'withdrawal';
create index pay_order_batch on payments.pay_order (shard_key, tenant_id, batch_id, id)
  where subject_kind <> 'withdrawal';
create index pay_order_due on payments.pay_order (shard_key, tenant_id, batch_id, due_at, id)
  where due_at is not null;
create index pay_order_file on payments.pay_order (shard_key, tenant_id, file_id)
  where file_id is not null;
-- What a person has to look at is rare; the home page asks for it over all clients.
create index pay_order_troubled on payments.pay_order (shard_key, tenant_id, state)
  where state in ('failed', 'returned', 'unknown', 'manual') and replaced_by_id is null;
-- A callback names the order and not the tenant.
create index pay_order_id on payments.pay_order (id) where subject_kind <> 'withdrawal';
call platform.protect('payments.pay_order');

-- How orders stand, for modules that own what they pay.
create view payments.order_outcome with (security_invoker = true) as
  select shard_key, tenant_id, id, subject_kind, subject_id, state, code, text, amount,
         bank_reference, reported_at, sent_at, settled_at, payer_account_id, replaced_by_id
    from payments.pay_order;
grant select on payments.order_outcome to heyi_app;

-- What happened to an order, from its first sending on. The policy checks the tenant: a foreign key
-- would look it up for each of thousands a second.
create table payments.pay_order_event (
  shard_key       int not null,
  tenant_id       uuid not null,
  order_id        uuid not null,
  number          int not null,
  occurred_at     timestamptz not null,
  state           text not null,
  source          text not null check (source in ('dispatcher', 'answer', 'query', 'callback', 'file', 'person')),
  actor_name      text,
  code            text,
  text            text,
  bank_reference  text,
  journal_id      uuid,
  primary key (shard_key, tenant_id, order_id, number)
);
call platform.protect('payments.pay_order_event', append_only => true);

-- Where money of orders has moved at the bank by our books: one row a move, named by its journal.
create view payments.order_move with (security_invoker = true) as
  select e.shard_key, e.tenant_id, e.order_id, e.number, e.journal_id, e.state, o.amount, o.batch_id,
         o.file_id, o.subject_kind, o.payer_account_id
    from payments.pay_order_event e
    join payments.pay_order o
      on o.shard_key = e.shard_key and o.tenant_id = e.tenant_id and o.id = e.order_id
   where e.journal_id is not null;
grant select on payments.order_move to heyi_app;

-- How long the bank is asked about an order without an outcome, from a moment on. In the provider's
-- tenant; the quick questions before are no setting.
create table payments.ask_policy (
  shard_key          int not null,
  tenant_id          uuid not null references platform.tenant (id),
  effective_from     date not null,
  ask_after_seconds  int[] not null check (cardinality(ask_after_seconds) between 1 and 10),
  reason             text not null,
  changed_by_name    text not null,
  changed_at         timestamptz not null,
  primary key (shard_key, tenant_id, effective_from)
);
call platform.protect('payments.ask_policy');

-- Callbacks that were read, in the provider's tenant: a bank repeats them.
create table payments.bank_callback (
  shard_key    int not null,
  tenant_id    uuid not null references platform.tenant (id),
  channel      text not null,
  callback_id  text not null,
  received_at  timestamptz not null,
  primary key (shard_key, tenant_id, channel, callback_id)
);
call platform.protect('payments.bank_callback', append_only => true);

-- Doors of the dispatcher, which serves every tenant; they name rows, and never show a payee.
create function payments.due_lanes(at timestamptz)
  returns table (tenant_id uuid, shard_key int, batch_id uuid, payer_tenant_id uuid, subject_kind text,
                 channel text, sending text)
  language plpgsql stable security definer set search_path = pg_catalog
  as $$
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
  $$;

create function payments.due_files(at timestamptz)
  returns table (tenant_id uuid, shard_key int, file_id uuid, payer_tenant_id uuid, channel text)
  language plpgsql stable security definer set search_path = pg_catalog
  as $$
  #variable_conflict use_column
  begin
    return query
      select f.tenant_id, f.shard_key, f.id, b.payer_tenant_id, b.channel
        from payments.pay_file f
        join payments.pay_batch b
          on b.shard_key = f.shard_key and b.tenant_id = f.tenant_id and b.id = f.batch_id
       where f.due_at is not null and f.due_at <= at;
  end
  $$;

-- Who holds orders or files that are under way.
create function payments.holding_dispatchers()
  returns table (tenant_id uuid, shard_key int, dispatcher_id uuid)
  language plpgsql stable security definer set search_path = pg_catalog
  as $$
  #variable_conflict use_column
  begin
    return query
      select o.tenant_id, o.shard_key, o.dispatcher_id from payments.pay_order o
       where o.due_at is not null and o.dispatcher_id is not null
      union
      select f.tenant_id, f.shard_key, f.dispatcher_id from payments.pay_file f
       where f.due_at is not null and f.dispatcher_id is not null;
  end
  $$;

create function payments.owners_of_orders(ids uuid[])
  returns table (id uuid, tenant_id uuid, shard_key int)
  language plpgsql stable security definer set search_path = pg_catalog
  as $$
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
  $$;

-- Linked accounts whose statement of a day was not asked for yet.
create function payments.accounts_without_statement(day date, channels text[])
  returns table (tenant_id uuid, payer_account_id uuid)
  language plpgsql stable security definer set search_path = pg_catalog
  as $$
  #variable_conflict use_column
  begin
    return query
      select a.tenant_id, a.id from payments.payer_account a
       where a.state = 'active' and not a.is_sandbox and a.channel = any(channels)
         and (a.statement_day is null or a.statement_day < day);
  end
  $$;

revoke all on function payments.accounts_without_statement from public;
grant execute on function payments.accounts_without_statement to heyi_app;
revoke all on function payments.due_lanes, payments.due_files, payments.holding_dispatchers,
  payments.owners_of_orders from public;
grant execute on function payments.due_lanes, payments.due_files, payments.holding_dispatchers,
  payments.owners_of_orders to heyi_app;
