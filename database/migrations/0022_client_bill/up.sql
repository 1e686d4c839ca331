-- What bills are made by, from a month on. Null tax and null figures of a city are not known.
create table billing.client_bill_terms (
  shard_key          int not null,
  tenant_id          uuid not null references platform.tenant (id),
  from_period        text not null check (from_period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  -- Stands in the house tenant.
  legal_entity_id    uuid not null,
  collection         text not null check (collection in ('prepaid', 'postpaid', 'advance')),
  prepaid_day        int not null check (prepaid_day between 1 and 28),
  postpaid_days      int not null check (postpaid_days between 0 and 180),
  own_registrations  text not null check (own_registrations in ('collected', 'direct')),
  tax                jsonb,
  disabled_fund      jsonb not null,
  -- Day on which the month's bill is drawn up by itself; null: by hand.
  draw_up_day        int check (draw_up_day between 1 and 28),
  -- Client HR reads the list by person, with what the employer pays.
  hr_sees_lines      boolean not null,
  set_by_name        text not null,
  set_at             timestamptz not null,
  primary key (shard_key, tenant_id, from_period)
);
call platform.protect('billing.client_bill_terms');

-- Whose contributions of a month a locked run charges.
create table billing.run_contribution (
  shard_key      int not null,
  tenant_id      uuid not null references platform.tenant (id),
  run_id         uuid not null,
  employment_id  uuid not null,
  period         text not null check (period ~ '^\d{4}-\d{2}$'),
  primary key (shard_key, tenant_id, run_id, employment_id)
);
create index run_contribution_person on billing.run_contribution
  (shard_key, tenant_id, period, employment_id);
call platform.protect('billing.run_contribution');

-- 客户账单 of a month.
create table billing.client_bill (
  shard_key          int not null,
  tenant_id          uuid not null references platform.tenant (id),
  id                 uuid not null,
  period             text not null check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  state              text not null check (state in
                       ('estimate', 'confirmed', 'received', 'matched', 'withdrawn')),
  -- The provider's company that sends it; stands in the house tenant.
  legal_entity_id    uuid not null,
  due_on             date not null,
  amount_fen         bigint not null,
  line_count         int not null,
  findings           jsonb not null,
  hash               bytea not null,
  drawn_up_at        timestamptz not null,
  drawn_up_by_name   text not null,
  confirmed_at       timestamptz,
  confirmed_by_name  text,
  matched_at         timestamptz,
  withdrawn_at       timestamptz,
  withdrawn_by_name  text,
  withdrawal_reason  text,
  primary key (shard_key, tenant_id, id),
  check ((state in ('confirmed', 'received', 'matched')) = (confirmed_at is not null)),
  check ((state = 'matched') = (matched_at is not null)),
  check ((state = 'withdrawn') = (withdrawn_at is not null))
);
create unique index client_bill_period on billing.client_bill (shard_key, tenant_id, period)
  where state <> 'withdrawn';
call platform.protect('billing.client_bill');

create table billing.client_bill_line (
  shard_key             int not null,
  tenant_id             uuid not null references platform.tenant (id),
  id                    uuid not null,
  bill_id               uuid not null,
  number                int not null,
  kind                  text not null check (kind in
                          ('principal', 'difference', 'backContribution', 'lateFee',
                           'disabledEmploymentFund', 'serviceFee', 'tax', 'advance',
                           'previousDifference', 'credit')),
  settlement            text not null check (settlement in
                          ('asked', 'run', 'direct', 'included', 'borne', 'person')),
  -- Whom the client owes it; null of an advance. Held: its money until an agency is paid.
  legal_entity_id       uuid,
  is_held               boolean not null,
  employment_id         uuid,
  person_name           text,
  employee_no           text,
  city_code             text,
  registration_id       uuid,
  cost_centre           text,
  period                text not null check (period ~ '^\d{4}-\d{2}$'),
  -- Of contributions: what it is of, to be compared with what the agency bills in the end.
  bill_month            text,
  type                  text,
  subject               text,
  collection            text check (collection in ('prepaid', 'postpaid', 'advance')),
  due_on                date,
  employer_fen          bigint not null,
  employee_fen          bigint not null,
  amount_fen            bigint not null,
  is_estimate           boolean not null,
  facts                 jsonb not null,
  contribution_line_id  uuid,
  order_line_id         uuid,
  service_order_id      uuid,
  advance_id            uuid,
  run_id                uuid,
  source_line_id        uuid,
  source_bill_id        uuid,
  -- Of a late fee of settled arrears.
  arrears_id            uuid,
  source_key            text not null,
  is_withdrawn          boolean not null default false,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, bill_id)
    references billing.client_bill (shard_key, tenant_id, id),
  check (amount_fen = employer_fen + employee_fen or (employer_fen = 0 and employee_fen = 0)),
  check (kind not in ('principal', 'difference', 'backContribution')
         or contribution_line_id is not null),
  check (kind not in ('lateFee', 'previousDifference')
         or coalesce(contribution_line_id, source_line_id, arrears_id, source_bill_id) is not null),
  check (kind <> 'advance' or advance_id is not null),
  check (kind <> 'serviceFee' or service_order_id is not null)
);
create unique index client_bill_line_once on billing.client_bill_line
  (shard_key, tenant_id, source_key) where not is_withdrawn;
