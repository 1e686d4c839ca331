create schema orders;
grant usage on schema orders to heyi_app;

-- 供应商: a local company that handles our lines in its cities. The provider's.
create table orders.supplier (
  shard_key      int not null,
  tenant_id      uuid not null references platform.tenant (id),
  id             uuid not null,
  name           text not null,
  short_name     text not null,
  uscc           text not null,
  city_codes     text[] not null,
  contact_name   text,
  contact_email  text,
  -- Working days in which it should say whether it takes what it is given.
  answer_days    int not null check (answer_days between 0 and 20),
  note           text,
  ended_at       timestamptz,
  created_at     timestamptz not null,
  primary key (shard_key, tenant_id, id),
  constraint supplier_uscc unique (shard_key, tenant_id, uscc)
);
call platform.protect('orders.supplier');

-- What a supplier charges in a city: per head and month, or per case.
create table orders.supplier_price (
  shard_key    int not null,
  tenant_id    uuid not null references platform.tenant (id),
  supplier_id  uuid not null,
  city_code    text not null check (city_code ~ '^\d{6}$'),
  item         text not null,
  price_kind   text not null check (price_kind in ('perHead', 'perCase')),
  price_fen    bigint not null check (price_fen >= 0),
  primary key (shard_key, tenant_id, supplier_id, city_code, item),
  foreign key (shard_key, tenant_id, supplier_id) references orders.supplier (shard_key, tenant_id, id)
);
call platform.protect('orders.supplier_price');

-- Who of the provider's people knows which work in which city.
create table orders.skill (
  shard_key   int not null,
  tenant_id   uuid not null references platform.tenant (id),
  account_id  uuid not null,
  city_code   text not null check (city_code ~ '^\d{6}$'),
  item        text not null,
  primary key (shard_key, tenant_id, account_id, city_code, item)
);
call platform.protect('orders.skill');

