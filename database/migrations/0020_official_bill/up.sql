-- Door: the tenants whose people are or were insured at a registration. Its own tenant asks: a unit
-- of the provider insures people of several clients, and its declaration is one.
create function people.tenants_insured_by(registration uuid, registration_tenant uuid)
  returns table (tenant_id uuid)
  language plpgsql stable security definer set search_path = pg_catalog
  as $$
  #variable_conflict use_column
  begin
    return query
      select distinct e.tenant_id from people.enrolment e
       where e.registration_id = registration and e.registration_tenant_id = registration_tenant
         and registration_tenant = any ((select platform.visible_tenants())::uuid[])
       order by e.tenant_id;
  end
  $$;
revoke all on function people.tenants_insured_by from public;
grant execute on function people.tenants_insured_by to heyi_app;

-- 月度申报 of one registration and month: everybody insured there, whoever's people. Declared again
-- after a change it is a new version.
create table insurance.declaration (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  id                uuid not null,
  registration_id   uuid not null,
  period            text not null check (period ~ '^\d{4}-\d{2}$'),
  version           int not null check (version > 0),
  state             text not null check (state in
                      ('preparing', 'prepared', 'unchanged', 'replaced', 'failed', 'declared')),
  policy_pin        text not null,
  job_id            uuid,
  -- Why the list was not made.
  failure           text,
  person_count      int not null default 0,
  added_count       int not null default 0,
  changed_count     int not null default 0,
  removed_count     int not null default 0,
  unknown_count     int not null default 0,
  employer_fen      bigint not null default 0,
  employee_fen      bigint not null default 0,
  -- The agency's number of the receipt.
  official_number   text,
  evidence_id       uuid,
  declared_by_name  text,
  declared_at       timestamptz,
  created_by_name   text not null,
  created_at        timestamptz not null,
  primary key (shard_key, tenant_id, id),
  constraint declaration_version unique (shard_key, tenant_id, registration_id, period, version),
  check ((state = 'failed') = (failure is not null)),
  check ((state = 'declared') = (declared_at is not null)),
  check ((declared_at is null) = (evidence_id is null)),
  check ((declared_at is null) = (official_number is null))
);
create unique index declaration_open on insurance.declaration
  (shard_key, tenant_id, registration_id, period) where state in ('preparing', 'prepared');
-- One receipt of the agency is one submission.
create unique index declaration_number on insurance.declaration
  (shard_key, tenant_id, registration_id, official_number) where official_number is not null;
call platform.protect('insurance.declaration');

-- `amounts` is a list of [kind, base, employer, employee] in fen, as it was declared.
create table insurance.declaration_row (
  shard_key         int not null,
  -- The parent below has the tenant, and is looked up for each of many rows anyway.
  tenant_id         uuid not null,
  declaration_id    uuid not null,
  client_tenant_id  uuid not null,
  employment_id     uuid not null,
  person_name       text not null,
  document_masked   text not null,
  change            text not null check (change in ('same', 'added', 'changed', 'removed')),
  amounts           jsonb not null,
  employer_fen      bigint not null,
  employee_fen      bigint not null,
  unknown_count     int not null,
  primary key (shard_key, tenant_id, declaration_id, client_tenant_id, employment_id),
  foreign key (shard_key, tenant_id, declaration_id)
    references insurance.declaration (shard_key, tenant_id, id)
);
call platform.protect('insurance.declaration_row');

-- One kind of a registration's month, with the time at which each state was reached.
create table insurance.contribution_month (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  registration_id   uuid not null,
  period            text not null check (period ~ '^\d{4}-\d{2}$'),
  kind              text not null,
  state             text not null check (state in
                      ('estimated', 'declared', 'assessed', 'collecting', 'paid', 'inArrears',
                       'reconciled')),
  person_count      int not null,
  employer_fen      bigint not null,
  employee_fen      bigint not null,
  official_bill_id  uuid,
  estimated_at      timestamptz not null,
  declared_at       timestamptz,
  assessed_at       timestamptz,
  collecting_at     timestamptz,
  in_arrears_at     timestamptz,
  paid_at           timestamptz,
  -- The bill was compared to the fen and accepted; with the payment it makes the month reconciled.
  reconciled_at     timestamptz,
  reopened_at       timestamptz,
  reopen_reason     text,
  moved_by_name     text not null,
  moved_at          timestamptz not null,
  primary key (shard_key, tenant_id, registration_id, period, kind),
  check (state not in ('paid', 'reconciled') or paid_at is not null),
  check (state <> 'reconciled' or reconciled_at is not null),
  check (state <> 'inArrears' or in_arrears_at is not null)
);
create index contribution_month_period on insurance.contribution_month
  (shard_key, tenant_id, period, registration_id);
