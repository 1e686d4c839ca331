create schema payroll;
grant usage on schema payroll to heyi_app;

-- Months are text 'YYYY-MM': they compare as text and read as they are spoken.
create function payroll.is_month(month text) returns boolean
  language sql immutable parallel safe
  as $$ select month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$' $$;

-- ---------------------------------------------------------------------------------------------
-- What people are paid by.

create table payroll.pay_scheme (
  shard_key                  int not null,
  tenant_id                  uuid not null references platform.tenant (id),
  contribution_month_offset  int not null check (contribution_month_offset between -1 and 1),
  net_change_percent         int not null check (net_change_percent between 1 and 1000),
  recover_receivables        boolean not null,
  sick_pay_percent           int not null check (sick_pay_percent between 0 and 100),
  primary key (shard_key, tenant_id)
);
call platform.protect('payroll.pay_scheme');

create table payroll.pay_item (
  shard_key        int not null,
  tenant_id        uuid not null references platform.tenant (id),
  id               uuid not null,
  code             text not null,
  name_zh          text not null,
  name_en          text not null,
  item_class       text not null check (item_class in (
                     'earning', 'deduction', 'taxFree', 'afterTaxDeduction')),
  source           text not null check (source in (
                     'term', 'input', 'overtimeWeekday', 'overtimeRestDay', 'overtimeHoliday',
                     'absence', 'sickLeave')),
  tax_treatment    text not null check (tax_treatment in ('ordinary', 'annualBonus', 'exempt')),
  prorated         boolean not null,
  in_hourly_base   boolean not null,
  in_minimum_wage  boolean not null,
  sequence         int not null,
  is_standard      boolean not null,
  is_active        boolean not null,
  primary key (shard_key, tenant_id, id),
  unique (shard_key, tenant_id, code),
  unique (shard_key, tenant_id, name_zh)
);
call platform.protect('payroll.pay_item');

-- A recurring amount of an employment from a day on; zero ends it. The newest day at or before a day
-- governs that day.
create table payroll.pay_term (
  shard_key       int not null,
  tenant_id       uuid not null references platform.tenant (id),
  employment_id   uuid not null,
  pay_item_id     uuid not null,
  effective_from  date not null,
  amount          bigint not null check (amount >= 0),
  recorded_at     timestamptz not null,
  account_id      uuid,
  primary key (shard_key, tenant_id, employment_id, pay_item_id, effective_from)
);
call platform.protect('payroll.pay_term');

-- ---------------------------------------------------------------------------------------------
-- The run. Facts of a month; its result is one calculation at a time.

create table payroll.run (
  shard_key            int not null,
  tenant_id            uuid not null references platform.tenant (id),
  id                   uuid not null,
  kind                 text not null check (kind in (
                         'regular', 'offCycle', 'correction', 'final', 'balancing')),
  title                text not null,
  original_run_id      uuid,
  wage_month           text not null check (payroll.is_month(wage_month)),
  pay_date             date not null,
  tax_period           text not null check (payroll.is_month(tax_period)),
  contribution_period  text check (payroll.is_month(contribution_period)),
  approval_mode        text not null check (approval_mode in ('client', 'inside')),
  state                text not null check (state in (
                         'draft', 'collecting', 'calculating', 'calculated', 'inReview', 'rejected',
                         'approved', 'locked', 'awaitingFunds', 'funded', 'paying', 'partiallyPaid',
                         'paid', 'closed', 'cancelled')),
  -- Counts every edit of what the run is calculated from inside this module.
  input_revision       bigint not null default 0,
  calculation_version  int not null default 0,
  -- The valid result; null while there is none.
  calculation_id       uuid,
  -- The calculation that is being made.
  pending_calculation_id uuid,
  -- What has changed since the last result, and whom or what it is about.
  void_cause           text,
  void_note            text,
  prepared_by          uuid,
  prepared_by_name     text not null,
  approved_by          uuid,
  approved_by_name     text,
  lock_count           int not null default 0,
  locked_at            timestamptz,
  paying_since         timestamptz,
  paid_at              timestamptz,
  created_at           timestamptz not null,
  changed_at           timestamptz not null,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, original_run_id) references payroll.run (shard_key, tenant_id, id)
);
create index run_month on payroll.run (shard_key, tenant_id, wage_month desc, id desc);
create index run_open on payroll.run (shard_key, tenant_id, id)
  where state not in ('closed', 'cancelled');
call platform.protect('payroll.run');