-- 服务订单: what was agreed with a client for one city, from a month on.
create table orders.service_order (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  id                uuid not null,
  title             text not null,
  cooperation_mode  text not null check (cooperation_mode in
                      ('agency', 'payrollAgency', 'dispatch', 'outsourcing', 'archive', 'own')),
  city_code         text not null check (city_code ~ '^\d{6}$'),
  collection        text not null check (collection in ('prepaid', 'postpaid', 'advance')),
  -- Of an advance: in how many days the client pays it back.
  advance_days      int check (advance_days between 1 and 180),
  from_period       text not null check (from_period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  to_period         text check (to_period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  -- Stands in the house tenant.
  supplier_id       uuid,
  state             text not null check (state in ('draft', 'active', 'ended')),
  note              text,
  created_at        timestamptz not null,
  created_by_name   text not null,
  activated_at      timestamptz,
  ended_at          timestamptz,
  ended_by_name     text,
  end_reason        text,
  primary key (shard_key, tenant_id, id),
  check (to_period >= from_period),
  check ((collection = 'advance') = (advance_days is not null)),
  check ((state = 'ended') = (ended_at is not null)),
  check (state <> 'ended' or (to_period is not null and end_reason is not null)),
  check (state = 'draft' or activated_at is not null)
);
create index service_order_state on orders.service_order (shard_key, tenant_id, state, city_code);
call platform.protect('orders.service_order');

-- A service of an order with its price: per head and month, per case, or percent with a minimum.
create table orders.service_item (
  shard_key    int not null,
  tenant_id    uuid not null references platform.tenant (id),
  order_id     uuid not null,
  item         text not null,
  channel      text not null check (channel in ('robot', 'manualOnline', 'counter', 'supplier')),
  price_kind   text not null check (price_kind in ('perHead', 'perCase', 'percent')),
  price_fen    bigint check (price_fen >= 0),
  rate_ppm     int check (rate_ppm between 0 and 1000000),
  minimum_fen  bigint check (minimum_fen >= 0),
  primary key (shard_key, tenant_id, order_id, item),
  foreign key (shard_key, tenant_id, order_id)
    references orders.service_order (shard_key, tenant_id, id),
  check ((price_kind = 'percent') = (rate_ppm is not null)),
  check ((price_kind = 'percent') = (price_fen is null)),
  check (minimum_fen is null or price_kind = 'percent')
);
call platform.protect('orders.service_item');

-- 订单行: one person, service and month. Cut-offs are the task's.
create table orders.line (
  shard_key            int not null,
  tenant_id            uuid not null references platform.tenant (id),
  id                   uuid not null,
  order_id             uuid not null,
  item                 text not null,
  service              text not null,
  employment_id        uuid not null,
  person_id            uuid not null,
  person_name          text not null,
  employee_no          text,
  city_code            text not null check (city_code ~ '^\d{6}$'),
  period               text not null check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  -- The month that was asked for, and why it is another one now.
  asked_period         text not null check (asked_period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  moved_reason         text,
  task_id              uuid,
  registration_id      uuid,
  registration_kind    text check (registration_kind in ('socialInsurance', 'medical', 'housingFund')),
  official_cutoff      date,
  client_cutoff        date,
  cutoff_provisional   boolean not null,
  source               text not null check (source in ('form', 'file', 'event', 'scan', 'mail')),
  note                 text,
  submitted_by_name    text not null,
  state                text not null check (state in (
                         'pendingAcceptance', 'pendingPapers', 'inProgress', 'submitted',
                         'officialSucceeded', 'officialFailed', 'settled', 'sentBack', 'cancelled')),
  channel              text not null check (channel in ('robot', 'manualOnline', 'counter', 'supplier')),
  supplier_id          uuid,
  assignee_id          uuid,
  assignee_name        text,
  -- Counts every step: who acts says which state was looked at.
  version              int not null default 1,
  reason               text,
  failure_code         text,
  -- The binding of the paper that proves the official result.
  proof_id             uuid,
  official_number      text,
  submitted_at         timestamptz,
  finished_at          timestamptz,
  -- Of the counter: when, and under which number papers are on their way.
  appointment_on       date,
  courier_number       text,
  warned_on            date,
  escalated_at         timestamptz,
  created_at           timestamptz not null,
  changed_at           timestamptz not null,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, order_id)
    references orders.service_order (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, proof_id) references evidence.binding (shard_key, tenant_id, id),
  constraint line_done_is_proven
    check (state not in ('officialSucceeded', 'settled') or proof_id is not null),
  constraint line_submitted_once
    check (state not in ('submitted', 'officialSucceeded', 'settled') or submitted_at is not null),
  check ((state = 'officialFailed') = (failure_code is not null)),
  check (state not in ('sentBack', 'cancelled', 'officialFailed') or reason is not null),
  check ((assignee_id is null) = (assignee_name is null)),
  check (channel <> 'supplier' or supplier_id is not null),
  check ((moved_reason is null) = (period = asked_period))
);
create unique index line_of_task on orders.line (shard_key, tenant_id, task_id)
  where task_id is not null and state <> 'cancelled';
-- One open line of a person for a service, where no task keeps it single.
create unique index line_open on orders.line (shard_key, tenant_id, employment_id, service, period)
  where task_id is null and state not in ('officialSucceeded', 'settled', 'cancelled');
create index line_queue on orders.line (shard_key, tenant_id, official_cutoff, id)
  where state not in ('officialSucceeded', 'settled', 'cancelled');
create index line_list on orders.line (shard_key, tenant_id, id);
create index line_order on orders.line (shard_key, tenant_id, order_id, period);
create index line_employment on orders.line (shard_key, tenant_id, employment_id);
call platform.protect('orders.line');

-- What happened to a line, by whom, and why.
create table orders.line_event (
  shard_key   int not null,
  tenant_id   uuid not null references platform.tenant (id),
  id          uuid not null,
  line_id     uuid not null,
  action      text not null,
  from_state  text,
  to_state    text not null,
  -- A code, and the words of a person or an agency.
  code        text,
  words       text,
  by_name     text not null,
  account_id  uuid,
  at          timestamptz not null,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, line_id) references orders.line (shard_key, tenant_id, id)
);
create index line_event_line on orders.line_event (shard_key, tenant_id, line_id, id);
call platform.protect('orders.line_event', append_only => true);

-- One attempt to hand a line to an agency, under a reference of ours that is used once.
create table orders.submission (
  shard_key        int not null,
  tenant_id        uuid not null references platform.tenant (id),
  id               uuid not null,
  line_id          uuid not null,
  attempt          int not null check (attempt > 0),
  reference        text not null,
  channel          text not null check (channel in ('robot', 'manualOnline', 'counter', 'supplier')),
  -- 待发送 · 已发出 · 结果未知 · 官方已受理 · 官方成功 · 官方失败 · 未送达.
  state            text not null check (state in
                     ('prepared', 'sent', 'unknown', 'received', 'succeeded', 'refused', 'missed')),
  asked_count      int not null default 0,
  -- How often in a row the agency said that it has nothing like that.
  missing_count    int not null default 0,
  next_ask_at      timestamptz,
  official_number  text,
  words            text,
  prepared_at      timestamptz not null,
  prepared_by_name text not null,
  sent_at          timestamptz,
  answered_at      timestamptz,
  primary key (shard_key, tenant_id, id),
  constraint submission_reference unique (shard_key, tenant_id, reference),
  constraint submission_attempt unique (shard_key, tenant_id, line_id, attempt),
  foreign key (shard_key, tenant_id, line_id) references orders.line (shard_key, tenant_id, id),
  check (state in ('prepared', 'missed') or sent_at is not null)
);
-- Nothing goes out while an attempt is open.
create unique index submission_open on orders.submission (shard_key, tenant_id, line_id)
  where state in ('prepared', 'sent', 'unknown', 'received');
call platform.protect('orders.submission');

-- 派单 → 接单 → 反馈.
create table orders.dispatch (
  shard_key      int not null,
  tenant_id      uuid not null references platform.tenant (id),
  id             uuid not null,
  line_id        uuid not null,
  supplier_id    uuid not null,
  state          text not null check (state in ('asked', 'accepted', 'declined', 'fedBack', 'recalled')),
  due_on         date not null,
  asked_at       timestamptz not null,
  asked_by_name  text not null,
  answered_at    timestamptz,
  fed_back_at    timestamptz,
  words          text,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, line_id) references orders.line (shard_key, tenant_id, id),
  check (state <> 'declined' or words is not null)
);
create unique index dispatch_open on orders.dispatch (shard_key, tenant_id, line_id)
  where state in ('asked', 'accepted');