create unique index client_bill_line_number on billing.client_bill_line
  (shard_key, tenant_id, bill_id, number);
create index client_bill_line_contribution on billing.client_bill_line
  (shard_key, tenant_id, bill_month, employment_id) where not is_withdrawn and bill_month is not null;
create index client_bill_line_arrears on billing.client_bill_line
  (shard_key, tenant_id, arrears_id) where not is_withdrawn and arrears_id is not null;
call platform.protect('billing.client_bill_line');

-- What is asked, by whom it is owed to; `applied` is what matching has met.
create table billing.client_bill_due (
  shard_key        int not null,
  tenant_id        uuid not null references platform.tenant (id),
  bill_id          uuid not null,
  legal_entity_id  uuid not null,
  is_held          boolean not null,
  asked_fen        bigint not null,
  applied_fen      bigint not null default 0,
  primary key (shard_key, tenant_id, bill_id, legal_entity_id, is_held),
  foreign key (shard_key, tenant_id, bill_id)
    references billing.client_bill (shard_key, tenant_id, id),
  check (applied_fen between least(asked_fen, 0) and greatest(asked_fen, 0))
);
call platform.protect('billing.client_bill_due');

-- 核销: what of a receipt has paid a bill. The receipt may stand in the house tenant.
create table billing.client_bill_match (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  id                uuid not null,
  bill_id           uuid not null,
  receipt_id        uuid not null,
  amount_fen        bigint not null check (amount_fen > 0),
  received_on       date not null,
  -- What of each due it met: [{legalEntityId, isHeld, amount}] in fen, taken back with it.
  met               jsonb not null,
  matched_at        timestamptz not null,
  matched_by_name   text not null,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, bill_id)
    references billing.client_bill (shard_key, tenant_id, id)
);
create index client_bill_match_bill on billing.client_bill_match (shard_key, tenant_id, bill_id);
create index client_bill_match_receipt on billing.client_bill_match
  (shard_key, tenant_id, receipt_id);
call platform.protect('billing.client_bill_match', append_only => true);

-- 撤销核销, once: the money is the client's again.
create table billing.client_bill_match_undo (
  shard_key        int not null,
  tenant_id        uuid not null references platform.tenant (id),
  match_id         uuid not null,
  reason           text not null,
  undone_at        timestamptz not null,
  undone_by_name   text not null,
  primary key (shard_key, tenant_id, match_id),
  foreign key (shard_key, tenant_id, match_id)
    references billing.client_bill_match (shard_key, tenant_id, id)
);
call platform.protect('billing.client_bill_match_undo', append_only => true);

-- Matches that stand.
create view billing.standing_match with (security_invoker = true) as
  select m.*
    from billing.client_bill_match m
    left join billing.client_bill_match_undo u
      on u.shard_key = m.shard_key and u.tenant_id = m.tenant_id and u.match_id = m.id
   where u.match_id is null;