-- The pay entities of a run. An entity of the provider stands in the house tenant.
create table payroll.run_entity (
  shard_key          int not null,
  tenant_id          uuid not null references platform.tenant (id),
  run_id             uuid not null,
  legal_entity_id    uuid not null,
  entity_tenant_id   uuid not null references platform.tenant (id),
  entity_shard_key   int not null,
  -- Set when the run is locked: the account that the money will leave.
  payer_account_id   uuid,
  primary key (shard_key, tenant_id, run_id, legal_entity_id),
  foreign key (shard_key, tenant_id, run_id) references payroll.run (shard_key, tenant_id, id)
);
call platform.protect('payroll.run_entity');

create table payroll.run_event (
  shard_key   int not null,
  tenant_id   uuid not null references platform.tenant (id),
  id          uuid not null,
  run_id      uuid not null,
  action      text not null,
  state       text not null,
  cause       text,
  note        text,
  account_id  uuid,
  actor_name  text not null,
  at          timestamptz not null,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, run_id) references payroll.run (shard_key, tenant_id, id)
);
create index run_event_run on payroll.run_event (shard_key, tenant_id, run_id, id);
call platform.protect('payroll.run_event', append_only => true);

-- Somebody taken into a run, or left out, against the rule of its kind.
create table payroll.member_place (
  shard_key      int not null,
  tenant_id      uuid not null references platform.tenant (id),
  run_id         uuid not null,
  employment_id  uuid not null,
  place          text not null check (place in ('included', 'skipped')),
  reason         text not null,
  account_id     uuid,
  placed_at      timestamptz not null,
  primary key (shard_key, tenant_id, run_id, employment_id),
  foreign key (shard_key, tenant_id, run_id) references payroll.run (shard_key, tenant_id, id)
);
call platform.protect('payroll.member_place');

-- 缓发. A hold ends by release; its row stays.
create table payroll.member_hold (
  shard_key       int not null,
  tenant_id       uuid not null references platform.tenant (id),
  run_id          uuid not null,
  employment_id   uuid not null,
  reason          text not null,
  held_by_name    text not null,
  held_at         timestamptz not null,
  release_reason  text,
  released_at     timestamptz,
  primary key (shard_key, tenant_id, run_id, employment_id),
  foreign key (shard_key, tenant_id, run_id) references payroll.run (shard_key, tenant_id, id)
);
call platform.protect('payroll.member_hold');

-- ---------------------------------------------------------------------------------------------
-- Inputs of the month.

create table payroll.run_input (
  shard_key          int not null,
  tenant_id          uuid not null references platform.tenant (id),
  run_id             uuid not null,
  source             text not null check (source in (
                       'payChanges', 'attendance', 'oneOffItems', 'specialDeductions',
                       'openingBalances', 'contributions')),
  state              text not null check (state in ('notSubmitted', 'submitted', 'reviewed', 'returned')),
  is_required        boolean not null,
  row_count          int not null default 0,
  import_id          uuid,
  note               text,
  submitted_by_name  text,
  submitted_at       timestamptz,
  reviewed_by_name   text,
  reviewed_at        timestamptz,
  primary key (shard_key, tenant_id, run_id, source),
  foreign key (shard_key, tenant_id, run_id) references payroll.run (shard_key, tenant_id, id)
);
call platform.protect('payroll.run_input');

-- Days and hours in hundredths; null is "the file did not say".
create table payroll.attendance (
  shard_key               int not null,
  tenant_id               uuid not null references platform.tenant (id),
  run_id                  uuid not null,
  employment_id           uuid not null,
  due_days                int check (due_days between 0 and 3100),
  attended_days           int check (attended_days between 0 and 3100),
  absence_days            int check (absence_days between 0 and 3100),
  sick_days               int check (sick_days between 0 and 3100),
  overtime_weekday_hours  int check (overtime_weekday_hours between 0 and 74400),
  overtime_rest_day_hours int check (overtime_rest_day_hours between 0 and 74400),
  overtime_holiday_hours  int check (overtime_holiday_hours between 0 and 74400),
  primary key (shard_key, tenant_id, run_id, employment_id),
  foreign key (shard_key, tenant_id, run_id) references payroll.run (shard_key, tenant_id, id)
);
call platform.protect('payroll.attendance');

