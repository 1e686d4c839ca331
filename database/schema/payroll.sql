-- Made by tools/generate.ts from the migrations. Read it; change the migrations.

grant usage on schema payroll to heyi_app;

create table payroll.approval (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  run_id uuid not null,
  calculation_id uuid not null,
  snapshot_hash bytea not null,
  decision text not null,
  way text not null,
  account_id uuid,
  actor_name text not null,
  contact_id uuid,
  file_id uuid,
  confirmed_on date,
  note text,
  at timestamp with time zone not null,
  voided_at timestamp with time zone,
  constraint approval_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint approval_decision_check CHECK ((decision = ANY (ARRAY['approved'::text, 'rejected'::text]))),
  constraint approval_shard_key_tenant_id_run_id_fkey FOREIGN KEY (shard_key, tenant_id, run_id) REFERENCES payroll.run(shard_key, tenant_id, id),
  constraint approval_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id),
  constraint approval_way_check CHECK ((way = ANY (ARRAY['signIn'::text, 'stampedConfirmation'::text, 'inside'::text])))
);
CREATE INDEX approval_run ON payroll.approval USING btree (shard_key, tenant_id, run_id, id);
alter table payroll.approval enable row level security;
alter table payroll.approval force row level security;
create policy door on payroll.approval to heyi_owner using (true) with check (true);
create policy tenant on payroll.approval to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.approval to heyi_app;