call platform.protect('insurance.contribution_month');

-- What one client's people cost at a registration in a month.
create table insurance.contribution_part (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  registration_id   uuid not null,
  period            text not null,
  client_tenant_id  uuid not null,
  due_fen           bigint not null,
  primary key (shard_key, tenant_id, registration_id, period, client_tenant_id)
);
call platform.protect('insurance.contribution_part');

-- What was paid for a part, as payroll has recorded it; taken back there, it goes.
create table insurance.month_payment (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  payment_id        uuid not null,
  registration_id   uuid not null,
  period            text not null,
  client_tenant_id  uuid not null,
  amount_fen        bigint not null,
  -- What of a late fee left the client's own money with it.
  late_fee_fen      bigint not null default 0,
  paid_on           date not null,
  primary key (shard_key, tenant_id, payment_id)
);
create index month_payment_month on insurance.month_payment
  (shard_key, tenant_id, registration_id, period);
call platform.protect('insurance.month_payment');

-- 欠费: a debit that failed, until the month is paid. The late fee runs from the day after it was due.
create table insurance.arrears (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  id                uuid not null,
  registration_id   uuid not null,
  period            text not null check (period ~ '^\d{4}-\d{2}$'),
  due_on            date not null,
  failed_on         date not null,
  principal_fen     bigint not null check (principal_fen > 0),
  -- Null: the fund charges none in law.
  daily_rate_ppm    int,
  responsibility    text not null check (responsibility in
                      ('client', 'provider', 'supplier', 'agency')),
  reason            text not null,
  recorded_by_name  text not null,
  recorded_at       timestamptz not null,
  settled_on        date,
  late_fee_fen      bigint check (late_fee_fen >= 0),
  primary key (shard_key, tenant_id, id),
  check ((settled_on is null) = (late_fee_fen is null))
);
create unique index arrears_open on insurance.arrears
  (shard_key, tenant_id, registration_id, period) where settled_on is null;
call platform.protect('insurance.arrears');

-- The late fee of settled arrears, shared among the clients whose people are insured at the unit.
create table insurance.arrears_part (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  arrears_id        uuid not null,
  client_tenant_id  uuid not null,
  due_fen           bigint not null,
  late_fee_fen      bigint not null check (late_fee_fen >= 0),
  primary key (shard_key, tenant_id, arrears_id, client_tenant_id),
  foreign key (shard_key, tenant_id, arrears_id)
    references insurance.arrears (shard_key, tenant_id, id)
);
call platform.protect('insurance.arrears_part');

-- Published to billing: a client's share of a late fee, and what its own money has paid of it.
create view insurance.arrears_share with (security_invoker = true) as
  select p.shard_key, p.tenant_id, p.client_tenant_id, p.arrears_id, a.registration_id, a.period,
         a.due_on, a.settled_on, a.responsibility, a.reason, p.due_fen, p.late_fee_fen,
         coalesce(m.late_fee_fen, 0)::bigint as paid_fen
    from insurance.arrears_part p
    join insurance.arrears a
      on a.shard_key = p.shard_key and a.tenant_id = p.tenant_id and a.id = p.arrears_id
    left join (select shard_key, tenant_id, registration_id, period, client_tenant_id,
                      sum(late_fee_fen) as late_fee_fen
                 from insurance.month_payment
                group by shard_key, tenant_id, registration_id, period, client_tenant_id) m
      on m.shard_key = p.shard_key and m.tenant_id = p.tenant_id
     and m.registration_id = a.registration_id and m.period = a.period
     and m.client_tenant_id = p.client_tenant_id;
grant select on insurance.arrears_share to heyi_app;