create table payroll.one_off_item (
  shard_key      int not null,
  tenant_id      uuid not null references platform.tenant (id),
  run_id         uuid not null,
  employment_id  uuid not null,
  pay_item_id    uuid not null,
  amount         bigint not null,
  note           text,
  primary key (shard_key, tenant_id, run_id, employment_id, pay_item_id),
  foreign key (shard_key, tenant_id, run_id) references payroll.run (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, pay_item_id) references payroll.pay_item (shard_key, tenant_id, id)
);
call platform.protect('payroll.one_off_item');

-- ---------------------------------------------------------------------------------------------
-- The taxpayer and the cumulation. They stand in the tenant of the withholding entity (the client, or
-- the house), because one entity may pay one person for two clients: one cumulation.

create table payroll.taxpayer (
  shard_key        int not null,
  tenant_id        uuid not null references platform.tenant (id),
  id               uuid not null,
  legal_entity_id  uuid not null,
  document_hash    bytea not null,
  document_kind    text not null,
  -- Sealed with the key of this tenant, not of the client's.
  document_sealed  bytea not null,
  document_masked  text not null,
  person_name      text not null,
  created_at       timestamptz not null,
  primary key (shard_key, tenant_id, id),
  unique (shard_key, tenant_id, legal_entity_id, document_hash)
);
call platform.protect('payroll.taxpayer');

-- The head of a cumulation: one row a taxpayer, tax year and income kind. Only locked figures and
-- opening balances. For kinds that do not cumulate (labour remuneration, non-residents) the sums are
-- those of last_period alone. `version` counts every change; 0 means no row.
create table payroll.tax_cumulation (
  shard_key        int not null,
  tenant_id        uuid not null references platform.tenant (id),
  taxpayer_id      uuid not null,
  tax_year         int not null,
  income_kind      text not null check (income_kind in (
                     'wages', 'labourRemuneration', 'studentIntern', 'nonResidentWages')),
  version          int not null,
  last_period      text not null check (payroll.is_month(last_period)),
  -- First month of the year in which the person was employed here: counts the basic deduction.
  employed_from    text not null check (payroll.is_month(employed_from)),
  -- Months of the year with a locked payment, for the 60,000 rule of the next year.
  declared_months  int not null,
  withholding_method text not null,
  income           bigint not null,
  exempt           bigint not null,
  basic_deduction  bigint not null,
  special          bigint not null,
  additional       bigint not null,
  other            bigint not null,
  relief           bigint not null,
  withheld         bigint not null,
  -- Annual bonus taxed apart; at most one a year.
  bonus_income     bigint not null,
  bonus_tax        bigint not null,
  primary key (shard_key, tenant_id, taxpayer_id, tax_year, income_kind),
  foreign key (shard_key, tenant_id, taxpayer_id) references payroll.taxpayer (shard_key, tenant_id, id)
);
call platform.protect('payroll.tax_cumulation');

-- Every step of a cumulation: what a locked run (or an opening balance, without a run) added in its
-- tax period, and the head after it. The return of a period is the sum of its steps that stand; its
-- cumulative columns are those of the last one. Unlocking ends a step by voided_at.
create table payroll.tax_cumulation_step (
  shard_key        int not null,
  tenant_id        uuid not null references platform.tenant (id),
  taxpayer_id      uuid not null,
  tax_year         int not null,
  income_kind      text not null,
  version          int not null,
  tax_period       text not null check (payroll.is_month(tax_period)),
  legal_entity_id  uuid not null,
  -- The client whose run it was, and its locking: a run can be locked again after an unlock.
  run_tenant_id    uuid,
  run_id           uuid,
  lock_number      int,
  employment_id    uuid,
  -- What this step added.
  income           bigint not null,
  exempt           bigint not null,
  special          bigint not null,
  other            bigint not null,
  relief           bigint not null,
  tax              bigint not null,
  bonus_income     bigint not null,
  bonus_tax        bigint not null,
  -- The head after this step.
  head_employed_from   text not null,
  head_declared_months int not null,
  head_method          text not null,
  head_income          bigint not null,
  head_exempt          bigint not null,
  head_basic_deduction bigint not null,
  head_special         bigint not null,
  head_additional      bigint not null,
  head_other           bigint not null,
  head_relief          bigint not null,
  head_withheld        bigint not null,
  head_bonus_income    bigint not null,
  head_bonus_tax       bigint not null,
  recorded_at      timestamptz not null,
  voided_at        timestamptz,
  primary key (shard_key, tenant_id, taxpayer_id, tax_year, income_kind, version)
);
create index tax_cumulation_step_run
  on payroll.tax_cumulation_step (shard_key, tenant_id, run_id, lock_number);