call platform.protect('orders.dispatch');

-- A supplier's bill of a month as it came, and what became of each row. The provider's.
create table orders.supplier_bill (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  id                uuid not null,
  supplier_id       uuid not null,
  period            text not null check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  file_id           uuid not null,
  file_name         text not null,
  sha256            bytea not null,
  state             text not null check (state in ('compared', 'accepted')),
  row_count         int not null,
  total_fen         bigint not null,
  imported_at       timestamptz not null,
  imported_by_name  text not null,
  accepted_at       timestamptz,
  accepted_by_name  text,
  primary key (shard_key, tenant_id, id),
  constraint supplier_bill_file unique (shard_key, tenant_id, supplier_id, sha256),
  foreign key (shard_key, tenant_id, supplier_id) references orders.supplier (shard_key, tenant_id, id)
);
call platform.protect('orders.supplier_bill');

-- A row of the file, or a line of ours that the file lacks (number is null).
create table orders.supplier_bill_row (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  id                uuid not null,
  bill_id           uuid not null,
  number            int,
  person_name       text not null,
  document_sealed   bytea,
  document_masked   text,
  city_code         text,
  service           text,
  billed_fen        bigint,
  expected_fen      bigint,
  line_id           uuid,
  line_tenant_id    uuid,
  -- Null where bill and line agree.
  cause             text check (cause in ('amountDiffers', 'notOnBill', 'notOurs', 'duplicateRow',
                      'notDone', 'noPrice')),
  decision          text check (decision in ('takeBill', 'takeOurs')),
  decision_note     text,
  decided_by_name   text,
  decided_at        timestamptz,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, bill_id) references orders.supplier_bill (shard_key, tenant_id, id),
  check ((decision is null) = (decided_at is null))
);
create index supplier_bill_row_bill on orders.supplier_bill_row (shard_key, tenant_id, bill_id, id);
call platform.protect('orders.supplier_bill_row');