create table payroll.attendance (
  shard_key integer not null,
  tenant_id uuid not null,
  run_id uuid not null,
  employment_id uuid not null,
  due_days integer,
  attended_days integer,
  absence_days integer,
  sick_days integer,
  overtime_weekday_hours integer,
  overtime_rest_day_hours integer,
  overtime_holiday_hours integer,
  constraint attendance_pkey PRIMARY KEY (shard_key, tenant_id, run_id, employment_id),
  constraint attendance_absence_days_check CHECK (((absence_days >= 0) AND (absence_days <= 3100))),
  constraint attendance_attended_days_check CHECK (((attended_days >= 0) AND (attended_days <= 3100))),
  constraint attendance_due_days_check CHECK (((due_days >= 0) AND (due_days <= 3100))),
  constraint attendance_overtime_holiday_hours_check CHECK (((overtime_holiday_hours >= 0) AND (overtime_holiday_hours <= 74400))),
  constraint attendance_overtime_rest_day_hours_check CHECK (((overtime_rest_day_hours >= 0) AND (overtime_rest_day_hours <= 74400))),
  constraint attendance_overtime_weekday_hours_check CHECK (((overtime_weekday_hours >= 0) AND (overtime_weekday_hours <= 74400))),
  constraint attendance_shard_key_tenant_id_run_id_fkey FOREIGN KEY (shard_key, tenant_id, run_id) REFERENCES payroll.run(shard_key, tenant_id, id),
  constraint attendance_sick_days_check CHECK (((sick_days >= 0) AND (sick_days <= 3100))),
  constraint attendance_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table payroll.attendance enable row level security;
alter table payroll.attendance force row level security;
create policy door on payroll.attendance to heyi_owner using (true) with check (true);
create policy tenant on payroll.attendance to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.attendance to heyi_app;

create table payroll.calculation (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  run_id uuid not null,
  version integer not null,
  job_id uuid,
  policy_pin text not null,
  input_revision bigint not null,
  source_hash bytea,
  items jsonb default '[]'::jsonb not null,
  reasons jsonb default '[]'::jsonb not null,
  people integer,
  gross bigint,
  own_contributions bigint,
  tax bigint,
  net bigint,
  employer_contributions bigint,
  employer_cost bigint,
  receivable bigint,
  snapshot_hash bytea,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  constraint calculation_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint calculation_shard_key_tenant_id_run_id_fkey FOREIGN KEY (shard_key, tenant_id, run_id) REFERENCES payroll.run(shard_key, tenant_id, id),
  constraint calculation_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX calculation_run ON payroll.calculation USING btree (shard_key, tenant_id, run_id, version);
alter table payroll.calculation enable row level security;
alter table payroll.calculation force row level security;
create policy door on payroll.calculation to heyi_owner using (true) with check (true);
create policy tenant on payroll.calculation to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.calculation to heyi_app;

create table payroll.contribution_estimate (
  shard_key integer not null,
  tenant_id uuid not null,
  employment_id uuid not null,
  contribution_period text not null,
  run_id uuid not null,
  own_insurance bigint not null,
  own_housing_fund bigint not null,
  employer_insurance bigint not null,
  employer_housing_fund bigint not null,
  shares jsonb not null,
  settled_run_id uuid,
  constraint contribution_estimate_pkey PRIMARY KEY (shard_key, tenant_id, employment_id, contribution_period),
  constraint contribution_estimate_contribution_period_check CHECK (payroll.is_month(contribution_period)),
  constraint contribution_estimate_shard_key_tenant_id_run_id_fkey FOREIGN KEY (shard_key, tenant_id, run_id) REFERENCES payroll.run(shard_key, tenant_id, id),
  constraint contribution_estimate_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX contribution_estimate_open ON payroll.contribution_estimate USING btree (shard_key, tenant_id, employment_id) WHERE (settled_run_id IS NULL);
alter table payroll.contribution_estimate enable row level security;
alter table payroll.contribution_estimate force row level security;
create policy door on payroll.contribution_estimate to heyi_owner using (true) with check (true);
create policy tenant on payroll.contribution_estimate to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.contribution_estimate to heyi_app;

create table payroll.contribution_payment (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  registration_id uuid not null,
  legal_entity_id uuid not null,
  contribution_period text not null,
  way text not null,
  amount bigint not null,
  late_fee bigint not null,
  late_fee_bearer text,
  payer_account_id uuid,
  paid_on date not null,
  voucher_number text not null,
  evidence_id uuid not null,
  recorded_by_name text not null,
  recorded_at timestamp with time zone not null,
  revoked_by_name text,
  revoked_at timestamp with time zone,
  revoke_reason text,
  constraint contribution_payment_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint contribution_payment_amount_check CHECK ((amount > 0)),
  constraint contribution_payment_check CHECK (((late_fee = 0) OR (late_fee_bearer IS NOT NULL))),
  constraint contribution_payment_contribution_period_check CHECK (payroll.is_month(contribution_period)),
  constraint contribution_payment_late_fee_bearer_check CHECK ((late_fee_bearer = ANY (ARRAY['client'::text, 'provider'::text]))),
  constraint contribution_payment_late_fee_check CHECK ((late_fee >= 0)),
  constraint contribution_payment_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id),
  constraint contribution_payment_way_check CHECK ((way = ANY (ARRAY['agreementDebit'::text, 'voucher'::text])))
);
CREATE UNIQUE INDEX contribution_payment_voucher ON payroll.contribution_payment USING btree (shard_key, tenant_id, registration_id, contribution_period, voucher_number) WHERE (revoked_at IS NULL);
alter table payroll.contribution_payment enable row level security;
alter table payroll.contribution_payment force row level security;
create policy door on payroll.contribution_payment to heyi_owner using (true) with check (true);
create policy tenant on payroll.contribution_payment to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.contribution_payment to heyi_app;

create table payroll.finding (
  shard_key integer not null,
  tenant_id uuid not null,
  calculation_id uuid not null,
  number integer not null,
  key text not null,
  severity text not null,
  employment_id uuid,
  evidence jsonb not null,
  constraint finding_pkey PRIMARY KEY (shard_key, tenant_id, calculation_id, number),
  constraint finding_severity_check CHECK ((severity = ANY (ARRAY['blocker'::text, 'warning'::text, 'notice'::text])))
);
alter table payroll.finding enable row level security;
alter table payroll.finding force row level security;
create policy door on payroll.finding to heyi_owner using (true) with check (true);
create policy tenant on payroll.finding to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.finding to heyi_app;

create table payroll.finding_acknowledgement (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  run_id uuid not null,
  key text not null,
  employment_id uuid,
  evidence jsonb not null,
  reason text not null,
  actor_name text not null,
  at timestamp with time zone not null,
  constraint finding_acknowledgement_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint finding_acknowledgement_shard_key_tenant_id_run_id_fkey FOREIGN KEY (shard_key, tenant_id, run_id) REFERENCES payroll.run(shard_key, tenant_id, id),
  constraint finding_acknowledgement_shard_key_tenant_id_run_id_key_empl_key UNIQUE NULLS NOT DISTINCT (shard_key, tenant_id, run_id, key, employment_id, evidence),
  constraint finding_acknowledgement_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table payroll.finding_acknowledgement enable row level security;
alter table payroll.finding_acknowledgement force row level security;
create policy door on payroll.finding_acknowledgement to heyi_owner using (true) with check (true);
create policy tenant on payroll.finding_acknowledgement to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.finding_acknowledgement to heyi_app;

create table payroll.member_hold (
  shard_key integer not null,
  tenant_id uuid not null,
  run_id uuid not null,
  employment_id uuid not null,
  reason text not null,
  held_by_name text not null,
  held_at timestamp with time zone not null,
  release_reason text,
  released_at timestamp with time zone,
  constraint member_hold_pkey PRIMARY KEY (shard_key, tenant_id, run_id, employment_id),
  constraint member_hold_shard_key_tenant_id_run_id_fkey FOREIGN KEY (shard_key, tenant_id, run_id) REFERENCES payroll.run(shard_key, tenant_id, id),
  constraint member_hold_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table payroll.member_hold enable row level security;
alter table payroll.member_hold force row level security;
create policy door on payroll.member_hold to heyi_owner using (true) with check (true);
create policy tenant on payroll.member_hold to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.member_hold to heyi_app;

create table payroll.member_place (
  shard_key integer not null,
  tenant_id uuid not null,
  run_id uuid not null,
  employment_id uuid not null,
  place text not null,
  reason text not null,
  account_id uuid,
  placed_at timestamp with time zone not null,
  constraint member_place_pkey PRIMARY KEY (shard_key, tenant_id, run_id, employment_id),
  constraint member_place_place_check CHECK ((place = ANY (ARRAY['included'::text, 'skipped'::text]))),
  constraint member_place_shard_key_tenant_id_run_id_fkey FOREIGN KEY (shard_key, tenant_id, run_id) REFERENCES payroll.run(shard_key, tenant_id, id),
  constraint member_place_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table payroll.member_place enable row level security;
alter table payroll.member_place force row level security;
create policy door on payroll.member_place to heyi_owner using (true) with check (true);
create policy tenant on payroll.member_place to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.member_place to heyi_app;

create table payroll.one_off_item (
  shard_key integer not null,
  tenant_id uuid not null,
  run_id uuid not null,
  employment_id uuid not null,
  pay_item_id uuid not null,
  amount bigint not null,
  note text,
  constraint one_off_item_pkey PRIMARY KEY (shard_key, tenant_id, run_id, employment_id, pay_item_id),
  constraint one_off_item_shard_key_tenant_id_pay_item_id_fkey FOREIGN KEY (shard_key, tenant_id, pay_item_id) REFERENCES payroll.pay_item(shard_key, tenant_id, id),
  constraint one_off_item_shard_key_tenant_id_run_id_fkey FOREIGN KEY (shard_key, tenant_id, run_id) REFERENCES payroll.run(shard_key, tenant_id, id),
  constraint one_off_item_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table payroll.one_off_item enable row level security;
alter table payroll.one_off_item force row level security;
create policy door on payroll.one_off_item to heyi_owner using (true) with check (true);
create policy tenant on payroll.one_off_item to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.one_off_item to heyi_app;

create table payroll.pay_item (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  code text not null,
  name_zh text not null,
  name_en text not null,
  item_class text not null,
  source text not null,
  tax_treatment text not null,
  prorated boolean not null,
  in_hourly_base boolean not null,
  in_minimum_wage boolean not null,
  sequence integer not null,
  is_standard boolean not null,
  is_active boolean not null,
  constraint pay_item_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint pay_item_item_class_check CHECK ((item_class = ANY (ARRAY['earning'::text, 'deduction'::text, 'taxFree'::text, 'afterTaxDeduction'::text]))),
  constraint pay_item_shard_key_tenant_id_code_key UNIQUE (shard_key, tenant_id, code),
  constraint pay_item_shard_key_tenant_id_name_zh_key UNIQUE (shard_key, tenant_id, name_zh),
  constraint pay_item_source_check CHECK ((source = ANY (ARRAY['term'::text, 'input'::text, 'overtimeWeekday'::text, 'overtimeRestDay'::text, 'overtimeHoliday'::text, 'absence'::text, 'sickLeave'::text]))),
  constraint pay_item_tax_treatment_check CHECK ((tax_treatment = ANY (ARRAY['ordinary'::text, 'annualBonus'::text, 'exempt'::text]))),
  constraint pay_item_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table payroll.pay_item enable row level security;
alter table payroll.pay_item force row level security;
create policy door on payroll.pay_item to heyi_owner using (true) with check (true);
create policy tenant on payroll.pay_item to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.pay_item to heyi_app;

create table payroll.pay_scheme (
  shard_key integer not null,
  tenant_id uuid not null,
  contribution_month_offset integer not null,
  net_change_percent integer not null,
  recover_receivables boolean not null,
  sick_pay_percent integer not null,
  constraint pay_scheme_pkey PRIMARY KEY (shard_key, tenant_id),
  constraint pay_scheme_contribution_month_offset_check CHECK (((contribution_month_offset >= '-1'::integer) AND (contribution_month_offset <= 1))),
  constraint pay_scheme_net_change_percent_check CHECK (((net_change_percent >= 1) AND (net_change_percent <= 1000))),
  constraint pay_scheme_sick_pay_percent_check CHECK (((sick_pay_percent >= 0) AND (sick_pay_percent <= 100))),
  constraint pay_scheme_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table payroll.pay_scheme enable row level security;
alter table payroll.pay_scheme force row level security;
create policy door on payroll.pay_scheme to heyi_owner using (true) with check (true);
create policy tenant on payroll.pay_scheme to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.pay_scheme to heyi_app;

create table payroll.pay_term (
  shard_key integer not null,
  tenant_id uuid not null,
  employment_id uuid not null,
  pay_item_id uuid not null,
  effective_from date not null,
  amount bigint not null,
  recorded_at timestamp with time zone not null,
  account_id uuid,
  constraint pay_term_pkey PRIMARY KEY (shard_key, tenant_id, employment_id, pay_item_id, effective_from),
  constraint pay_term_amount_check CHECK ((amount >= 0)),
  constraint pay_term_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table payroll.pay_term enable row level security;
alter table payroll.pay_term force row level security;
create policy door on payroll.pay_term to heyi_owner using (true) with check (true);
create policy tenant on payroll.pay_term to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.pay_term to heyi_app;

create table payroll.payslip (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  calculation_id uuid not null,
  employment_id uuid not null,
  taxpayer_id uuid not null,
  pay_entity_id uuid not null,
  income_kind text not null,
  withholding_method text not null,
  cumulation_version integer not null,
  flags integer not null,
  gross bigint not null,
  tax_free bigint not null,
  income bigint not null,
  bonus_income bigint not null,
  own_pension bigint not null,
  own_medical bigint not null,
  own_unemployment bigint not null,
  own_housing_fund bigint not null,
  own_adjustment bigint not null,
  housing_fund_excess bigint not null,
  special bigint not null,
  other bigint not null,
  employer_insurance bigint not null,
  employer_housing_fund bigint not null,
  employer_adjustment bigint not null,
  after_tax_deductions bigint not null,
  recovered bigint not null,
  tax bigint not null,
  bonus_tax bigint not null,
  net bigint not null,
  receivable bigint not null,
  cumulative_income bigint not null,
  cumulative_exempt bigint not null,
  cumulative_basic bigint not null,
  cumulative_special bigint not null,
  cumulative_additional bigint not null,
  cumulative_other bigint not null,
  cumulative_relief bigint not null,
  cumulative_taxable bigint not null,
  cumulative_tax bigint not null,
  withheld_before bigint not null,
  tax_rate_ppm integer not null,
  employed_from text not null,
  payee_account_hash bytea,
  lines bytea not null,
  constraint payslip_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint payslip_shard_key_tenant_id_calculation_id_employment_id_key UNIQUE (shard_key, tenant_id, calculation_id, employment_id)
);
alter table payroll.payslip enable row level security;
alter table payroll.payslip force row level security;
create policy door on payroll.payslip to heyi_owner using (true) with check (true);
create policy tenant on payroll.payslip to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.payslip to heyi_app;

create table payroll.payslip_release (
  shard_key integer not null,
  tenant_id uuid not null,
  payslip_id uuid not null,
  run_id uuid not null,
  employment_id uuid not null,
  releases_at timestamp with time zone not null,
  released_by_name text not null,
  withdrawn_at timestamp with time zone,
  withdrawn_reason text,
  read_at timestamp with time zone,
  confirmed_at timestamp with time zone,
  constraint payslip_release_pkey PRIMARY KEY (shard_key, tenant_id, payslip_id),
  constraint payslip_release_shard_key_tenant_id_run_id_fkey FOREIGN KEY (shard_key, tenant_id, run_id) REFERENCES payroll.run(shard_key, tenant_id, id),
  constraint payslip_release_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX payslip_release_employment ON payroll.payslip_release USING btree (shard_key, tenant_id, employment_id, releases_at DESC);
alter table payroll.payslip_release enable row level security;
alter table payroll.payslip_release force row level security;
create policy door on payroll.payslip_release to heyi_owner using (true) with check (true);
create policy tenant on payroll.payslip_release to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.payslip_release to heyi_app;

create table payroll.personal_receivable (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  employment_id uuid not null,
  person_id uuid not null,
  legal_entity_id uuid not null,
  run_id uuid,
  client_bill_id uuid,
  bill_period text,
  lock_number integer not null,
  amount bigint not null,
  recovered bigint default 0 not null,
  waived bigint default 0 not null,
  created_at timestamp with time zone not null,
  voided_at timestamp with time zone,
  constraint personal_receivable_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint personal_receivable_amount_check CHECK ((amount > 0)),
  constraint personal_receivable_check CHECK (((recovered >= 0) AND (waived >= 0) AND ((recovered + waived) <= amount))),
  constraint personal_receivable_check1 CHECK (((run_id IS NULL) <> (client_bill_id IS NULL))),
  constraint personal_receivable_check2 CHECK (((client_bill_id IS NULL) = (bill_period IS NULL))),
  constraint personal_receivable_shard_key_tenant_id_run_id_fkey FOREIGN KEY (shard_key, tenant_id, run_id) REFERENCES payroll.run(shard_key, tenant_id, id),
  constraint personal_receivable_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX personal_receivable_open ON payroll.personal_receivable USING btree (shard_key, tenant_id, employment_id) WHERE ((voided_at IS NULL) AND ((recovered + waived) < amount));
CREATE UNIQUE INDEX personal_receivable_bill ON payroll.personal_receivable USING btree (shard_key, tenant_id, client_bill_id, employment_id, legal_entity_id) WHERE (client_bill_id IS NOT NULL);
alter table payroll.personal_receivable enable row level security;
alter table payroll.personal_receivable force row level security;
create policy door on payroll.personal_receivable to heyi_owner using (true) with check (true);
create policy tenant on payroll.personal_receivable to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.personal_receivable to heyi_app;

create table payroll.receivable_movement (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  receivable_id uuid not null,
  how text not null,
  amount bigint not null,
  run_id uuid,
  lock_number integer,
  reason text,
  actor_name text not null,
  at timestamp with time zone not null,
  constraint receivable_movement_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint receivable_movement_how_check CHECK ((how = ANY (ARRAY['recovered'::text, 'paidBack'::text, 'waived'::text, 'undone'::text]))),
  constraint receivable_movement_shard_key_tenant_id_receivable_id_fkey FOREIGN KEY (shard_key, tenant_id, receivable_id) REFERENCES payroll.personal_receivable(shard_key, tenant_id, id),
  constraint receivable_movement_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX receivable_movement_run ON payroll.receivable_movement USING btree (shard_key, tenant_id, run_id, lock_number) WHERE (run_id IS NOT NULL);
alter table payroll.receivable_movement enable row level security;
alter table payroll.receivable_movement force row level security;
create policy door on payroll.receivable_movement to heyi_owner using (true) with check (true);
create policy tenant on payroll.receivable_movement to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant insert, select on payroll.receivable_movement to heyi_app;

create table payroll.register_columns (
  shard_key integer not null,
  tenant_id uuid not null,
  columns jsonb not null,
  changed_at timestamp with time zone not null,
  constraint register_columns_pkey PRIMARY KEY (shard_key, tenant_id),
  constraint register_columns_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table payroll.register_columns enable row level security;
alter table payroll.register_columns force row level security;
create policy door on payroll.register_columns to heyi_owner using (true) with check (true);
create policy tenant on payroll.register_columns to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.register_columns to heyi_app;

create table payroll.return_client (
  shard_key integer not null,
  tenant_id uuid not null,
  return_id uuid not null,
  client_id uuid not null,
  client_name text not null,
  people integer not null,
  tax bigint not null,
  constraint return_client_pkey PRIMARY KEY (shard_key, tenant_id, return_id, client_id),
  constraint return_client_shard_key_tenant_id_return_id_fkey FOREIGN KEY (shard_key, tenant_id, return_id) REFERENCES payroll.withholding_return(shard_key, tenant_id, id),
  constraint return_client_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table payroll.return_client enable row level security;
alter table payroll.return_client force row level security;
create policy door on payroll.return_client to heyi_owner using (true) with check (true);
create policy tenant on payroll.return_client to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.return_client to heyi_app;

create table payroll.return_event (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  return_id uuid not null,
  action text not null,
  state text not null,
  note text,
  account_id uuid,
  actor_name text not null,
  at timestamp with time zone not null,
  constraint return_event_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint return_event_shard_key_tenant_id_return_id_fkey FOREIGN KEY (shard_key, tenant_id, return_id) REFERENCES payroll.withholding_return(shard_key, tenant_id, id),
  constraint return_event_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX return_event_return ON payroll.return_event USING btree (shard_key, tenant_id, return_id, id);
alter table payroll.return_event enable row level security;
alter table payroll.return_event force row level security;
create policy door on payroll.return_event to heyi_owner using (true) with check (true);
create policy tenant on payroll.return_event to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant insert, select on payroll.return_event to heyi_app;

create table payroll.return_line (
  shard_key integer not null,
  tenant_id uuid not null,
  return_id uuid not null,
  sheet text not null,
  taxpayer_id uuid not null,
  income_item text not null,
  employee_no text,
  client_ids uuid[] not null,
  income bigint not null,
  exempt bigint not null,
  pension bigint not null,
  medical bigint not null,
  unemployment bigint not null,
  housing_fund bigint not null,
  child_education bigint not null,
  infant_care bigint not null,
  continuing_education bigint not null,
  housing_loan_interest bigint not null,
  housing_rent bigint not null,
  elder_support bigint not null,
  other bigint not null,
  relief bigint not null,
  tax bigint not null,
  cumulative_income bigint not null,
  cumulative_exempt bigint not null,
  cumulative_basic bigint not null,
  cumulative_special bigint not null,
  cumulative_additional bigint not null,
  cumulative_other bigint not null,
  cumulative_relief bigint not null,
  cumulative_taxable bigint not null,
  cumulative_tax bigint not null,
  withheld_before bigint not null,
  bureau jsonb,
  difference bigint,
  cause text,
  constraint return_line_pkey PRIMARY KEY (shard_key, tenant_id, return_id, sheet, taxpayer_id, income_item),
  constraint return_line_shard_key_tenant_id_return_id_fkey FOREIGN KEY (shard_key, tenant_id, return_id) REFERENCES payroll.withholding_return(shard_key, tenant_id, id),
  constraint return_line_shard_key_tenant_id_taxpayer_id_fkey FOREIGN KEY (shard_key, tenant_id, taxpayer_id) REFERENCES payroll.taxpayer(shard_key, tenant_id, id),
  constraint return_line_sheet_check CHECK ((sheet = ANY (ARRAY['wages'::text, 'annualBonus'::text, 'labourRemuneration'::text, 'nonResidentWages'::text]))),
  constraint return_line_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX return_line_differing ON payroll.return_line USING btree (shard_key, tenant_id, return_id) WHERE (difference <> 0);
alter table payroll.return_line enable row level security;
alter table payroll.return_line force row level security;
create policy door on payroll.return_line to heyi_owner using (true) with check (true);
create policy tenant on payroll.return_line to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.return_line to heyi_app;

create table payroll.return_stranger (
  shard_key integer not null,
  tenant_id uuid not null,
  return_id uuid not null,
  sheet text not null,
  document_hash bytea not null,
  document_masked text not null,
  person_name text not null,
  bureau jsonb not null,
  tax bigint not null,
  constraint return_stranger_pkey PRIMARY KEY (shard_key, tenant_id, return_id, sheet, document_hash),
  constraint return_stranger_shard_key_tenant_id_return_id_fkey FOREIGN KEY (shard_key, tenant_id, return_id) REFERENCES payroll.withholding_return(shard_key, tenant_id, id),
  constraint return_stranger_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table payroll.return_stranger enable row level security;
alter table payroll.return_stranger force row level security;
create policy door on payroll.return_stranger to heyi_owner using (true) with check (true);
create policy tenant on payroll.return_stranger to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.return_stranger to heyi_app;

create table payroll.run (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  title text not null,
  original_run_id uuid,
  wage_month text not null,
  pay_date date not null,
  tax_period text not null,
  contribution_period text,
  approval_mode text not null,
  state text not null,
  input_revision bigint default 0 not null,
  calculation_version integer default 0 not null,
  calculation_id uuid,
  pending_calculation_id uuid,
  void_cause text,
  void_note text,
  prepared_by uuid,
  prepared_by_name text not null,
  approved_by uuid,
  approved_by_name text,
  lock_count integer default 0 not null,
  locked_at timestamp with time zone,
  paying_since timestamp with time zone,
  paid_at timestamp with time zone,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  constraint run_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint run_approval_mode_check CHECK ((approval_mode = ANY (ARRAY['client'::text, 'inside'::text]))),
  constraint run_contribution_period_check CHECK (payroll.is_month(contribution_period)),
  constraint run_kind_check CHECK ((kind = ANY (ARRAY['regular'::text, 'offCycle'::text, 'correction'::text, 'final'::text, 'balancing'::text]))),
  constraint run_shard_key_tenant_id_original_run_id_fkey FOREIGN KEY (shard_key, tenant_id, original_run_id) REFERENCES payroll.run(shard_key, tenant_id, id),
  constraint run_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'collecting'::text, 'calculating'::text, 'calculated'::text, 'inReview'::text, 'rejected'::text, 'approved'::text, 'locked'::text, 'awaitingFunds'::text, 'funded'::text, 'paying'::text, 'partiallyPaid'::text, 'paid'::text, 'closed'::text, 'cancelled'::text]))),
  constraint run_tax_period_check CHECK (payroll.is_month(tax_period)),
  constraint run_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id),
  constraint run_wage_month_check CHECK (payroll.is_month(wage_month))
);
CREATE INDEX run_month ON payroll.run USING btree (shard_key, tenant_id, wage_month DESC, id DESC);
CREATE INDEX run_open ON payroll.run USING btree (shard_key, tenant_id, id) WHERE (state <> ALL (ARRAY['closed'::text, 'cancelled'::text]));
alter table payroll.run enable row level security;
alter table payroll.run force row level security;
create policy door on payroll.run to heyi_owner using (true) with check (true);
create policy tenant on payroll.run to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.run to heyi_app;

create table payroll.run_entity (
  shard_key integer not null,
  tenant_id uuid not null,
  run_id uuid not null,
  legal_entity_id uuid not null,
  entity_tenant_id uuid not null,
  entity_shard_key integer not null,
  payer_account_id uuid,
  constraint run_entity_pkey PRIMARY KEY (shard_key, tenant_id, run_id, legal_entity_id),
  constraint run_entity_entity_tenant_id_fkey FOREIGN KEY (entity_tenant_id) REFERENCES platform.tenant(id),
  constraint run_entity_shard_key_tenant_id_run_id_fkey FOREIGN KEY (shard_key, tenant_id, run_id) REFERENCES payroll.run(shard_key, tenant_id, id),
  constraint run_entity_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table payroll.run_entity enable row level security;
alter table payroll.run_entity force row level security;
create policy door on payroll.run_entity to heyi_owner using (true) with check (true);
create policy tenant on payroll.run_entity to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.run_entity to heyi_app;

create table payroll.run_event (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  run_id uuid not null,
  action text not null,
  state text not null,
  cause text,
  note text,
  account_id uuid,
  actor_name text not null,
  at timestamp with time zone not null,
  constraint run_event_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint run_event_shard_key_tenant_id_run_id_fkey FOREIGN KEY (shard_key, tenant_id, run_id) REFERENCES payroll.run(shard_key, tenant_id, id),
  constraint run_event_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX run_event_run ON payroll.run_event USING btree (shard_key, tenant_id, run_id, id);
alter table payroll.run_event enable row level security;
alter table payroll.run_event force row level security;
create policy door on payroll.run_event to heyi_owner using (true) with check (true);
create policy tenant on payroll.run_event to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant insert, select on payroll.run_event to heyi_app;

create table payroll.run_input (
  shard_key integer not null,
  tenant_id uuid not null,
  run_id uuid not null,
  source text not null,
  state text not null,
  is_required boolean not null,
  row_count integer default 0 not null,
  import_id uuid,
  note text,
  submitted_by_name text,
  submitted_at timestamp with time zone,
  reviewed_by_name text,
  reviewed_at timestamp with time zone,
  constraint run_input_pkey PRIMARY KEY (shard_key, tenant_id, run_id, source),
  constraint run_input_shard_key_tenant_id_run_id_fkey FOREIGN KEY (shard_key, tenant_id, run_id) REFERENCES payroll.run(shard_key, tenant_id, id),
  constraint run_input_source_check CHECK ((source = ANY (ARRAY['payChanges'::text, 'attendance'::text, 'oneOffItems'::text, 'specialDeductions'::text, 'openingBalances'::text, 'contributions'::text]))),
  constraint run_input_state_check CHECK ((state = ANY (ARRAY['notSubmitted'::text, 'submitted'::text, 'reviewed'::text, 'returned'::text]))),
  constraint run_input_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table payroll.run_input enable row level security;
alter table payroll.run_input force row level security;
create policy door on payroll.run_input to heyi_owner using (true) with check (true);
create policy tenant on payroll.run_input to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.run_input to heyi_app;

create table payroll.special_deduction (
  shard_key integer not null,
  tenant_id uuid not null,
  taxpayer_id uuid not null,
  tax_period text not null,
  child_education bigint not null,
  infant_care bigint not null,
  continuing_education bigint not null,
  housing_loan_interest bigint not null,
  housing_rent bigint not null,
  elder_support bigint not null,
  other bigint not null,
  takes_basic_deduction boolean not null,
  first_employment text not null,
  recorded_at timestamp with time zone not null,
  constraint special_deduction_pkey PRIMARY KEY (shard_key, tenant_id, taxpayer_id, tax_period),
  constraint special_deduction_child_education_check CHECK ((child_education >= 0)),
  constraint special_deduction_continuing_education_check CHECK ((continuing_education >= 0)),
  constraint special_deduction_elder_support_check CHECK ((elder_support >= 0)),
  constraint special_deduction_first_employment_check CHECK ((first_employment = ANY (ARRAY['none'::text, 'student'::text, 'other'::text]))),
  constraint special_deduction_housing_loan_interest_check CHECK ((housing_loan_interest >= 0)),
  constraint special_deduction_housing_rent_check CHECK ((housing_rent >= 0)),
  constraint special_deduction_infant_care_check CHECK ((infant_care >= 0)),
  constraint special_deduction_other_check CHECK ((other >= 0)),
  constraint special_deduction_shard_key_tenant_id_taxpayer_id_fkey FOREIGN KEY (shard_key, tenant_id, taxpayer_id) REFERENCES payroll.taxpayer(shard_key, tenant_id, id),
  constraint special_deduction_tax_period_check CHECK (payroll.is_month(tax_period)),
  constraint special_deduction_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table payroll.special_deduction enable row level security;
alter table payroll.special_deduction force row level security;
create policy door on payroll.special_deduction to heyi_owner using (true) with check (true);
create policy tenant on payroll.special_deduction to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.special_deduction to heyi_app;

create table payroll.tax_cumulation (
  shard_key integer not null,
  tenant_id uuid not null,
  taxpayer_id uuid not null,
  tax_year integer not null,
  income_kind text not null,
  version integer not null,
  last_period text not null,
  employed_from text not null,
  declared_months integer not null,
  withholding_method text not null,
  income bigint not null,
  exempt bigint not null,
  basic_deduction bigint not null,
  special bigint not null,
  additional bigint not null,
  other bigint not null,
  relief bigint not null,
  withheld bigint not null,
  bonus_income bigint not null,
  bonus_tax bigint not null,
  constraint tax_cumulation_pkey PRIMARY KEY (shard_key, tenant_id, taxpayer_id, tax_year, income_kind),
  constraint tax_cumulation_employed_from_check CHECK (payroll.is_month(employed_from)),
  constraint tax_cumulation_income_kind_check CHECK ((income_kind = ANY (ARRAY['wages'::text, 'labourRemuneration'::text, 'studentIntern'::text, 'nonResidentWages'::text]))),
  constraint tax_cumulation_last_period_check CHECK (payroll.is_month(last_period)),
  constraint tax_cumulation_shard_key_tenant_id_taxpayer_id_fkey FOREIGN KEY (shard_key, tenant_id, taxpayer_id) REFERENCES payroll.taxpayer(shard_key, tenant_id, id),
  constraint tax_cumulation_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table payroll.tax_cumulation enable row level security;
alter table payroll.tax_cumulation force row level security;
create policy door on payroll.tax_cumulation to heyi_owner using (true) with check (true);
create policy tenant on payroll.tax_cumulation to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.tax_cumulation to heyi_app;

create table payroll.tax_cumulation_step (
  shard_key integer not null,
  tenant_id uuid not null,
  taxpayer_id uuid not null,
  tax_year integer not null,
  income_kind text not null,
  version integer not null,
  tax_period text not null,
  legal_entity_id uuid not null,
  run_tenant_id uuid,
  run_id uuid,
  lock_number integer,
  employment_id uuid,
  income bigint not null,
  exempt bigint not null,
  special bigint not null,
  other bigint not null,
  relief bigint not null,
  tax bigint not null,
  bonus_income bigint not null,
  bonus_tax bigint not null,
  head_employed_from text not null,
  head_declared_months integer not null,
  head_method text not null,
  head_income bigint not null,
  head_exempt bigint not null,
  head_basic_deduction bigint not null,
  head_special bigint not null,
  head_additional bigint not null,
  head_other bigint not null,
  head_relief bigint not null,
  head_withheld bigint not null,
  head_bonus_income bigint not null,
  head_bonus_tax bigint not null,
  recorded_at timestamp with time zone not null,
  voided_at timestamp with time zone,
  constraint tax_cumulation_step_pkey PRIMARY KEY (shard_key, tenant_id, taxpayer_id, tax_year, income_kind, version),
  constraint tax_cumulation_step_tax_period_check CHECK (payroll.is_month(tax_period)),
  constraint tax_cumulation_step_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX tax_cumulation_step_period ON payroll.tax_cumulation_step USING btree (shard_key, tenant_id, legal_entity_id, tax_period, taxpayer_id) WHERE (voided_at IS NULL);
CREATE INDEX tax_cumulation_step_run ON payroll.tax_cumulation_step USING btree (shard_key, tenant_id, run_id, lock_number);
alter table payroll.tax_cumulation_step enable row level security;
alter table payroll.tax_cumulation_step force row level security;
create policy door on payroll.tax_cumulation_step to heyi_owner using (true) with check (true);
create policy tenant on payroll.tax_cumulation_step to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.tax_cumulation_step to heyi_app;

create table payroll.tax_payment (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  return_id uuid not null,
  payment_number integer not null,
  legal_entity_id uuid not null,
  tax_period text not null,
  amount bigint not null,
  payer_account_id uuid,
  paid_on date not null,
  voucher_number text not null,
  recorded_by_name text not null,
  recorded_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint tax_payment_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint tax_payment_amount_check CHECK ((amount <> 0)),
  constraint tax_payment_shard_key_tenant_id_return_id_payment_number_key UNIQUE (shard_key, tenant_id, return_id, payment_number),
  constraint tax_payment_tax_period_check CHECK (payroll.is_month(tax_period)),
  constraint tax_payment_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX tax_payment_period ON payroll.tax_payment USING btree (shard_key, tenant_id, legal_entity_id, tax_period) WHERE (revoked_at IS NULL);
alter table payroll.tax_payment enable row level security;
alter table payroll.tax_payment force row level security;
create policy door on payroll.tax_payment to heyi_owner using (true) with check (true);
create policy tenant on payroll.tax_payment to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.tax_payment to heyi_app;

create table payroll.taxpayer (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  legal_entity_id uuid not null,
  document_hash bytea not null,
  document_kind text not null,
  document_sealed bytea not null,
  document_masked text not null,
  person_name text not null,
  created_at timestamp with time zone not null,
  constraint taxpayer_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint taxpayer_shard_key_tenant_id_legal_entity_id_document_hash_key UNIQUE (shard_key, tenant_id, legal_entity_id, document_hash),
  constraint taxpayer_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table payroll.taxpayer enable row level security;
alter table payroll.taxpayer force row level security;
create policy door on payroll.taxpayer to heyi_owner using (true) with check (true);
create policy tenant on payroll.taxpayer to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.taxpayer to heyi_app;

create table payroll.taxpayer_registration (
  shard_key integer not null,
  tenant_id uuid not null,
  taxpayer_id uuid not null,
  legal_entity_id uuid not null,
  person_name text not null,
  document_type text not null,
  employee_no text,
  employed_from date,
  left_on date,
  facts_sealed bytea not null,
  facts_hash bytea not null,
  key_hash bytea not null,
  sent_hash bytea,
  sent_key_hash bytea,
  reported_hash bytea,
  reported_key_hash bytea,
  is_leaver boolean not null,
  is_leaver_reported boolean default false not null,
  missing text[] not null,
  state text not null,
  identity text not null,
  failure text,
  collected_at timestamp with time zone not null,
  sheet_file_id uuid,
  reported_at timestamp with time zone,
  constraint taxpayer_registration_pkey PRIMARY KEY (shard_key, tenant_id, taxpayer_id),
  constraint taxpayer_registration_identity_check CHECK ((identity = ANY (ARRAY['notChecked'::text, 'checking'::text, 'verified'::text, 'refused'::text, 'deferred'::text]))),
  constraint taxpayer_registration_shard_key_tenant_id_taxpayer_id_fkey FOREIGN KEY (shard_key, tenant_id, taxpayer_id) REFERENCES payroll.taxpayer(shard_key, tenant_id, id),
  constraint taxpayer_registration_state_check CHECK ((state = ANY (ARRAY['toReport'::text, 'reporting'::text, 'reported'::text, 'failed'::text]))),
  constraint taxpayer_registration_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX taxpayer_registration_entity ON payroll.taxpayer_registration USING btree (shard_key, tenant_id, legal_entity_id, state);
alter table payroll.taxpayer_registration enable row level security;
alter table payroll.taxpayer_registration force row level security;
create policy door on payroll.taxpayer_registration to heyi_owner using (true) with check (true);
create policy tenant on payroll.taxpayer_registration to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.taxpayer_registration to heyi_app;

create table payroll.withholding_return (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  legal_entity_id uuid not null,
  tax_period text not null,
  number integer not null,
  corrects_id uuid,
  correction_reason text,
  state text not null,
  deadline date not null,
  is_deadline_provisional boolean not null,
  source_hash text not null,
  people integer not null,
  zero_tax_people integer not null,
  income bigint not null,
  exempt bigint not null,
  tax bigint not null,
  tax_declared_before bigint not null,
  compared integer default 0 not null,
  differing integer default 0 not null,
  difference bigint default 0 not null,
  difference_accepted text,
  receipt_number text,
  refusal text,
  paid_amount bigint,
  late_fee bigint,
  paid_on date,
  voucher_number text,
  payment_count integer default 0 not null,
  evidence_id uuid,
  created_at timestamp with time zone not null,
  constraint withholding_return_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint withholding_return_number_check CHECK ((number >= 0)),
  constraint withholding_return_state_check CHECK ((state = ANY (ARRAY['computed'::text, 'differs'::text, 'sent'::text, 'accepted'::text, 'rejected'::text, 'taxPaid'::text, 'evidenced'::text, 'cancelled'::text]))),
  constraint withholding_return_tax_period_check CHECK (payroll.is_month(tax_period)),
  constraint withholding_return_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE UNIQUE INDEX withholding_return_number ON payroll.withholding_return USING btree (shard_key, tenant_id, legal_entity_id, tax_period, number) WHERE (state <> 'cancelled'::text);
alter table payroll.withholding_return enable row level security;
alter table payroll.withholding_return force row level security;
create policy door on payroll.withholding_return to heyi_owner using (true) with check (true);
create policy tenant on payroll.withholding_return to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on payroll.withholding_return to heyi_app;

create view payroll.billed_estimate with (security_invoker=true) as
 SELECT e.shard_key,
    e.tenant_id,
    e.employment_id,
    e.contribution_period,
    (e.own_insurance +
        CASE
            WHEN (b.fund_lines > 0) THEN e.own_housing_fund
            ELSE (0)::bigint
        END) AS own_taken_fen,
    (e.employer_insurance +
        CASE
            WHEN (b.fund_lines > 0) THEN e.employer_housing_fund
            ELSE (0)::bigint
        END) AS employer_taken_fen,
    b.own_billed_fen,
    b.employer_billed_fen
   FROM (payroll.contribution_estimate e
     CROSS JOIN LATERAL ( SELECT count(*) AS lines,
            array_agg(l.registration_id) AS registration_ids,
            count(*) FILTER (WHERE (l.kind = ANY (ARRAY['housingFund'::text, 'supplementaryHousingFund'::text]))) AS fund_lines,
            (sum(l.employee_fen))::bigint AS own_billed_fen,
            (sum(l.employer_fen))::bigint AS employer_billed_fen
           FROM insurance.contribution_line_month l
          WHERE ((l.shard_key = e.shard_key) AND (l.tenant_id = e.tenant_id) AND (l.bill_month = e.contribution_period) AND (l.employment_id = e.employment_id) AND (l.type = 'regular'::text) AND (l.source = 'officialBill'::text))) b)
  WHERE ((e.settled_run_id IS NULL) AND (b.lines > 0) AND (( SELECT count(*) AS count
           FROM jsonb_object_keys(e.shares) share(registration_id)
          WHERE ((share.registration_id)::uuid <> ALL (b.registration_ids))) <=
        CASE
            WHEN ((b.fund_lines = 0) AND ((e.own_housing_fund + e.employer_housing_fund) > 0)) THEN 1
            ELSE 0
        END));
grant select on payroll.billed_estimate to heyi_app;
create view payroll.declarable_period with (security_invoker=true) as
 SELECT shard_key,
    tenant_id,
    legal_entity_id,
    tax_period,
    (count(DISTINCT taxpayer_id))::integer AS people,
    (sum((income + bonus_income)))::bigint AS income,
    (sum((tax + bonus_tax)))::bigint AS tax,
    md5(string_agg(concat_ws(','::text, taxpayer_id, tax_year, income_kind, version, run_id, lock_number), ';'::text ORDER BY taxpayer_id, tax_year, income_kind, version)) AS source_hash
   FROM payroll.tax_cumulation_step s
  WHERE ((voided_at IS NULL) AND (run_id IS NOT NULL))
  GROUP BY shard_key, tenant_id, legal_entity_id, tax_period;
grant select on payroll.declarable_period to heyi_app;
create view payroll.locked_payslip with (security_invoker=true) as
 SELECT s.shard_key,
    s.tenant_id,
    s.id,
    s.calculation_id,
    s.employment_id,
    s.taxpayer_id,
    s.pay_entity_id,
    s.income_kind,
    s.withholding_method,
    s.cumulation_version,
    s.flags,
    s.gross,
    s.tax_free,
    s.income,
    s.bonus_income,
    s.own_pension,
    s.own_medical,
    s.own_unemployment,
    s.own_housing_fund,
    s.own_adjustment,
    s.housing_fund_excess,
    s.special,
    s.other,
    s.employer_insurance,
    s.employer_housing_fund,
    s.employer_adjustment,
    s.after_tax_deductions,
    s.recovered,
    s.tax,
    s.bonus_tax,
    s.net,
    s.receivable,
    s.cumulative_income,
    s.cumulative_exempt,
    s.cumulative_basic,
    s.cumulative_special,
    s.cumulative_additional,
    s.cumulative_other,
    s.cumulative_relief,
    s.cumulative_taxable,
    s.cumulative_tax,
    s.withheld_before,
    s.tax_rate_ppm,
    s.employed_from,
    s.payee_account_hash,
    s.lines,
    r.id AS run_id,
    r.kind AS run_kind,
    r.wage_month,
    r.pay_date,
    r.tax_period,
    r.contribution_period,
    r.state AS run_state,
    c.version AS calculation_version,
    c.policy_pin
   FROM ((payroll.run r
     JOIN payroll.calculation c ON (((c.shard_key = r.shard_key) AND (c.tenant_id = r.tenant_id) AND (c.id = r.calculation_id))))
     JOIN payroll.payslip s ON (((s.shard_key = r.shard_key) AND (s.tenant_id = r.tenant_id) AND (s.calculation_id = c.id))))
  WHERE (r.state = ANY (ARRAY['locked'::text, 'awaitingFunds'::text, 'funded'::text, 'paying'::text, 'partiallyPaid'::text, 'paid'::text, 'closed'::text]));
grant select on payroll.locked_payslip to heyi_app;
create view payroll.run_findings with (security_invoker=true) as
 SELECT r.shard_key,
    r.tenant_id,
    r.id AS run_id,
    f.blockers,
    f.open_warnings
   FROM (payroll.run r
     CROSS JOIN LATERAL ( SELECT (count(*) FILTER (WHERE (f_1.severity = 'blocker'::text)))::integer AS blockers,
            (count(*) FILTER (WHERE ((f_1.severity = 'warning'::text) AND (a.id IS NULL))))::integer AS open_warnings
           FROM (payroll.finding f_1
             LEFT JOIN payroll.finding_acknowledgement a ON (((a.shard_key = f_1.shard_key) AND (a.tenant_id = f_1.tenant_id) AND (a.run_id = r.id) AND (a.key = f_1.key) AND (NOT (a.employment_id IS DISTINCT FROM f_1.employment_id)) AND (a.evidence = f_1.evidence))))
          WHERE ((f_1.shard_key = r.shard_key) AND (f_1.tenant_id = r.tenant_id) AND (f_1.calculation_id = r.calculation_id))) f)
  WHERE (r.state = ANY (ARRAY['calculated'::text, 'rejected'::text, 'inReview'::text, 'approved'::text]));
grant select on payroll.run_findings to heyi_app;
create view payroll.taxpayer_standing with (security_invoker=true) as
 SELECT t.shard_key,
    t.tenant_id,
    t.id AS taxpayer_id,
    t.legal_entity_id,
    t.document_hash,
    COALESCE(r.state, 'toReport'::text) AS state,
    COALESCE(r.identity, 'notChecked'::text) AS identity,
    r.failure
   FROM (payroll.taxpayer t
     LEFT JOIN payroll.taxpayer_registration r ON (((r.shard_key = t.shard_key) AND (r.tenant_id = t.tenant_id) AND (r.taxpayer_id = t.id))));
grant select on payroll.taxpayer_standing to heyi_app;
CREATE OR REPLACE FUNCTION payroll.is_month(month text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$' $function$;
grant execute on function payroll.is_month(text) to public;