create index tax_cumulation_step_period
  on payroll.tax_cumulation_step (shard_key, tenant_id, legal_entity_id, tax_period, taxpayer_id)
  where voided_at is null;
call platform.protect('payroll.tax_cumulation_step');

-- One line of the tax client's deduction file: cumulative amounts of the year to the tax period.
create table payroll.special_deduction (
  shard_key              int not null,
  tenant_id              uuid not null references platform.tenant (id),
  taxpayer_id            uuid not null,
  tax_period             text not null check (payroll.is_month(tax_period)),
  child_education        bigint not null check (child_education >= 0),
  infant_care            bigint not null check (infant_care >= 0),
  continuing_education   bigint not null check (continuing_education >= 0),
  housing_loan_interest  bigint not null check (housing_loan_interest >= 0),
  housing_rent           bigint not null check (housing_rent >= 0),
  elder_support          bigint not null check (elder_support >= 0),
  other                  bigint not null check (other >= 0),
  takes_basic_deduction  boolean not null,
  first_employment       text not null check (first_employment in ('none', 'student', 'other')),
  recorded_at            timestamptz not null,
  primary key (shard_key, tenant_id, taxpayer_id, tax_period),
  foreign key (shard_key, tenant_id, taxpayer_id) references payroll.taxpayer (shard_key, tenant_id, id)
);
call platform.protect('payroll.special_deduction');

-- ---------------------------------------------------------------------------------------------
-- The result.

-- Dictionaries of items and reason descriptors stand here once; payslips refer to them by index.
create table payroll.calculation (
  shard_key              int not null,
  tenant_id              uuid not null references platform.tenant (id),
  id                     uuid not null,
  run_id                 uuid not null,
  version                int not null,
  job_id                 uuid,
  policy_pin             text not null,
  input_revision         bigint not null,
  -- Hash of every row that it was made from, in order.
  source_hash            bytea,
  items                  jsonb not null default '[]',
  reasons                jsonb not null default '[]',
  people                 int,
  gross                  bigint,
  own_contributions      bigint,
  tax                    bigint,
  net                    bigint,
  employer_contributions bigint,
  employer_cost          bigint,
  receivable             bigint,
  snapshot_hash          bytea,
  started_at             timestamptz not null,
  finished_at            timestamptz,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, run_id) references payroll.run (shard_key, tenant_id, id)
);
create index calculation_run on payroll.calculation (shard_key, tenant_id, run_id, version);
call platform.protect('payroll.calculation');

-- One row a member and calculation, without foreign keys: a check a row would be a third of the time
-- of a mass calculation, and the calculation itself has them. Amounts in fen. `lines` packs the items with their reasons; see
-- modules/payroll/payslip/packed-lines.ts. `flags` are the bits of modules/payroll/payslip/flags.ts.
create table payroll.payslip (
  shard_key             int not null,
  tenant_id             uuid not null,
  id                    uuid not null,
  calculation_id        uuid not null,
  employment_id         uuid not null,
  taxpayer_id           uuid not null,
  pay_entity_id         uuid not null,
  income_kind           text not null,
  withholding_method    text not null,
  cumulation_version    int not null,
  flags                 int not null,
  gross                 bigint not null,
  tax_free              bigint not null,
  -- Income of this payment for the tax, with housing-fund excess, without the bonus taxed apart.
  income                bigint not null,
  bonus_income          bigint not null,
  own_pension           bigint not null,
  own_medical           bigint not null,
  own_unemployment      bigint not null,
  own_housing_fund      bigint not null,
  -- Differences, back contributions and refunds of other months, whatever the kind.
  own_adjustment        bigint not null,
  housing_fund_excess   bigint not null,
  -- 专项扣除 of this payment.
  special               bigint not null,
  other                 bigint not null,
  employer_insurance    bigint not null,
  employer_housing_fund bigint not null,
  employer_adjustment   bigint not null,
  after_tax_deductions  bigint not null,
  recovered             bigint not null,
  tax                   bigint not null,
  bonus_tax             bigint not null,
  net                   bigint not null,
  receivable            bigint not null,
  -- The cumulation that this payment ends with.
  cumulative_income     bigint not null,
  cumulative_exempt     bigint not null,
  cumulative_basic      bigint not null,
  cumulative_special    bigint not null,
  cumulative_additional bigint not null,
  cumulative_other      bigint not null,
  cumulative_relief     bigint not null,
  cumulative_taxable    bigint not null,
  cumulative_tax        bigint not null,
  withheld_before       bigint not null,
  tax_rate_ppm          int not null,
  employed_from         text not null,
  payee_account_hash    bytea,
  lines                 bytea not null,
  primary key (shard_key, tenant_id, id),
  unique (shard_key, tenant_id, calculation_id, employment_id)
);
call platform.protect('payroll.payslip');

