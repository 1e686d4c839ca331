-- Made by tools/generate.ts from the migrations. Read it; change the migrations.

grant usage on schema insurance to heyi_app;

create table insurance.arrears (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  registration_id uuid not null,
  period text not null,
  due_on date not null,
  failed_on date not null,
  principal_fen bigint not null,
  daily_rate_ppm integer,
  responsibility text not null,
  reason text not null,
  recorded_by_name text not null,
  recorded_at timestamp with time zone not null,
  settled_on date,
  late_fee_fen bigint,
  constraint arrears_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint arrears_check CHECK (((settled_on IS NULL) = (late_fee_fen IS NULL))),
  constraint arrears_late_fee_fen_check CHECK ((late_fee_fen >= 0)),
  constraint arrears_period_check CHECK ((period ~ '^\d{4}-\d{2}$'::text)),
  constraint arrears_principal_fen_check CHECK ((principal_fen > 0)),
  constraint arrears_responsibility_check CHECK ((responsibility = ANY (ARRAY['client'::text, 'provider'::text, 'supplier'::text, 'agency'::text]))),
  constraint arrears_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE UNIQUE INDEX arrears_open ON insurance.arrears USING btree (shard_key, tenant_id, registration_id, period) WHERE (settled_on IS NULL);
alter table insurance.arrears enable row level security;
alter table insurance.arrears force row level security;
create policy door on insurance.arrears to heyi_owner using (true) with check (true);
create policy tenant on insurance.arrears to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on insurance.arrears to heyi_app;

create table insurance.arrears_part (
  shard_key integer not null,
  tenant_id uuid not null,
  arrears_id uuid not null,
  client_tenant_id uuid not null,
  due_fen bigint not null,
  late_fee_fen bigint not null,
  constraint arrears_part_pkey PRIMARY KEY (shard_key, tenant_id, arrears_id, client_tenant_id),
  constraint arrears_part_late_fee_fen_check CHECK ((late_fee_fen >= 0)),
  constraint arrears_part_shard_key_tenant_id_arrears_id_fkey FOREIGN KEY (shard_key, tenant_id, arrears_id) REFERENCES insurance.arrears(shard_key, tenant_id, id),
  constraint arrears_part_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table insurance.arrears_part enable row level security;
alter table insurance.arrears_part force row level security;
create policy door on insurance.arrears_part to heyi_owner using (true) with check (true);
create policy tenant on insurance.arrears_part to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on insurance.arrears_part to heyi_app;

create table insurance.back_contribution (
  shard_key integer not null,
  tenant_id uuid not null,
  task_id uuid not null,
  from_period text not null,
  to_period text not null,
  base_fen bigint not null,
  pay_on date not null,
  responsibility text not null,
  reason text not null,
  asked_by_name text not null,
  asked_at timestamp with time zone not null,
  constraint back_contribution_pkey PRIMARY KEY (shard_key, tenant_id, task_id),
  constraint back_contribution_base_fen_check CHECK ((base_fen > 0)),
  constraint back_contribution_check CHECK ((to_period >= from_period)),
  constraint back_contribution_from_period_check CHECK ((from_period ~ '^\d{4}-\d{2}$'::text)),
  constraint back_contribution_responsibility_check CHECK ((responsibility = ANY (ARRAY['client'::text, 'provider'::text, 'supplier'::text, 'agency'::text]))),
  constraint back_contribution_shard_key_tenant_id_task_id_fkey FOREIGN KEY (shard_key, tenant_id, task_id) REFERENCES insurance.task(shard_key, tenant_id, id),
  constraint back_contribution_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id),
  constraint back_contribution_to_period_check CHECK ((to_period ~ '^\d{4}-\d{2}$'::text))
);
alter table insurance.back_contribution enable row level security;
alter table insurance.back_contribution force row level security;
create policy door on insurance.back_contribution to heyi_owner using (true) with check (true);
create policy tenant on insurance.back_contribution to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on insurance.back_contribution to heyi_app;

create table insurance.base_adjustment (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  regime text not null,
  city_code text not null,
  period text not null,
  deadline date not null,
  state text not null,
  difference_run_id uuid,
  created_at timestamp with time zone not null,
  applied_at timestamp with time zone,
  constraint base_adjustment_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint base_adjustment_check CHECK (((state = 'applied'::text) = (applied_at IS NOT NULL))),
  constraint base_adjustment_city_code_check CHECK ((city_code ~ '^\d{6}$'::text)),
  constraint base_adjustment_period_check CHECK ((period ~ '^\d{4}-\d{2}$'::text)),
  constraint base_adjustment_regime_check CHECK ((regime = ANY (ARRAY['socialInsurance'::text, 'housingFund'::text]))),
  constraint base_adjustment_state_check CHECK ((state = ANY (ARRAY['open'::text, 'applied'::text, 'cancelled'::text]))),
  constraint base_adjustment_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE UNIQUE INDEX base_adjustment_open ON insurance.base_adjustment USING btree (shard_key, tenant_id, regime, city_code) WHERE (state = 'open'::text);
alter table insurance.base_adjustment enable row level security;
alter table insurance.base_adjustment force row level security;
create policy door on insurance.base_adjustment to heyi_owner using (true) with check (true);
create policy tenant on insurance.base_adjustment to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on insurance.base_adjustment to heyi_app;

create table insurance.base_adjustment_row (
  shard_key integer not null,
  tenant_id uuid not null,
  adjustment_id uuid not null,
  employment_id uuid not null,
  base_before_fen bigint not null,
  base_fen bigint not null,
  base_source text default 'present'::text not null,
  confirmed_how text,
  confirmed_at timestamp with time zone,
  confirmed_by_name text,
  file_id uuid,
  objection text,
  constraint base_adjustment_row_pkey PRIMARY KEY (shard_key, tenant_id, adjustment_id, employment_id),
  constraint base_adjustment_row_base_before_fen_check CHECK ((base_before_fen >= 0)),
  constraint base_adjustment_row_base_fen_check CHECK ((base_fen >= 0)),
  constraint base_adjustment_row_base_source_check CHECK ((base_source = ANY (ARRAY['present'::text, 'file'::text, 'lastYearAverage'::text, 'agreedWage'::text]))),
  constraint base_adjustment_row_check CHECK (((confirmed_how IS NULL) = (confirmed_at IS NULL))),
  constraint base_adjustment_row_check1 CHECK (((file_id IS NOT NULL) = (NOT (confirmed_how IS DISTINCT FROM 'client'::text)))),
  constraint base_adjustment_row_check2 CHECK (((confirmed_how IS NULL) OR (objection IS NULL))),
  constraint base_adjustment_row_confirmed_how_check CHECK ((confirmed_how = ANY (ARRAY['person'::text, 'client'::text]))),
  constraint base_adjustment_row_shard_key_tenant_id_adjustment_id_fkey FOREIGN KEY (shard_key, tenant_id, adjustment_id) REFERENCES insurance.base_adjustment(shard_key, tenant_id, id),
  constraint base_adjustment_row_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table insurance.base_adjustment_row enable row level security;
alter table insurance.base_adjustment_row force row level security;
create policy door on insurance.base_adjustment_row to heyi_owner using (true) with check (true);
create policy tenant on insurance.base_adjustment_row to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on insurance.base_adjustment_row to heyi_app;

create table insurance.base_proposal (
  shard_key integer not null,
  tenant_id uuid not null,
  adjustment_id uuid not null,
  employment_id uuid not null,
  source text not null,
  amount_fen bigint not null,
  months integer,
  from_period text,
  to_period text,
  constraint base_proposal_pkey PRIMARY KEY (shard_key, tenant_id, adjustment_id, employment_id, source),
  constraint base_proposal_amount_fen_check CHECK ((amount_fen > 0)),
  constraint base_proposal_check CHECK (((months IS NULL) = (from_period IS NULL))),
  constraint base_proposal_check1 CHECK (((months IS NULL) = (to_period IS NULL))),
  constraint base_proposal_check2 CHECK (((months IS NOT NULL) = (source = 'lastYearAverage'::text))),
  constraint base_proposal_from_period_check CHECK ((from_period ~ '^\d{4}-\d{2}$'::text)),
  constraint base_proposal_months_check CHECK (((months >= 1) AND (months <= 12))),
  constraint base_proposal_shard_key_tenant_id_adjustment_id_employment_fkey FOREIGN KEY (shard_key, tenant_id, adjustment_id, employment_id) REFERENCES insurance.base_adjustment_row(shard_key, tenant_id, adjustment_id, employment_id),
  constraint base_proposal_source_check CHECK ((source = ANY (ARRAY['lastYearAverage'::text, 'agreedWage'::text]))),
  constraint base_proposal_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id),
  constraint base_proposal_to_period_check CHECK ((to_period ~ '^\d{4}-\d{2}$'::text))
);
alter table insurance.base_proposal enable row level security;
alter table insurance.base_proposal force row level security;
create policy door on insurance.base_proposal to heyi_owner using (true) with check (true);
create policy tenant on insurance.base_proposal to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on insurance.base_proposal to heyi_app;

create table insurance.bill_difference (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  bill_id uuid not null,
  client_tenant_id uuid,
  employment_id uuid,
  row_number integer,
  person_name text not null,
  kind text,
  period text not null,
  type text not null,
  cause text not null,
  our_base_fen bigint not null,
  our_employer_fen bigint not null,
  our_employee_fen bigint not null,
  bill_base_fen bigint not null,
  bill_employer_fen bigint not null,
  bill_employee_fen bigint not null,
  decision text,
  note text,
  decided_by_name text,
  decided_at timestamp with time zone,
  constraint bill_difference_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint bill_difference_cause_check CHECK ((cause = ANY (ARRAY['baseDiffers'::text, 'rateDiffers'::text, 'rounding'::text, 'notOnBill'::text, 'notOurs'::text, 'duplicateRow'::text, 'backContribution'::text, 'lateFee'::text, 'refund'::text, 'elsewhere'::text]))),
  constraint bill_difference_check CHECK (((decision IS NULL) = (decided_at IS NULL))),
  constraint bill_difference_decision_check CHECK ((decision = ANY (ARRAY['takeBill'::text, 'dispute'::text, 'askClient'::text]))),
  constraint bill_difference_shard_key_tenant_id_bill_id_fkey FOREIGN KEY (shard_key, tenant_id, bill_id) REFERENCES insurance.official_bill(shard_key, tenant_id, id),
  constraint bill_difference_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX bill_difference_bill ON insurance.bill_difference USING btree (shard_key, tenant_id, bill_id, cause, id);
alter table insurance.bill_difference enable row level security;
alter table insurance.bill_difference force row level security;
create policy door on insurance.bill_difference to heyi_owner using (true) with check (true);
create policy tenant on insurance.bill_difference to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on insurance.bill_difference to heyi_app;

create table insurance.contribution_line (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  employment_id uuid not null,
  registration_id uuid not null,
  kind text not null,
  period text not null,
  bill_period text not null,
  type text not null,
  source text not null,
  base_fen bigint not null,
  employer_fen bigint not null,
  employee_fen bigint not null,
  late_fee_fen bigint default 0 not null,
  provisional boolean not null,
  policy_pin text,
  evidence_file_id uuid,
  difference_run_id uuid,
  recorded_at timestamp with time zone not null,
  superseded_at timestamp with time zone,
  constraint contribution_line_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint contribution_line_bill_period_check CHECK ((bill_period ~ '^\d{4}-\d{2}$'::text)),
  constraint contribution_line_check CHECK (((source = 'estimate'::text) = (policy_pin IS NOT NULL))),
  constraint contribution_line_late_fee_fen_check CHECK ((late_fee_fen >= 0)),
  constraint contribution_line_period_check CHECK ((period ~ '^\d{4}-\d{2}$'::text)),
  constraint contribution_line_source_check CHECK ((source = ANY (ARRAY['estimate'::text, 'officialBill'::text]))),
  constraint contribution_line_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id),
  constraint contribution_line_type_check CHECK ((type = ANY (ARRAY['regular'::text, 'backContribution'::text, 'difference'::text, 'refund'::text])))
);
CREATE INDEX contribution_line_bill ON insurance.contribution_line USING btree (shard_key, tenant_id, bill_period, employment_id) WHERE (superseded_at IS NULL);
CREATE UNIQUE INDEX contribution_line_counts ON insurance.contribution_line USING btree (shard_key, tenant_id, period, employment_id, kind, type, bill_period) WHERE (superseded_at IS NULL);
alter table insurance.contribution_line enable row level security;
alter table insurance.contribution_line force row level security;
create policy door on insurance.contribution_line to heyi_owner using (true) with check (true);
create policy tenant on insurance.contribution_line to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on insurance.contribution_line to heyi_app;

create table insurance.contribution_month (
  shard_key integer not null,
  tenant_id uuid not null,
  registration_id uuid not null,
  period text not null,
  kind text not null,
  state text not null,
  person_count integer not null,
  employer_fen bigint not null,
  employee_fen bigint not null,
  official_bill_id uuid,
  estimated_at timestamp with time zone not null,
  declared_at timestamp with time zone,
  assessed_at timestamp with time zone,
  collecting_at timestamp with time zone,
  in_arrears_at timestamp with time zone,
  paid_at timestamp with time zone,
  reconciled_at timestamp with time zone,
  reopened_at timestamp with time zone,
  reopen_reason text,
  moved_by_name text not null,
  moved_at timestamp with time zone not null,
  constraint contribution_month_pkey PRIMARY KEY (shard_key, tenant_id, registration_id, period, kind),
  constraint contribution_month_check CHECK (((state <> ALL (ARRAY['paid'::text, 'reconciled'::text])) OR (paid_at IS NOT NULL))),
  constraint contribution_month_check1 CHECK (((state <> 'reconciled'::text) OR (reconciled_at IS NOT NULL))),
  constraint contribution_month_check2 CHECK (((state <> 'inArrears'::text) OR (in_arrears_at IS NOT NULL))),
  constraint contribution_month_period_check CHECK ((period ~ '^\d{4}-\d{2}$'::text)),
  constraint contribution_month_state_check CHECK ((state = ANY (ARRAY['estimated'::text, 'declared'::text, 'assessed'::text, 'collecting'::text, 'paid'::text, 'inArrears'::text, 'reconciled'::text]))),
  constraint contribution_month_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX contribution_month_period ON insurance.contribution_month USING btree (shard_key, tenant_id, period, registration_id);
alter table insurance.contribution_month enable row level security;
alter table insurance.contribution_month force row level security;
create policy door on insurance.contribution_month to heyi_owner using (true) with check (true);
create policy tenant on insurance.contribution_month to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on insurance.contribution_month to heyi_app;

create table insurance.contribution_part (
  shard_key integer not null,
  tenant_id uuid not null,
  registration_id uuid not null,
  period text not null,
  client_tenant_id uuid not null,
  due_fen bigint not null,
  constraint contribution_part_pkey PRIMARY KEY (shard_key, tenant_id, registration_id, period, client_tenant_id),
  constraint contribution_part_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table insurance.contribution_part enable row level security;
alter table insurance.contribution_part force row level security;
create policy door on insurance.contribution_part to heyi_owner using (true) with check (true);
create policy tenant on insurance.contribution_part to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on insurance.contribution_part to heyi_app;

create table insurance.declaration (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  registration_id uuid not null,
  period text not null,
  version integer not null,
  state text not null,
  policy_pin text not null,
  job_id uuid,
  failure text,
  person_count integer default 0 not null,
  added_count integer default 0 not null,
  changed_count integer default 0 not null,
  removed_count integer default 0 not null,
  unknown_count integer default 0 not null,
  employer_fen bigint default 0 not null,
  employee_fen bigint default 0 not null,
  official_number text,
  evidence_id uuid,
  declared_by_name text,
  declared_at timestamp with time zone,
  created_by_name text not null,
  created_at timestamp with time zone not null,
  constraint declaration_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint declaration_check CHECK (((state = 'failed'::text) = (failure IS NOT NULL))),
  constraint declaration_check1 CHECK (((state = 'declared'::text) = (declared_at IS NOT NULL))),
  constraint declaration_check2 CHECK (((declared_at IS NULL) = (evidence_id IS NULL))),
  constraint declaration_check3 CHECK (((declared_at IS NULL) = (official_number IS NULL))),
  constraint declaration_period_check CHECK ((period ~ '^\d{4}-\d{2}$'::text)),
  constraint declaration_state_check CHECK ((state = ANY (ARRAY['preparing'::text, 'prepared'::text, 'unchanged'::text, 'replaced'::text, 'failed'::text, 'declared'::text]))),
  constraint declaration_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id),
  constraint declaration_version UNIQUE (shard_key, tenant_id, registration_id, period, version),
  constraint declaration_version_check CHECK ((version > 0))
);
CREATE UNIQUE INDEX declaration_number ON insurance.declaration USING btree (shard_key, tenant_id, registration_id, official_number) WHERE (official_number IS NOT NULL);
CREATE UNIQUE INDEX declaration_open ON insurance.declaration USING btree (shard_key, tenant_id, registration_id, period) WHERE (state = ANY (ARRAY['preparing'::text, 'prepared'::text]));
alter table insurance.declaration enable row level security;
alter table insurance.declaration force row level security;
create policy door on insurance.declaration to heyi_owner using (true) with check (true);
create policy tenant on insurance.declaration to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on insurance.declaration to heyi_app;

create table insurance.declaration_row (
  shard_key integer not null,
  tenant_id uuid not null,
  declaration_id uuid not null,
  client_tenant_id uuid not null,
  employment_id uuid not null,
  person_name text not null,
  document_masked text not null,
  change text not null,
  amounts jsonb not null,
  employer_fen bigint not null,
  employee_fen bigint not null,
  unknown_count integer not null,
  constraint declaration_row_pkey PRIMARY KEY (shard_key, tenant_id, declaration_id, client_tenant_id, employment_id),
  constraint declaration_row_change_check CHECK ((change = ANY (ARRAY['same'::text, 'added'::text, 'changed'::text, 'removed'::text]))),
  constraint declaration_row_shard_key_tenant_id_declaration_id_fkey FOREIGN KEY (shard_key, tenant_id, declaration_id) REFERENCES insurance.declaration(shard_key, tenant_id, id)
);
alter table insurance.declaration_row enable row level security;
alter table insurance.declaration_row force row level security;
create policy door on insurance.declaration_row to heyi_owner using (true) with check (true);
create policy tenant on insurance.declaration_row to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on insurance.declaration_row to heyi_app;

create table insurance.difference_line (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  difference_run_id uuid not null,
  employment_id uuid not null,
  registration_id uuid not null,
  kind text not null,
  period text not null,
  base_charged_fen bigint not null,
  base_due_fen bigint not null,
  employer_charged_fen bigint not null,
  employee_charged_fen bigint not null,
  employer_fen bigint not null,
  employee_fen bigint not null,
  provisional boolean not null,
  reasons jsonb not null,
  constraint difference_line_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint difference_line_shard_key_tenant_id_difference_run_id_fkey FOREIGN KEY (shard_key, tenant_id, difference_run_id) REFERENCES insurance.difference_run(shard_key, tenant_id, id),
  constraint difference_line_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX difference_line_run ON insurance.difference_line USING btree (shard_key, tenant_id, difference_run_id, id);
alter table insurance.difference_line enable row level security;
alter table insurance.difference_line force row level security;
create policy door on insurance.difference_line to heyi_owner using (true) with check (true);
create policy tenant on insurance.difference_line to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on insurance.difference_line to heyi_app;

create table insurance.difference_run (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  state text not null,
  city_code text,
  registration_id uuid,
  from_period text not null,
  to_period text not null,
  bill_period text not null,
  policy_pin text not null,
  job_id uuid,
  person_count integer,
  line_count integer,
  unknown_count integer,
  employer_fen bigint,
  employee_fen bigint,
  created_at timestamp with time zone not null,
  committed_at timestamp with time zone,
  constraint difference_run_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint difference_run_check CHECK (((city_code IS NULL) <> (registration_id IS NULL))),
  constraint difference_run_state_check CHECK ((state = ANY (ARRAY['calculating'::text, 'calculated'::text, 'failed'::text, 'committed'::text]))),
  constraint difference_run_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE UNIQUE INDEX difference_run_calculating ON insurance.difference_run USING btree (shard_key, tenant_id, COALESCE(city_code, (registration_id)::text)) WHERE (state = 'calculating'::text);
alter table insurance.difference_run enable row level security;
alter table insurance.difference_run force row level security;
create policy door on insurance.difference_run to heyi_owner using (true) with check (true);
create policy tenant on insurance.difference_run to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on insurance.difference_run to heyi_app;

create table insurance.month_payment (
  shard_key integer not null,
  tenant_id uuid not null,
  payment_id uuid not null,
  registration_id uuid not null,
  period text not null,
  client_tenant_id uuid not null,
  amount_fen bigint not null,
  late_fee_fen bigint default 0 not null,
  paid_on date not null,
  constraint month_payment_pkey PRIMARY KEY (shard_key, tenant_id, payment_id),
  constraint month_payment_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX month_payment_month ON insurance.month_payment USING btree (shard_key, tenant_id, registration_id, period);
alter table insurance.month_payment enable row level security;
alter table insurance.month_payment force row level security;
create policy door on insurance.month_payment to heyi_owner using (true) with check (true);
create policy tenant on insurance.month_payment to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on insurance.month_payment to heyi_app;

create table insurance.official_bill (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  registration_id uuid not null,
  registration_ids uuid[] not null,
  period text not null,
  layout text,
  state text not null,
  file_id uuid not null,
  file_name text not null,
  sha256 bytea not null,
  evidence_id uuid not null,
  job_id uuid,
  failure jsonb,
  row_count integer default 0 not null,
  person_count integer default 0 not null,
  finding_count integer default 0 not null,
  fault_count integer default 0 not null,
  difference_count integer default 0 not null,
  bill_employer_fen bigint default 0 not null,
  bill_employee_fen bigint default 0 not null,
  late_fee_fen bigint default 0 not null,
  our_employer_fen bigint default 0 not null,
  our_employee_fen bigint default 0 not null,
  faults_reason text,
  created_by_name text not null,
  created_at timestamp with time zone not null,
  accepted_by_name text,
  accepted_at timestamp with time zone,
  constraint official_bill_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint official_bill_check CHECK (((state = ANY (ARRAY['failed'::text, 'entryFailed'::text])) = (failure IS NOT NULL))),
  constraint official_bill_check1 CHECK (((accepted_at IS NOT NULL) = (state = ANY (ARRAY['accepting'::text, 'entryFailed'::text, 'accepted'::text])))),
  constraint official_bill_period_check CHECK ((period ~ '^\d{4}-\d{2}$'::text)),
  constraint official_bill_state_check CHECK ((state = ANY (ARRAY['reading'::text, 'read'::text, 'failed'::text, 'accepting'::text, 'entryFailed'::text, 'accepted'::text]))),
  constraint official_bill_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX official_bill_period ON insurance.official_bill USING btree (shard_key, tenant_id, period, registration_id);
CREATE UNIQUE INDEX official_bill_file ON insurance.official_bill USING btree (shard_key, tenant_id, sha256) WHERE (state <> 'failed'::text);
alter table insurance.official_bill enable row level security;
alter table insurance.official_bill force row level security;
create policy door on insurance.official_bill to heyi_owner using (true) with check (true);
create policy tenant on insurance.official_bill to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on insurance.official_bill to heyi_app;

create table insurance.official_bill_finding (
  shard_key integer not null,
  tenant_id uuid not null,
  bill_id uuid not null,
  number integer not null,
  row_number integer,
  code text not null,
  facts jsonb not null,
  constraint official_bill_finding_pkey PRIMARY KEY (shard_key, tenant_id, bill_id, number),
  constraint official_bill_finding_code_check CHECK ((code = ANY (ARRAY['totalsDiffer'::text, 'mergedRow'::text, 'cellUnreadable'::text, 'personUnknown'::text, 'duplicateRow'::text, 'totalRow'::text, 'groupRow'::text]))),
  constraint official_bill_finding_shard_key_tenant_id_bill_id_fkey FOREIGN KEY (shard_key, tenant_id, bill_id) REFERENCES insurance.official_bill(shard_key, tenant_id, id),
  constraint official_bill_finding_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table insurance.official_bill_finding enable row level security;
alter table insurance.official_bill_finding force row level security;
create policy door on insurance.official_bill_finding to heyi_owner using (true) with check (true);
create policy tenant on insurance.official_bill_finding to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on insurance.official_bill_finding to heyi_app;

create table insurance.official_bill_row (
  shard_key integer not null,
  tenant_id uuid not null,
  bill_id uuid not null,
  row_number integer not null,
  client_tenant_id uuid,
  employment_id uuid,
  person_name text not null,
  document_masked text not null,
  period text not null,
  type text not null,
  amounts jsonb not null,
  late_fee_fen bigint not null,
  is_duplicate boolean not null,
  constraint official_bill_row_pkey PRIMARY KEY (shard_key, tenant_id, bill_id, row_number),
  constraint official_bill_row_period_check CHECK ((period ~ '^\d{4}-\d{2}$'::text)),
  constraint official_bill_row_shard_key_tenant_id_bill_id_fkey FOREIGN KEY (shard_key, tenant_id, bill_id) REFERENCES insurance.official_bill(shard_key, tenant_id, id),
  constraint official_bill_row_type_check CHECK ((type = ANY (ARRAY['regular'::text, 'backContribution'::text, 'difference'::text, 'refund'::text])))
);
CREATE INDEX official_bill_row_person ON insurance.official_bill_row USING btree (shard_key, tenant_id, bill_id, client_tenant_id, employment_id);
alter table insurance.official_bill_row enable row level security;
alter table insurance.official_bill_row force row level security;
create policy door on insurance.official_bill_row to heyi_owner using (true) with check (true);
create policy tenant on insurance.official_bill_row to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on insurance.official_bill_row to heyi_app;

create table insurance.planned_day (
  shard_key integer not null,
  tenant_id uuid not null,
  day date not null,
  constraint planned_day_pkey PRIMARY KEY (shard_key, tenant_id),
  constraint planned_day_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table insurance.planned_day enable row level security;
alter table insurance.planned_day force row level security;
create policy door on insurance.planned_day to heyi_owner using (true) with check (true);
create policy tenant on insurance.planned_day to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on insurance.planned_day to heyi_app;

create table insurance.procedure (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  registration_id uuid not null,
  valid_from text not null,
  enrol_day integer,
  stop_day integer,
  back_contribution_day integer,
  enrol_effective text,
  stop_effective text,
  payment text,
  back_contribution_months integer,
  reason_codes jsonb not null,
  sign_in text,
  filing_first boolean,
  injury_from_joining boolean,
  source text not null,
  mark text not null,
  set_by_name text not null,
  set_at timestamp with time zone not null,
  constraint procedure_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint procedure_back_contribution_day_check CHECK (((back_contribution_day >= 1) AND (back_contribution_day <= 31))),
  constraint procedure_back_contribution_months_check CHECK (((back_contribution_months >= 0) AND (back_contribution_months <= 120))),
  constraint procedure_enrol_day_check CHECK (((enrol_day >= 1) AND (enrol_day <= 31))),
  constraint procedure_enrol_effective_check CHECK ((enrol_effective = ANY (ARRAY['thisMonth'::text, 'nextMonth'::text]))),
  constraint procedure_mark_check CHECK ((mark = ANY (ARRAY['official-quoted'::text, 'official-cited'::text, 'secondary'::text, 'own-knowledge'::text]))),
  constraint procedure_month UNIQUE (shard_key, tenant_id, registration_id, valid_from),
  constraint procedure_payment_check CHECK ((payment = ANY (ARRAY['current'::text, 'advance'::text, 'arrears'::text]))),
  constraint procedure_sign_in_check CHECK ((sign_in = ANY (ARRAY['uKey'::text, 'certificateFile'::text, 'taxOfficer'::text, 'businessLicence'::text, 'legalPerson'::text, 'password'::text]))),
  constraint procedure_stop_day_check CHECK (((stop_day >= 1) AND (stop_day <= 31))),
  constraint procedure_stop_effective_check CHECK ((stop_effective = ANY (ARRAY['thisMonth'::text, 'nextMonth'::text]))),
  constraint procedure_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id),
  constraint procedure_valid_from_check CHECK ((valid_from ~ '^\d{4}-\d{2}$'::text))
);
alter table insurance.procedure enable row level security;
alter table insurance.procedure force row level security;
create policy door on insurance.procedure to heyi_owner using (true) with check (true);
create policy tenant on insurance.procedure to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on insurance.procedure to heyi_app;

create table insurance.retirement_alert (
  shard_key integer not null,
  tenant_id uuid not null,
  employment_id uuid not null,
  category text not null,
  retirement_period text not null,
  alerted_at timestamp with time zone not null,
  constraint retirement_alert_pkey PRIMARY KEY (shard_key, tenant_id, employment_id, category),
  constraint retirement_alert_category_check CHECK ((category = ANY (ARRAY['male60'::text, 'female55'::text, 'female50'::text]))),
  constraint retirement_alert_retirement_period_check CHECK ((retirement_period ~ '^\d{4}-\d{2}$'::text)),
  constraint retirement_alert_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table insurance.retirement_alert enable row level security;
alter table insurance.retirement_alert force row level security;
create policy door on insurance.retirement_alert to heyi_owner using (true) with check (true);
create policy tenant on insurance.retirement_alert to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on insurance.retirement_alert to heyi_app;

create table insurance.scheme (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  insurance_entity_id uuid not null,
  city_code text not null,
  social_insurance_id uuid,
  medical_id uuid,
  housing_fund_id uuid,
  insurance_base_rule text not null,
  insurance_base_fen bigint,
  fund_base_rule text not null,
  fund_base_fen bigint,
  fund_rate_ppm integer,
  join_until_day integer not null,
  leave_until_day integer not null,
  leaver_differences text not null,
  set_at timestamp with time zone not null,
  constraint scheme_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint scheme_check CHECK (((insurance_base_rule = 'given'::text) = (insurance_base_fen IS NOT NULL))),
  constraint scheme_check1 CHECK (((fund_base_rule = 'given'::text) = (fund_base_fen IS NOT NULL))),
  constraint scheme_city_code_check CHECK ((city_code ~ '^\d{6}$'::text)),
  constraint scheme_fund_base_fen_check CHECK ((fund_base_fen >= 0)),
  constraint scheme_fund_base_rule_check CHECK ((fund_base_rule = ANY (ARRAY['agreedWage'::text, 'floor'::text, 'given'::text]))),
  constraint scheme_insurance_base_fen_check CHECK ((insurance_base_fen >= 0)),
  constraint scheme_insurance_base_rule_check CHECK ((insurance_base_rule = ANY (ARRAY['agreedWage'::text, 'floor'::text, 'given'::text]))),
  constraint scheme_join_until_day_check CHECK (((join_until_day >= 1) AND (join_until_day <= 31))),
  constraint scheme_leave_until_day_check CHECK (((leave_until_day >= 0) AND (leave_until_day <= 31))),
  constraint scheme_leaver_differences_check CHECK ((leaver_differences = ANY (ARRAY['client'::text, 'provider'::text, 'person'::text]))),
  constraint scheme_place UNIQUE (shard_key, tenant_id, insurance_entity_id, city_code),
  constraint scheme_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table insurance.scheme enable row level security;
alter table insurance.scheme force row level security;
create policy door on insurance.scheme to heyi_owner using (true) with check (true);
create policy tenant on insurance.scheme to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on insurance.scheme to heyi_app;

create table insurance.task (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  employment_id uuid not null,
  person_id uuid not null,
  enrolment_id uuid,
  registration_id uuid not null,
  registration_tenant_id uuid not null,
  registration_kind text not null,
  city_code text not null,
  asked_period text not null,
  period text not null,
  moved_reason text,
  official_cutoff date,
  client_cutoff date,
  cutoff_provisional boolean not null,
  base_fen bigint,
  leaving_reason text,
  confirmed_at timestamp with time zone,
  confirmed_by_name text,
  state text not null,
  attempt text,
  submitted_at timestamp with time zone,
  official_number text,
  failure_code text,
  failure_words text,
  cancel_reason text,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  constraint task_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint task_asked_period_check CHECK ((asked_period ~ '^\d{4}-\d{2}$'::text)),
  constraint task_base_fen_check CHECK ((base_fen >= 0)),
  constraint task_check CHECK (((moved_reason IS NULL) = (period = asked_period))),
  constraint task_check1 CHECK (((state = 'failed'::text) = (failure_code IS NOT NULL))),
  constraint task_check2 CHECK (((state = 'cancelled'::text) = (cancel_reason IS NOT NULL))),
  constraint task_check3 CHECK (((state <> ALL (ARRAY['submitted'::text, 'succeeded'::text])) OR (submitted_at IS NOT NULL))),
  constraint task_check4 CHECK (((kind <> 'stop'::text) OR (state = ANY (ARRAY['pending'::text, 'cancelled'::text])) OR (confirmed_at IS NOT NULL))),
  constraint task_kind_check CHECK ((kind = ANY (ARRAY['enrol'::text, 'stop'::text, 'changeBase'::text, 'backContribution'::text, 'transferIn'::text, 'transferOut'::text, 'employmentFiling'::text, 'exitFiling'::text, 'firstCard'::text]))),
  constraint task_moved_reason_check CHECK ((moved_reason = ANY (ARRAY['cutoffPassed'::text, 'monthPassed'::text]))),
  constraint task_period_check CHECK ((period ~ '^\d{4}-\d{2}$'::text)),
  constraint task_registration_kind_check CHECK ((registration_kind = ANY (ARRAY['socialInsurance'::text, 'medical'::text, 'housingFund'::text]))),
  constraint task_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'submitted'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text]))),
  constraint task_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX task_due ON insurance.task USING btree (shard_key, tenant_id, official_cutoff, id) WHERE (state = ANY (ARRAY['pending'::text, 'submitted'::text, 'failed'::text]));
CREATE INDEX task_enrolment ON insurance.task USING btree (shard_key, tenant_id, enrolment_id, kind);
CREATE UNIQUE INDEX task_open ON insurance.task USING btree (shard_key, tenant_id, employment_id, registration_id, kind) WHERE (state = ANY (ARRAY['pending'::text, 'submitted'::text, 'failed'::text]));
alter table insurance.task enable row level security;
alter table insurance.task force row level security;
create policy door on insurance.task to heyi_owner using (true) with check (true);
create policy tenant on insurance.task to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on insurance.task to heyi_app;

create view insurance.arrears_share with (security_invoker=true) as
 SELECT p.shard_key,
    p.tenant_id,
    p.client_tenant_id,
    p.arrears_id,
    a.registration_id,
    a.period,
    a.due_on,
    a.settled_on,
    a.responsibility,
    a.reason,
    p.due_fen,
    p.late_fee_fen,
    (COALESCE(m.late_fee_fen, (0)::numeric))::bigint AS paid_fen
   FROM ((insurance.arrears_part p
     JOIN insurance.arrears a ON (((a.shard_key = p.shard_key) AND (a.tenant_id = p.tenant_id) AND (a.id = p.arrears_id))))
     LEFT JOIN ( SELECT month_payment.shard_key,
            month_payment.tenant_id,
            month_payment.registration_id,
            month_payment.period,
            month_payment.client_tenant_id,
            sum(month_payment.late_fee_fen) AS late_fee_fen
           FROM insurance.month_payment
          GROUP BY month_payment.shard_key, month_payment.tenant_id, month_payment.registration_id, month_payment.period, month_payment.client_tenant_id) m ON (((m.shard_key = p.shard_key) AND (m.tenant_id = p.tenant_id) AND (m.registration_id = a.registration_id) AND (m.period = a.period) AND (m.client_tenant_id = p.client_tenant_id))));
grant select on insurance.arrears_share to heyi_app;
create view insurance.contribution_line_month with (security_invoker=true) as
 SELECT shard_key,
    tenant_id,
    id AS contribution_line_id,
    employment_id,
    registration_id,
    kind,
    period,
    bill_period AS bill_month,
    type,
    source,
    base_fen,
    employer_fen,
    employee_fen,
    late_fee_fen,
    provisional,
    policy_pin
   FROM insurance.contribution_line
  WHERE (superseded_at IS NULL);
grant select on insurance.contribution_line_month to heyi_app;
create view insurance.enrolment_chain with (security_invoker=true) as
 SELECT e.shard_key,
    e.tenant_id,
    e.enrolment_id,
    e.employment_id,
    e.person_id,
    e.person_name,
    e.employee_no,
    e.starts_on,
    e.ends_on,
    e.registration_id,
    e.registration_tenant_id,
    e.registration_kind,
    e.city_code,
    e.start_period,
    e.stop_period,
        CASE
            WHEN ((s.state = 'succeeded'::text) AND (e.registration_kind = 'housingFund'::text)) THEN 'sealed'::text
            WHEN (s.state = 'succeeded'::text) THEN 'stopped'::text
            WHEN (s.state = 'submitted'::text) THEN 'stopSubmitted'::text
            WHEN (s.state = 'failed'::text) THEN 'stopFailed'::text
            WHEN (n.state = 'submitted'::text) THEN 'enrolSubmitted'::text
            WHEN (n.state = 'failed'::text) THEN 'enrolFailed'::text
            WHEN (n.state = 'cancelled'::text) THEN 'enrolCancelled'::text
            WHEN (n.state = 'pending'::text) THEN 'awaitingEnrol'::text
            WHEN (s.state = 'pending'::text) THEN 'awaitingStop'::text
            WHEN ((e.stop_period IS NOT NULL) AND (s.state IS NULL)) THEN 'stoppedBefore'::text
            WHEN (n.state IS NULL) THEN 'takenOver'::text
            ELSE 'insured'::text
        END AS state,
    n.id AS enrol_task_id,
    s.id AS stop_task_id
   FROM ((people.enrolled_person e
     LEFT JOIN LATERAL ( SELECT t.id,
            t.state
           FROM insurance.task t
          WHERE ((t.shard_key = e.shard_key) AND (t.tenant_id = e.tenant_id) AND (t.enrolment_id = e.enrolment_id) AND (t.kind = 'enrol'::text))
          ORDER BY t.id DESC
         LIMIT 1) n ON (true))
     LEFT JOIN LATERAL ( SELECT t.id,
            t.state
           FROM insurance.task t
          WHERE ((t.shard_key = e.shard_key) AND (t.tenant_id = e.tenant_id) AND (t.enrolment_id = e.enrolment_id) AND (t.kind = 'stop'::text) AND (t.state <> 'cancelled'::text))
          ORDER BY t.id DESC
         LIMIT 1) s ON (true));
grant select on insurance.enrolment_chain to heyi_app;
create view insurance.late_fee_bearer with (security_invoker=true) as
 SELECT arrears.shard_key,
    arrears.tenant_id,
    arrears.registration_id,
    NULL::uuid AS employment_id,
    arrears.period AS from_period,
    arrears.period AS to_period,
    arrears.responsibility
   FROM insurance.arrears
UNION ALL
 SELECT t.shard_key,
    t.tenant_id,
    t.registration_id,
    t.employment_id,
    b.from_period,
    b.to_period,
    b.responsibility
   FROM (insurance.back_contribution b
     JOIN insurance.task t ON (((t.shard_key = b.shard_key) AND (t.tenant_id = b.tenant_id) AND (t.id = b.task_id))));
grant select on insurance.late_fee_bearer to heyi_app;
create view insurance.leaver_difference with (security_invoker=true) as
 SELECT s.shard_key,
    s.tenant_id,
    r.registration_id,
    s.leaver_differences AS bearer,
    s.set_at
   FROM (insurance.scheme s
     CROSS JOIN LATERAL ( VALUES (s.social_insurance_id), (s.medical_id), (s.housing_fund_id)) r(registration_id))
  WHERE (r.registration_id IS NOT NULL);
grant select on insurance.leaver_difference to heyi_app;
create view insurance.open_task with (security_invoker=true) as
 SELECT shard_key,
    tenant_id,
    id AS task_id,
    kind,
    employment_id,
    person_id,
    enrolment_id,
    registration_id,
    registration_tenant_id,
    registration_kind,
    city_code,
    period,
    asked_period,
    moved_reason,
    official_cutoff,
    client_cutoff,
    cutoff_provisional,
    created_at
   FROM insurance.task
  WHERE ((state = 'pending'::text) AND ((kind <> 'stop'::text) OR (confirmed_at IS NOT NULL)));
grant select on insurance.open_task to heyi_app;
create view insurance.task_detail with (security_invoker=true) as
 SELECT t.shard_key,
    t.tenant_id,
    t.id,
    t.kind,
    t.employment_id,
    t.person_id,
    t.enrolment_id,
    t.registration_id,
    t.registration_tenant_id,
    t.registration_kind,
    t.city_code,
    t.asked_period,
    t.period,
    t.moved_reason,
    t.official_cutoff,
    t.client_cutoff,
    t.cutoff_provisional,
    t.base_fen,
    t.leaving_reason,
    t.confirmed_at,
    t.confirmed_by_name,
    t.state,
    t.attempt,
    t.submitted_at,
    t.official_number,
    t.failure_code,
    t.failure_words,
    t.cancel_reason,
    t.created_at,
    t.changed_at,
    p.person_name,
    p.employee_no,
    p.starts_on,
    p.ends_on,
        CASE
            WHEN (t.state <> 'pending'::text) THEN NULL::text
            WHEN ((t.kind = 'stop'::text) AND (t.confirmed_at IS NULL)) THEN 'lastPeriod'::text
            WHEN ((t.kind = 'enrol'::text) AND (EXISTS ( SELECT
               FROM insurance.task o
              WHERE ((o.shard_key = t.shard_key) AND (o.tenant_id = t.tenant_id) AND (o.employment_id = t.employment_id) AND (o.kind = 'employmentFiling'::text) AND (o.state = ANY (ARRAY['pending'::text, 'submitted'::text, 'failed'::text])))))) THEN 'filing'::text
            WHEN ((t.kind = ANY (ARRAY['stop'::text, 'changeBase'::text])) AND (EXISTS ( SELECT
               FROM insurance.task o
              WHERE ((o.shard_key = t.shard_key) AND (o.tenant_id = t.tenant_id) AND (o.enrolment_id = t.enrolment_id) AND (o.kind = 'enrol'::text) AND (o.state = ANY (ARRAY['pending'::text, 'submitted'::text, 'failed'::text])))))) THEN 'enrolment'::text
            WHEN ((t.kind = 'exitFiling'::text) AND (EXISTS ( SELECT
               FROM insurance.task o
              WHERE ((o.shard_key = t.shard_key) AND (o.tenant_id = t.tenant_id) AND (o.employment_id = t.employment_id) AND (o.registration_id = t.registration_id) AND (o.kind = 'stop'::text) AND (o.state = ANY (ARRAY['pending'::text, 'submitted'::text, 'failed'::text])))))) THEN 'stop'::text
            ELSE NULL::text
        END AS waits_for
   FROM (insurance.task t
     JOIN people.payable_employment p ON (((p.shard_key = t.shard_key) AND (p.tenant_id = t.tenant_id) AND (p.employment_id = t.employment_id))));
grant select on insurance.task_detail to heyi_app;
create view insurance.unconfirmed_stop with (security_invoker=true) as
 SELECT t.shard_key,
    t.tenant_id,
    t.id AS task_id,
    t.registration_kind,
    t.city_code,
    t.asked_period,
    t.official_cutoff,
    t.client_cutoff,
    t.employment_id,
    e.person_name,
    e.employee_no,
    e.starts_on,
    e.ends_on,
    e.leaving_reason,
    e.birth_date,
    e.sex
   FROM (insurance.task t
     JOIN people.enrolled_person e ON (((e.shard_key = t.shard_key) AND (e.tenant_id = t.tenant_id) AND (e.enrolment_id = t.enrolment_id))))
  WHERE ((t.kind = 'stop'::text) AND (t.state = 'pending'::text) AND (t.confirmed_at IS NULL) AND (e.ends_on IS NOT NULL));
grant select on insurance.unconfirmed_stop to heyi_app;
CREATE OR REPLACE FUNCTION insurance.tenants_to_plan(wanted date)
 RETURNS TABLE(tenant_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  #variable_conflict use_column
  begin
    return query
      with planned as materialized (
        select p.tenant_id as id from insurance.planned_day p where p.day >= wanted)
      select t.id from platform.tenant t
       where not exists (select from planned p where p.id = t.id)
       order by t.id;
  end
  $function$;
grant execute on function insurance.tenants_to_plan(date) to heyi_app;