-- 费款账单 of an agency for a month. A bureau bills insurance and medical insurance on one paper: the
-- registrations of one unit that it charges.
create table insurance.official_bill (
  shard_key          int not null,
  tenant_id          uuid not null references platform.tenant (id),
  id                 uuid not null,
  registration_id    uuid not null,
  registration_ids   uuid[] not null,
  period             text not null check (period ~ '^\d{4}-\d{2}$'),
  layout             text,
  state              text not null check (state in
                       ('reading', 'read', 'failed', 'accepting', 'entryFailed', 'accepted')),
  file_id            uuid not null,
  file_name          text not null,
  sha256             bytea not null,
  evidence_id        uuid not null,
  job_id             uuid,
  failure            jsonb,
  row_count          int not null default 0,
  person_count       int not null default 0,
  finding_count      int not null default 0,
  -- Findings without which the bill cannot be taken as it is.
  fault_count        int not null default 0,
  difference_count   int not null default 0,
  bill_employer_fen  bigint not null default 0,
  bill_employee_fen  bigint not null default 0,
  late_fee_fen       bigint not null default 0,
  our_employer_fen   bigint not null default 0,
  our_employee_fen   bigint not null default 0,
  faults_reason      text,
  created_by_name    text not null,
  created_at         timestamptz not null,
  accepted_by_name   text,
  accepted_at        timestamptz,
  primary key (shard_key, tenant_id, id),
  check ((state in ('failed', 'entryFailed')) = (failure is not null)),
  check ((accepted_at is not null) = (state in ('accepting', 'entryFailed', 'accepted')))
);
-- The same file twice is refused, unless it could not be read.
create unique index official_bill_file on insurance.official_bill
  (shard_key, tenant_id, sha256) where state <> 'failed';
create index official_bill_period on insurance.official_bill
  (shard_key, tenant_id, period, registration_id);
call platform.protect('insurance.official_bill');

-- A row of the bill as it stands there; whose person it is, where that is known. `amounts` as in
-- declaration_row.
create table insurance.official_bill_row (
  shard_key         int not null,
  -- The parent below has the tenant, and is looked up for each of many rows anyway.
  tenant_id         uuid not null,
  bill_id           uuid not null,
  row_number        int not null,
  client_tenant_id  uuid,
  employment_id     uuid,
  person_name       text not null,
  document_masked   text not null,
  period            text not null check (period ~ '^\d{4}-\d{2}$'),
  type              text not null check (type in
                      ('regular', 'backContribution', 'difference', 'refund')),
  amounts           jsonb not null,
  late_fee_fen      bigint not null,
  -- The second of two rows about the same is not taken again.
  is_duplicate      boolean not null,
  primary key (shard_key, tenant_id, bill_id, row_number),
  foreign key (shard_key, tenant_id, bill_id)
    references insurance.official_bill (shard_key, tenant_id, id)
);
create index official_bill_row_person on insurance.official_bill_row
  (shard_key, tenant_id, bill_id, client_tenant_id, employment_id);
call platform.protect('insurance.official_bill_row');

create table insurance.official_bill_finding (
  shard_key   int not null,
  tenant_id   uuid not null references platform.tenant (id),
  bill_id     uuid not null,
  number      int not null,
  row_number  int,
  code        text not null check (code in
                ('totalsDiffer', 'mergedRow', 'cellUnreadable', 'personUnknown', 'duplicateRow',
                 'totalRow', 'groupRow')),
  facts       jsonb not null,
  primary key (shard_key, tenant_id, bill_id, number),
  foreign key (shard_key, tenant_id, bill_id)
    references insurance.official_bill (shard_key, tenant_id, id)
);
call platform.protect('insurance.official_bill_finding');

-- What bill and lines do not agree on, for one person, kind and month; somebody decides each.
create table insurance.bill_difference (
  shard_key          int not null,
  tenant_id          uuid not null references platform.tenant (id),
  id                 uuid not null,
  bill_id            uuid not null,
  client_tenant_id   uuid,
  employment_id      uuid,
  row_number         int,
  person_name        text not null,
  kind               text,
  period             text not null,
  type               text not null,
  cause              text not null check (cause in
                       ('baseDiffers', 'rateDiffers', 'rounding', 'notOnBill', 'notOurs',
                        'duplicateRow', 'backContribution', 'lateFee', 'refund', 'elsewhere')),
  our_base_fen       bigint not null,
  our_employer_fen   bigint not null,
  our_employee_fen   bigint not null,
  bill_base_fen      bigint not null,
  bill_employer_fen  bigint not null,
  bill_employee_fen  bigint not null,
  decision           text check (decision in ('takeBill', 'dispute', 'askClient')),
  note               text,
  decided_by_name    text,
  decided_at         timestamptz,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, bill_id)
    references insurance.official_bill (shard_key, tenant_id, id),
  check ((decision is null) = (decided_at is null))
);
create index bill_difference_bill on insurance.bill_difference
  (shard_key, tenant_id, bill_id, cause, id);
call platform.protect('insurance.bill_difference');