create table payroll.finding (
  shard_key       int not null,
  tenant_id       uuid not null,
  calculation_id  uuid not null,
  number          int not null,
  key             text not null,
  severity        text not null check (severity in ('blocker', 'warning', 'notice')),
  employment_id   uuid,
  evidence        jsonb not null,
  primary key (shard_key, tenant_id, calculation_id, number)
);
call platform.protect('payroll.finding');

-- Outlives a calculation: the same finding with the same evidence stays acknowledged.
create table payroll.finding_acknowledgement (
  shard_key      int not null,
  tenant_id      uuid not null references platform.tenant (id),
  id             uuid not null,
  run_id         uuid not null,
  key            text not null,
  employment_id  uuid,
  evidence       jsonb not null,
  reason         text not null,
  actor_name     text not null,
  at             timestamptz not null,
  primary key (shard_key, tenant_id, id),
  unique nulls not distinct (shard_key, tenant_id, run_id, key, employment_id, evidence),
  foreign key (shard_key, tenant_id, run_id) references payroll.run (shard_key, tenant_id, id)
);
call platform.protect('payroll.finding_acknowledgement');

-- ---------------------------------------------------------------------------------------------
-- After the result.

-- Given over the hash of a frozen result; voided when the result is.
create table payroll.approval (
  shard_key       int not null,
  tenant_id       uuid not null references platform.tenant (id),
  id              uuid not null,
  run_id          uuid not null,
  calculation_id  uuid not null,
  snapshot_hash   bytea not null,
  decision        text not null check (decision in ('approved', 'rejected')),
  way             text not null check (way in ('signIn', 'stampedConfirmation', 'inside')),
  account_id      uuid,
  actor_name      text not null,
  contact_id      uuid,
  file_id         uuid,
  confirmed_on    date,
  note            text,
  at              timestamptz not null,
  voided_at       timestamptz,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, run_id) references payroll.run (shard_key, tenant_id, id)
);
create index approval_run on payroll.approval (shard_key, tenant_id, run_id, id);
call platform.protect('payroll.approval');

-- 预扣 contributions of a locked run that no bill has confirmed; settled by the run that trues up.
create table payroll.contribution_estimate (
  shard_key             int not null,
  tenant_id             uuid not null references platform.tenant (id),
  employment_id         uuid not null,
  contribution_period   text not null check (payroll.is_month(contribution_period)),
  run_id                uuid not null,
  own_insurance         bigint not null,
  own_housing_fund      bigint not null,
  employer_insurance    bigint not null,
  employer_housing_fund bigint not null,
  -- The same by registration, as it was booked: {registration: fen}. True-ups go to the same accounts.
  shares                jsonb not null,
  settled_run_id        uuid,
  primary key (shard_key, tenant_id, employment_id, contribution_period),
  foreign key (shard_key, tenant_id, run_id) references payroll.run (shard_key, tenant_id, id)
);
create index contribution_estimate_open
  on payroll.contribution_estimate (shard_key, tenant_id, employment_id) where settled_run_id is null;
call platform.protect('payroll.contribution_estimate');

-- Estimates that can be trued up: what was taken, and what the bills say. A month waits until each agency
-- that was estimated has billed it, and the fund need not: it is declared by us, and sends no bill. What it
-- was estimated at stands then.
create view payroll.billed_estimate with (security_invoker = true) as
  select e.shard_key, e.tenant_id, e.employment_id, e.contribution_period,
         e.own_insurance + case when b.fund_lines > 0 then e.own_housing_fund else 0 end
           as own_taken_fen,
         e.employer_insurance + case when b.fund_lines > 0 then e.employer_housing_fund else 0 end
           as employer_taken_fen,
         b.own_billed_fen, b.employer_billed_fen
    from payroll.contribution_estimate e
   cross join lateral (
         select count(*) as lines, array_agg(l.registration_id) as registration_ids,
                count(*) filter (where l.kind in ('housingFund', 'supplementaryHousingFund'))
                  as fund_lines,
                sum(l.employee_fen)::bigint as own_billed_fen,
                sum(l.employer_fen)::bigint as employer_billed_fen
           from insurance.contribution_line_month l
          where l.shard_key = e.shard_key and l.tenant_id = e.tenant_id
            and l.bill_month = e.contribution_period and l.employment_id = e.employment_id
            and l.type = 'regular' and l.source = 'officialBill') b
   where e.settled_run_id is null and b.lines > 0
     and (select count(*) from jsonb_object_keys(e.shares) as share (registration_id)
           where share.registration_id::uuid <> all (b.registration_ids))
         <= case when b.fund_lines = 0 and e.own_housing_fund + e.employer_housing_fund > 0
                 then 1 else 0 end;