grant select on billing.standing_match to heyi_app;

-- 异议 of a line, once; a credit goes into the next bill.
create table billing.client_bill_dispute (
  shard_key          int not null,
  tenant_id          uuid not null references platform.tenant (id),
  line_id            uuid not null,
  bill_id            uuid not null,
  reason             text not null,
  disputed_by_name   text not null,
  disputed_at        timestamptz not null,
  decision           text check (decision in ('credited', 'kept')),
  credit_fen         bigint check (credit_fen >= 0),
  answer             text,
  decided_by_name    text,
  decided_at         timestamptz,
  primary key (shard_key, tenant_id, line_id),
  foreign key (shard_key, tenant_id, line_id)
    references billing.client_bill_line (shard_key, tenant_id, id),
  check ((decision is null) = (decided_at is null)),
  check ((decision is null) = (credit_fen is null))
);
call platform.protect('billing.client_bill_dispute');

-- Published to billing: who answers for what was paid late. Without a person it is everybody's of the
-- month at the registration.
create view insurance.late_fee_bearer with (security_invoker = true) as
  select shard_key, tenant_id, registration_id, null::uuid as employment_id,
         period as from_period, period as to_period, responsibility
    from insurance.arrears
   union all
  select t.shard_key, t.tenant_id, t.registration_id, t.employment_id, b.from_period, b.to_period,
         b.responsibility
    from insurance.back_contribution b
    join insurance.task t
      on t.shard_key = b.shard_key and t.tenant_id = b.tenant_id and t.id = b.task_id;
grant select on insurance.late_fee_bearer to heyi_app;

-- Published to billing: who bears what is charged for leavers of a registration, as the schemes say.
create view insurance.leaver_difference with (security_invoker = true) as
  select s.shard_key, s.tenant_id, r.registration_id, s.leaver_differences as bearer, s.set_at
    from insurance.scheme s
   cross join lateral (values (s.social_insurance_id), (s.medical_id), (s.housing_fund_id))
           as r (registration_id)
   where r.registration_id is not null;
grant select on insurance.leaver_difference to heyi_app;

-- What of a leaver's difference is settled with the person: the client stands for it from then on.
create table billing.person_claim_settlement (
  shard_key        int not null,
  tenant_id        uuid not null references platform.tenant (id),
  id               uuid not null,
  bill_id          uuid not null,
  employment_id    uuid not null,
  legal_entity_id  uuid not null,
  amount_fen       bigint not null check (amount_fen > 0),
  settled_at       timestamptz not null,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, bill_id)
    references billing.client_bill (shard_key, tenant_id, id)
);
call platform.protect('billing.person_claim_settlement', append_only => true);

-- Bills drawn up by themselves, and what kept others from it.
create table billing.bill_drawing (
  shard_key  int not null,
  tenant_id  uuid not null references platform.tenant (id),
  period     text not null check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  due_on     date not null,
  bill_id    uuid,
  failure    text,
  tried_at   timestamptz not null,
  primary key (shard_key, tenant_id, period),
  check ((bill_id is null) <> (failure is null))
);
call platform.protect('billing.bill_drawing');

create table billing.drawing_day (
  shard_key  int not null,
  tenant_id  uuid not null references platform.tenant (id),
  day        date not null,
  primary key (shard_key, tenant_id)
);
call platform.protect('billing.drawing_day');

-- Door: the tenants whose bills were not looked at on a day yet.
create function billing.tenants_to_draw(wanted date) returns table (tenant_id uuid)
  language plpgsql stable security definer set search_path = pg_catalog
  as $$
  #variable_conflict use_column
  begin
    return query
      with looked_at as materialized (
        select d.tenant_id as id from billing.drawing_day d where d.day >= wanted)
      select t.id from platform.tenant t
       where not exists (select from looked_at d where d.id = t.id)
       order by t.id;
  end
  $$;
revoke all on function billing.tenants_to_draw from public;
grant execute on function billing.tenants_to_draw to heyi_app;