-- The papers whose binding to a line stands: the newest last.
create view orders.line_paper with (security_invoker = true) as
  select shard_key, tenant_id, subject_id as line_id, id as binding_id, document_id, kind
    from evidence.binding
   where subject_kind = 'orderLine' and revoked_at is null;
grant select on orders.line_paper to heyi_app;

-- Published to billing: what was agreed, and what was done.
create view orders.agreed_item with (security_invoker = true) as
  select o.shard_key, o.tenant_id, o.id as order_id, o.cooperation_mode, o.city_code, o.collection,
         o.advance_days, o.from_period, o.to_period, o.supplier_id, o.state, i.item, i.price_kind,
         i.price_fen, i.rate_ppm, i.minimum_fen
    from orders.service_order o
    join orders.service_item i
      on i.shard_key = o.shard_key and i.tenant_id = o.tenant_id and i.order_id = o.id
   where o.state <> 'draft';

-- How soon a line is due: board, lists and counts read this one. What is over is never due again.
create function orders.due_bucket(state text, cutoff date, today date, soon date)
  returns text
  language sql immutable
  as $$
    select case when state in ('officialSucceeded', 'settled', 'cancelled') then 'later'
                when cutoff is null then 'unknown'
                when cutoff < today then 'overdue'
                when cutoff = today then 'today'
                when cutoff <= soon then 'soon'
                else 'later' end
  $$;
grant execute on function orders.due_bucket to heyi_app;

create view orders.line_summary with (security_invoker = true) as
  select shard_key, tenant_id, id as line_id, order_id, item, service, employment_id, person_id,
         person_name, city_code, period, state, channel, supplier_id, task_id, proof_id,
         official_number, finished_at
    from orders.line;
grant select on orders.agreed_item, orders.line_summary to heyi_app;

-- Door: tenants with lines that somebody has to be warned of, up to a cut-off.
create function orders.tenants_with_due_lines(until date)
  returns table (tenant_id uuid)
  language plpgsql stable security definer set search_path = pg_catalog
  as $$
  #variable_conflict use_column
  begin
    return query
      select distinct l.tenant_id from orders.line l
       where l.state in ('pendingAcceptance', 'pendingPapers', 'inProgress', 'sentBack', 'officialFailed')
         and l.official_cutoff <= until;
  end
  $$;

-- Door: tenants whose attempts at an agency's site have to be asked about.
create function orders.tenants_with_open_submissions(at timestamptz)
  returns table (tenant_id uuid)
  language plpgsql stable security definer set search_path = pg_catalog
  as $$
  #variable_conflict use_column
  begin
    return query
      select distinct s.tenant_id from orders.submission s
       where s.state in ('prepared', 'sent', 'unknown', 'received') and s.channel = 'robot'
         and s.next_ask_at <= at;
  end
  $$;

-- Door: tenants whose lines of a month a supplier works on. The house asks.
create function orders.tenants_of_supplier(supplier uuid, of_period text, house uuid)
  returns table (tenant_id uuid)
  language plpgsql stable security definer set search_path = pg_catalog
  as $$
  #variable_conflict use_column
  begin
    return query
      select distinct l.tenant_id from orders.line l
       where l.supplier_id = supplier and l.period = of_period
         and house = any ((select platform.visible_tenants())::uuid[]);
  end
  $$;

revoke all on function orders.tenants_with_due_lines, orders.tenants_with_open_submissions,
  orders.tenants_of_supplier from public;
grant execute on function orders.tenants_with_due_lines, orders.tenants_with_open_submissions,
  orders.tenants_of_supplier to heyi_app;