grant select on payroll.billed_estimate to heyi_app;

-- 个人欠款: what a person owes after a month in which the deductions were more than the pay.
create table payroll.personal_receivable (
  shard_key        int not null,
  tenant_id        uuid not null references platform.tenant (id),
  id               uuid not null,
  employment_id    uuid not null,
  person_id        uuid not null,
  legal_entity_id  uuid not null,
  -- The run whose month was negative, or the client's bill that asks a leaver for a difference.
  run_id           uuid,
  client_bill_id   uuid,
  bill_period      text,
  lock_number      int not null,
  amount           bigint not null check (amount > 0),
  recovered        bigint not null default 0,
  waived           bigint not null default 0,
  created_at       timestamptz not null,
  voided_at        timestamptz,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, run_id) references payroll.run (shard_key, tenant_id, id),
  check (recovered >= 0 and waived >= 0 and recovered + waived <= amount),
  check ((run_id is null) <> (client_bill_id is null)),
  check ((client_bill_id is null) = (bill_period is null))
);
create unique index personal_receivable_bill on payroll.personal_receivable
  (shard_key, tenant_id, client_bill_id, employment_id, legal_entity_id)
  where client_bill_id is not null;
create index personal_receivable_open on payroll.personal_receivable (shard_key, tenant_id, employment_id)
  where voided_at is null and recovered + waived < amount;
call platform.protect('payroll.personal_receivable');

-- Whatever lowered a receivable: a later payslip (run), money paid back, or a waiver.
create table payroll.receivable_movement (
  shard_key      int not null,
  tenant_id      uuid not null references platform.tenant (id),
  id             uuid not null,
  receivable_id  uuid not null,
  how            text not null check (how in ('recovered', 'paidBack', 'waived', 'undone')),
  amount         bigint not null,
  run_id         uuid,
  lock_number    int,
  reason         text,
  actor_name     text not null,
  at             timestamptz not null,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, receivable_id)
    references payroll.personal_receivable (shard_key, tenant_id, id)
);
create index receivable_movement_run
  on payroll.receivable_movement (shard_key, tenant_id, run_id, lock_number) where run_id is not null;
call platform.protect('payroll.receivable_movement', append_only => true);

-- Published: the payslips that count. One row a member of a locked run; other modules and the tax
-- return read these, never a result that may still change.
-- What a look at a run's result found: blockers, and warnings that nobody has given a reason for.
create view payroll.run_findings with (security_invoker = true) as
  select r.shard_key, r.tenant_id, r.id as run_id, f.blockers, f.open_warnings
    from payroll.run r
   cross join lateral (
         select count(*) filter (where f.severity = 'blocker')::int as blockers,
                count(*) filter (where f.severity = 'warning' and a.id is null)::int as open_warnings
           from payroll.finding f
           left join payroll.finding_acknowledgement a
             on a.shard_key = f.shard_key and a.tenant_id = f.tenant_id and a.run_id = r.id
            and a.key = f.key and a.employment_id is not distinct from f.employment_id
            and a.evidence = f.evidence
          where f.shard_key = r.shard_key and f.tenant_id = r.tenant_id
            and f.calculation_id = r.calculation_id) f
   where r.state in ('calculated', 'rejected', 'inReview', 'approved');
grant select on payroll.run_findings to heyi_app;

create view payroll.locked_payslip with (security_invoker = true) as
  select s.*, r.id as run_id, r.kind as run_kind, r.wage_month, r.pay_date, r.tax_period,
         r.contribution_period, r.state as run_state, c.version as calculation_version, c.policy_pin
    from payroll.run r
    join payroll.calculation c
      on c.shard_key = r.shard_key and c.tenant_id = r.tenant_id and c.id = r.calculation_id
    join payroll.payslip s
      on s.shard_key = r.shard_key and s.tenant_id = r.tenant_id and s.calculation_id = c.id
   where r.state in ('locked', 'awaitingFunds', 'funded', 'paying', 'partiallyPaid', 'paid', 'closed');
grant select on payroll.locked_payslip to heyi_app;
