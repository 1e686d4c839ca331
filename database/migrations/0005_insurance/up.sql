create schema insurance;
grant usage on schema insurance to heyi_app;

-- What one person is charged for one kind and month: our estimate (预扣) or the agency's bill. A line
-- is never changed: a newer one supersedes it.
create table insurance.contribution_line (
  shard_key          int not null,
  tenant_id          uuid not null references platform.tenant (id),
  id                 uuid not null,
  employment_id      uuid not null,
  registration_id    uuid not null,
  kind               text not null,
  -- 费款所属期 and 账单月.
  period             text not null check (period ~ '^\d{4}-\d{2}$'),
  bill_period        text not null check (bill_period ~ '^\d{4}-\d{2}$'),
  type               text not null check (type in
                       ('regular', 'backContribution', 'difference', 'refund')),
  source             text not null check (source in ('estimate', 'officialBill')),
  base_fen           bigint not null,
  employer_fen       bigint not null,
  employee_fen       bigint not null,
  late_fee_fen       bigint not null default 0 check (late_fee_fen >= 0),
  provisional        boolean not null,
  policy_pin         text,
  evidence_file_id   uuid,
  difference_run_id  uuid,
  recorded_at        timestamptz not null,
  superseded_at      timestamptz,
  primary key (shard_key, tenant_id, id),
  check ((source = 'estimate') = (policy_pin is not null))
);
-- By month first: a month is written and compared whole, in the order of its people.
create unique index contribution_line_counts on insurance.contribution_line
  (shard_key, tenant_id, period, employment_id, kind, type, bill_period) where superseded_at is null;
create index contribution_line_bill on insurance.contribution_line
  (shard_key, tenant_id, bill_period, employment_id) where superseded_at is null;
call platform.protect('insurance.contribution_line');

-- Published to payroll: the lines that count. Of an estimate and a bill for the same month, the bill.
create view insurance.contribution_line_month with (security_invoker = true) as
  select shard_key, tenant_id, id as contribution_line_id, employment_id, registration_id, kind,
         period, bill_period as bill_month, type, source, base_fen, employer_fen, employee_fen,
         late_fee_fen, provisional, policy_pin
    from insurance.contribution_line
   where superseded_at is null;
grant select on insurance.contribution_line_month to heyi_app;

-- A figure that was published late: differences of closed months, previewed before they are charged.
create table insurance.difference_run (
  shard_key        int not null,
  tenant_id        uuid not null references platform.tenant (id),
  id               uuid not null,
  state            text not null check (state in ('calculating', 'calculated', 'failed', 'committed')),
  city_code        text,
  registration_id  uuid,
  from_period      text not null,
  to_period        text not null,
  bill_period      text not null,
  policy_pin       text not null,
  job_id           uuid,
  person_count     int,
  line_count       int,
  unknown_count    int,
  employer_fen     bigint,
  employee_fen     bigint,
  created_at       timestamptz not null,
  committed_at     timestamptz,
  primary key (shard_key, tenant_id, id),
  check ((city_code is null) <> (registration_id is null))
);
create unique index difference_run_calculating on insurance.difference_run
  (shard_key, tenant_id, coalesce(city_code, registration_id::text)) where state = 'calculating';
call platform.protect('insurance.difference_run');

create table insurance.difference_line (
  shard_key              int not null,
  tenant_id              uuid not null references platform.tenant (id),
  id                     uuid not null,
  difference_run_id      uuid not null,
  employment_id          uuid not null,
  registration_id        uuid not null,
  kind                   text not null,
  period                 text not null,
  base_charged_fen       bigint not null,
  base_due_fen           bigint not null,
  employer_charged_fen   bigint not null,
  employee_charged_fen   bigint not null,
  employer_fen           bigint not null,
  employee_fen           bigint not null,
  provisional            boolean not null,
  reasons                jsonb not null,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, difference_run_id)
    references insurance.difference_run (shard_key, tenant_id, id)
);
create index difference_line_run on insurance.difference_line
  (shard_key, tenant_id, difference_run_id, id);
call platform.protect('insurance.difference_line');
