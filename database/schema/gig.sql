-- Made by tools/generate.ts from the migrations. Read it; change the migrations.

grant usage on schema gig to heyi_app;

create table gig.admission_settings (
  shard_key integer not null,
  tenant_id uuid not null,
  minimum_age integer not null,
  channels text[] not null,
  changed_at timestamp with time zone not null,
  constraint admission_settings_pkey PRIMARY KEY (shard_key, tenant_id),
  constraint admission_settings_minimum_age_check CHECK (((minimum_age >= 16) AND (minimum_age <= 60))),
  constraint admission_settings_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table gig.admission_settings enable row level security;
alter table gig.admission_settings force row level security;
create policy door on gig.admission_settings to heyi_owner using (true) with check (true);
create policy tenant on gig.admission_settings to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on gig.admission_settings to heyi_app;

create table gig.agreement_text (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  version text not null,
  title text not null,
  body text not null,
  published_by text not null,
  published_at timestamp with time zone not null,
  constraint agreement_text_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint agreement_text_kind_check CHECK ((kind = ANY (ARRAY['cooperation'::text, 'declarationAuthorisation'::text]))),
  constraint agreement_text_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id),
  constraint agreement_text_version UNIQUE (shard_key, tenant_id, kind, version)
);
alter table gig.agreement_text enable row level security;
alter table gig.agreement_text force row level security;
create policy door on gig.agreement_text to heyi_owner using (true) with check (true);
create policy tenant on gig.agreement_text to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant insert, select on gig.agreement_text to heyi_app;

create table gig.balance (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  worker_id uuid not null,
  program_id uuid not null,
  income_kind text not null,
  account_id uuid not null,
  constraint balance_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint balance_income_kind_check CHECK ((income_kind = ANY (ARRAY['labourRemuneration'::text, 'incidentalIncome'::text, 'businessIncome'::text]))),
  constraint balance_shard_key_tenant_id_worker_id_program_id_income_kin_key UNIQUE (shard_key, tenant_id, worker_id, program_id, income_kind),
  constraint balance_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table gig.balance enable row level security;
alter table gig.balance force row level security;
create policy door on gig.balance to heyi_owner using (true) with check (true);
create policy tenant on gig.balance to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on gig.balance to heyi_app;

create table gig.block_entry (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  name text not null,
  document_kind text not null,
  document_hash bytea not null,
  document_masked text not null,
  reason text not null,
  added_by text not null,
  added_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint block_entry_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint block_entry_kind_check CHECK ((kind = ANY (ARRAY['blocked'::text, 'director'::text, 'shareholder'::text]))),
  constraint block_entry_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE UNIQUE INDEX block_entry_open ON gig.block_entry USING btree (shard_key, tenant_id, kind, document_kind, document_hash) WHERE (removed_at IS NULL);
alter table gig.block_entry enable row level security;
alter table gig.block_entry force row level security;
create policy door on gig.block_entry to heyi_owner using (true) with check (true);
create policy tenant on gig.block_entry to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on gig.block_entry to heyi_app;

create table gig.flow_second (
  shard_key integer not null,
  tenant_id uuid not null,
  program_id uuid not null,
  at timestamp with time zone not null,
  server_id uuid not null,
  accepted integer default 0 not null,
  accepted_amount bigint default 0 not null,
  suspended integer default 0 not null,
  refused integer default 0 not null,
  paid integer default 0 not null,
  paid_amount bigint default 0 not null,
  failed integer default 0 not null,
  returned integer default 0 not null,
  slots integer[] default '{}'::integer[] not null,
  constraint flow_second_pkey PRIMARY KEY (shard_key, tenant_id, program_id, at, server_id),
  constraint flow_second_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table gig.flow_second enable row level security;
alter table gig.flow_second force row level security;
create policy door on gig.flow_second to heyi_owner using (true) with check (true);
create policy tenant on gig.flow_second to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on gig.flow_second to heyi_app;

create table gig.gig_return (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  legal_entity_id uuid not null,
  entity_name text not null,
  tax_period text not null,
  number integer not null,
  corrects_id uuid,
  correction_reason text,
  state text not null,
  deadline date,
  source_hash text not null,
  people integer not null,
  income bigint not null,
  tax bigint not null,
  vat bigint not null,
  surcharges bigint not null,
  tax_declared_before bigint not null,
  receipt_number text,
  declared_at timestamp with time zone,
  declared_by text,
  created_at timestamp with time zone not null,
  constraint gig_return_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint gig_return_state_check CHECK ((state = ANY (ARRAY['generated'::text, 'declared'::text, 'cancelled'::text]))),
  constraint gig_return_tax_period_check CHECK ((tax_period ~ '^\d{4}-\d{2}$'::text)),
  constraint gig_return_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE UNIQUE INDEX gig_return_number ON gig.gig_return USING btree (shard_key, tenant_id, legal_entity_id, tax_period, number) WHERE (state <> 'cancelled'::text);
alter table gig.gig_return enable row level security;
alter table gig.gig_return force row level security;
create policy door on gig.gig_return to heyi_owner using (true) with check (true);
create policy tenant on gig.gig_return to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on gig.gig_return to heyi_app;

create table gig.gig_return_line (
  shard_key integer not null,
  tenant_id uuid not null,
  return_id uuid not null,
  worker_id uuid not null,
  worker_shard_key integer not null,
  income_kind text not null,
  receipts bigint not null,
  income bigint not null,
  tax bigint not null,
  vat bigint not null,
  surcharges bigint not null,
  constraint gig_return_line_pkey PRIMARY KEY (shard_key, tenant_id, return_id, worker_id, income_kind),
  constraint gig_return_line_income_kind_check CHECK ((income_kind = ANY (ARRAY['labourRemuneration'::text, 'incidentalIncome'::text]))),
  constraint gig_return_line_shard_key_tenant_id_return_id_fkey FOREIGN KEY (shard_key, tenant_id, return_id) REFERENCES gig.gig_return(shard_key, tenant_id, id),
  constraint gig_return_line_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table gig.gig_return_line enable row level security;
alter table gig.gig_return_line force row level security;
create policy door on gig.gig_return_line to heyi_owner using (true) with check (true);
create policy tenant on gig.gig_return_line to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant insert, select on gig.gig_return_line to heyi_app;

create table gig.income_line (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  balance_id uuid not null,
  business_id text not null,
  amount bigint not null,
  task text default ''::text not null,
  accepted_on date,
  work_period text,
  corrects_id uuid,
  source text default 'api'::text not null,
  journal_id uuid not null,
  created_at timestamp with time zone not null,
  constraint income_line_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint income_line_amount_check CHECK ((amount <> 0)),
  constraint income_line_check CHECK (((amount > 0) OR (corrects_id IS NOT NULL))),
  constraint income_line_shard_key_tenant_id_balance_id_business_id_key UNIQUE (shard_key, tenant_id, balance_id, business_id),
  constraint income_line_source_check CHECK ((source = ANY (ARRAY['api'::text, 'batch'::text, 'import'::text]))),
  constraint income_line_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id),
  constraint income_line_work_period_check CHECK ((work_period ~ '^\d{4}-\d{2}$'::text))
);
CREATE INDEX income_line_corrects ON gig.income_line USING btree (shard_key, tenant_id, corrects_id) WHERE (corrects_id IS NOT NULL);
alter table gig.income_line enable row level security;
alter table gig.income_line force row level security;
create policy door on gig.income_line to heyi_owner using (true) with check (true);
create policy tenant on gig.income_line to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on gig.income_line to heyi_app;

create table gig.payout_batch (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  batch_number text not null,
  program_id uuid not null,
  environment text not null,
  app_id uuid,
  state text not null,
  content_hash text not null,
  items jsonb not null,
  item_count integer not null,
  amount bigint not null,
  created_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  constraint payout_batch_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint payout_batch_environment_check CHECK ((environment = ANY (ARRAY['sandbox'::text, 'live'::text]))),
  constraint payout_batch_item_count_check CHECK ((item_count > 0)),
  constraint payout_batch_number UNIQUE (shard_key, tenant_id, environment, batch_number),
  constraint payout_batch_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'confirmed'::text, 'cancelled'::text]))),
  constraint payout_batch_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table gig.payout_batch enable row level security;
alter table gig.payout_batch force row level security;
create policy door on gig.payout_batch to heyi_owner using (true) with check (true);
create policy tenant on gig.payout_batch to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on gig.payout_batch to heyi_app;

create table gig.program (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  environment text not null,
  name text not null,
  legal_entity_id uuid not null,
  payer_account_id uuid not null,
  payer_tenant_id uuid not null,
  channel text not null,
  state text not null,
  purpose text not null,
  default_income_kind text not null,
  tax_method text not null,
  report_filed_on date,
  gap_reading text not null,
  lump_reading text not null,
  past_methods jsonb default '[]'::jsonb not null,
  fee_ppm integer not null,
  when_short text not null,
  when_returned text not null,
  withdrawal_min bigint not null,
  withdrawal_max bigint not null,
  worker_day_limit bigint,
  worker_day_count integer,
  day_limit bigint,
  warning_below bigint default 0 not null,
  warning_hours integer,
  funds_state text default 'enough'::text not null,
  funds_state_at timestamp with time zone,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  constraint program_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint program_check CHECK ((withdrawal_max >= withdrawal_min)),
  constraint program_check1 CHECK (((tax_method <> 'platformCumulative'::text) OR (report_filed_on IS NOT NULL))),
  constraint program_day_limit_check CHECK ((day_limit > 0)),
  constraint program_default_income_kind_check CHECK ((default_income_kind = ANY (ARRAY['labourRemuneration'::text, 'incidentalIncome'::text, 'businessIncome'::text]))),
  constraint program_environment_check CHECK ((environment = ANY (ARRAY['sandbox'::text, 'live'::text]))),
  constraint program_fee_ppm_check CHECK (((fee_ppm >= 0) AND (fee_ppm <= 1000000))),
  constraint program_funds_state_check CHECK ((funds_state = ANY (ARRAY['enough'::text, 'low'::text, 'suspended'::text]))),
  constraint program_gap_reading_check CHECK ((gap_reading = ANY (ARRAY['restart-segment'::text, 'count-paid-months'::text, 'count-calendar-months'::text]))),
  constraint program_lump_reading_check CHECK ((lump_reading = ANY (ARRAY['notApplied'::text, 'applied'::text]))),
  constraint program_payer_tenant_id_fkey FOREIGN KEY (payer_tenant_id) REFERENCES platform.tenant(id),
  constraint program_shard_key_tenant_id_legal_entity_id_environment_key UNIQUE (shard_key, tenant_id, legal_entity_id, environment),
  constraint program_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'closed'::text]))),
  constraint program_tax_method_check CHECK ((tax_method = ANY (ARRAY['platformCumulative'::text, 'ordinaryLabour'::text]))),
  constraint program_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id),
  constraint program_warning_below_check CHECK ((warning_below >= 0)),
  constraint program_warning_hours_check CHECK ((warning_hours > 0)),
  constraint program_when_returned_check CHECK ((when_returned = ANY (ARRAY['correct'::text, 'payAgain'::text]))),
  constraint program_when_short_check CHECK ((when_short = ANY (ARRAY['suspend'::text, 'refuse'::text]))),
  constraint program_withdrawal_min_check CHECK ((withdrawal_min > 0)),
  constraint program_worker_day_count_check CHECK ((worker_day_count > 0)),
  constraint program_worker_day_limit_check CHECK ((worker_day_limit > 0))
);
alter table gig.program enable row level security;
alter table gig.program force row level security;
create policy door on gig.program to heyi_owner using (true) with check (true);
create policy tenant on gig.program to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on gig.program to heyi_app;

create table gig.program_stripe (
  shard_key integer not null,
  tenant_id uuid not null,
  program_id uuid not null,
  version integer not null,
  day integer not null,
  day_amount bigint default 0 not null,
  day_allowance bigint default 0 not null,
  suspended_count bigint default 0 not null,
  suspended_amount bigint default 0 not null,
  constraint program_stripe_pkey PRIMARY KEY (shard_key, tenant_id, program_id),
  constraint program_stripe_suspended_amount_check CHECK ((suspended_amount >= 0)),
  constraint program_stripe_suspended_count_check CHECK ((suspended_count >= 0)),
  constraint program_stripe_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX program_stripe_suspended ON gig.program_stripe USING btree (shard_key, tenant_id, program_id) WHERE (suspended_count > 0);
alter table gig.program_stripe enable row level security;
alter table gig.program_stripe force row level security;
create policy door on gig.program_stripe to heyi_owner using (true) with check (true);
create policy tenant on gig.program_stripe to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on gig.program_stripe to heyi_app;

create table gig.settlement_sheet (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  program_id uuid not null,
  unit text not null,
  first_day date not null,
  last_day date not null,
  state text not null,
  opening bigint not null,
  top_ups bigint not null,
  advances bigint not null,
  withdrawn_count integer not null,
  withdrawn_gross bigint not null,
  withdrawn_tax bigint not null,
  withdrawn_vat bigint not null,
  withdrawn_fee bigint not null,
  returned_count integer not null,
  returned_gross bigint not null,
  returned_tax bigint not null,
  returned_vat bigint not null,
  returned_fee bigint not null,
  other bigint not null,
  closing bigint not null,
  generated_by text not null,
  generated_at timestamp with time zone not null,
  confirmed_by text,
  confirmed_at timestamp with time zone,
  invoice_kind text,
  invoice_amount bigint,
  invoice_asked_by text,
  invoice_asked_at timestamp with time zone,
  invoice_number text,
  invoiced_on date,
  constraint settlement_sheet_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint settlement_sheet_balances CHECK ((closing = (((((((opening + top_ups) + advances) - withdrawn_gross) - withdrawn_fee) + returned_gross) + returned_fee) + other))),
  constraint settlement_sheet_check CHECK ((last_day >= first_day)),
  constraint settlement_sheet_check1 CHECK (((state = 'generated'::text) = (confirmed_at IS NULL))),
  constraint settlement_sheet_check2 CHECK (((state = ANY (ARRAY['invoiceRequested'::text, 'invoiced'::text])) = (invoice_kind IS NOT NULL))),
  constraint settlement_sheet_check3 CHECK (((state = 'invoiced'::text) = (invoice_number IS NOT NULL))),
  constraint settlement_sheet_invoice_kind_check CHECK ((invoice_kind = ANY (ARRAY['serviceFee'::text, 'grossAndFee'::text]))),
  constraint settlement_sheet_shard_key_tenant_id_program_id_unit_first__key UNIQUE (shard_key, tenant_id, program_id, unit, first_day),
  constraint settlement_sheet_state_check CHECK ((state = ANY (ARRAY['generated'::text, 'confirmed'::text, 'invoiceRequested'::text, 'invoiced'::text]))),
  constraint settlement_sheet_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id),
  constraint settlement_sheet_unit_check CHECK ((unit = ANY (ARRAY['day'::text, 'month'::text])))
);
alter table gig.settlement_sheet enable row level security;
alter table gig.settlement_sheet force row level security;
create policy door on gig.settlement_sheet to heyi_owner using (true) with check (true);
create policy tenant on gig.settlement_sheet to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on gig.settlement_sheet to heyi_app;

create table gig.top_up_claim (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  program_id uuid not null,
  payer_account_id uuid not null,
  amount bigint not null,
  paid_on date not null,
  payer_name text not null,
  bank_reference text not null,
  note text,
  file_id uuid,
  state text not null,
  claimed_by text not null,
  app_id uuid,
  claimed_at timestamp with time zone not null,
  decided_by text,
  decided_at timestamp with time zone,
  reason text,
  receipt_id uuid,
  constraint top_up_claim_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint top_up_claim_amount_check CHECK ((amount > 0)),
  constraint top_up_claim_check CHECK (((state = 'open'::text) = (decided_at IS NULL))),
  constraint top_up_claim_check1 CHECK (((state = 'confirmed'::text) = (receipt_id IS NOT NULL))),
  constraint top_up_claim_check2 CHECK (((state <> 'refused'::text) OR (reason IS NOT NULL))),
  constraint top_up_claim_state_check CHECK ((state = ANY (ARRAY['open'::text, 'confirmed'::text, 'refused'::text, 'cancelled'::text]))),
  constraint top_up_claim_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE UNIQUE INDEX top_up_claim_receipt ON gig.top_up_claim USING btree (shard_key, tenant_id, receipt_id) WHERE (receipt_id IS NOT NULL);
CREATE UNIQUE INDEX top_up_claim_standing ON gig.top_up_claim USING btree (shard_key, tenant_id, payer_account_id, bank_reference, amount, paid_on) WHERE (state = ANY (ARRAY['open'::text, 'confirmed'::text]));
alter table gig.top_up_claim enable row level security;
alter table gig.top_up_claim force row level security;
create policy door on gig.top_up_claim to heyi_owner using (true) with check (true);
create policy tenant on gig.top_up_claim to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on gig.top_up_claim to heyi_app;

create table gig.vat_reading (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  reading text not null,
  levy text not null,
  location text not null,
  from_period text not null,
  chosen_by text not null,
  chosen_on date not null,
  source text not null,
  recorded_by text not null,
  recorded_at timestamp with time zone not null,
  constraint vat_reading_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint vat_reading_from_period_check CHECK ((from_period ~ '^\d{4}-\d{2}$'::text)),
  constraint vat_reading_levy_check CHECK ((levy = ANY (ARRAY['reduced'::text, 'standard'::text]))),
  constraint vat_reading_location_check CHECK ((location = ANY (ARRAY['city'::text, 'town'::text, 'other'::text]))),
  constraint vat_reading_reading_check CHECK ((reading = ANY (ARRAY['monthlyThreshold'::text, 'perTransaction'::text, 'notWithheld'::text]))),
  constraint vat_reading_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX vat_reading_period ON gig.vat_reading USING btree (shard_key, tenant_id, from_period, id);
alter table gig.vat_reading enable row level security;
alter table gig.vat_reading force row level security;
create policy door on gig.vat_reading to heyi_owner using (true) with check (true);
create policy tenant on gig.vat_reading to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant insert, select on gig.vat_reading to heyi_app;

create table gig.withdrawal (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  program_id uuid not null,
  worker_id uuid not null,
  balance_id uuid not null,
  business_hash uuid not null,
  key_hash uuid not null,
  business_id text not null,
  app_id uuid,
  gross bigint not null,
  tax bigint,
  vat bigint,
  surcharges bigint,
  fee bigint,
  tax_month integer,
  seq integer,
  was_suspended boolean default false not null,
  state text,
  reason text,
  attempt integer default 1 not null,
  accepted_at timestamp with time zone not null,
  resumed_at timestamp with time zone,
  reversed_at timestamp with time zone,
  reversed_seq integer,
  is_corrected boolean default false not null,
  constraint withdrawal_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint withdrawal_sound CHECK (gig.is_withdrawal(gross, tax, vat, surcharges, fee, state))
);
CREATE INDEX withdrawal_accepted ON gig.withdrawal USING brin (shard_key, tenant_id, accepted_at) WITH (pages_per_range='32', autosummarize='on');
CREATE INDEX withdrawal_resumed ON gig.withdrawal USING btree (shard_key, tenant_id, program_id, resumed_at) WHERE (resumed_at IS NOT NULL);
CREATE INDEX withdrawal_returned ON gig.withdrawal USING btree (shard_key, tenant_id, program_id, reversed_at) WHERE (reversed_at IS NOT NULL);
CREATE INDEX withdrawal_reversed ON gig.withdrawal USING btree (shard_key, tenant_id, program_id, tax_month) WHERE (reversed_at IS NOT NULL);
CREATE INDEX withdrawal_suspended ON gig.withdrawal USING btree (shard_key, tenant_id, program_id, id) WHERE (state = 'suspended'::text);
CREATE INDEX withdrawal_to_act ON gig.withdrawal USING btree (shard_key, tenant_id, program_id, id) WHERE (is_corrected OR ((state = ANY (ARRAY['failed'::text, 'returned'::text])) AND (reversed_at IS NULL)));
CREATE UNIQUE INDEX withdrawal_business ON gig.withdrawal USING btree (shard_key, tenant_id, worker_id, business_hash);
CREATE UNIQUE INDEX withdrawal_key ON gig.withdrawal USING btree (shard_key, tenant_id, key_hash);
alter table gig.withdrawal enable row level security;
alter table gig.withdrawal force row level security;
create policy door on gig.withdrawal to heyi_owner using (true) with check (true);
create policy tenant on gig.withdrawal to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on gig.withdrawal to heyi_app;

create table gig.withdrawal_proof (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  job_id uuid not null,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  holds boolean,
  result jsonb,
  constraint withdrawal_proof_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint withdrawal_proof_check CHECK (((finished_at IS NULL) = (result IS NULL))),
  constraint withdrawal_proof_check1 CHECK (((holds IS NULL) = (result IS NULL))),
  constraint withdrawal_proof_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table gig.withdrawal_proof enable row level security;
alter table gig.withdrawal_proof force row level security;
create policy door on gig.withdrawal_proof to heyi_owner using (true) with check (true);
create policy tenant on gig.withdrawal_proof to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on gig.withdrawal_proof to heyi_app;

create table gig.withdrawal_refusal (
  shard_key integer not null,
  tenant_id uuid not null,
  key_hash uuid not null,
  body_hash uuid not null,
  code text not null,
  refused_at timestamp with time zone not null,
  constraint withdrawal_refusal_pkey PRIMARY KEY (shard_key, tenant_id, key_hash)
);
CREATE INDEX withdrawal_refusal_at ON gig.withdrawal_refusal USING brin (refused_at);
alter table gig.withdrawal_refusal enable row level security;
alter table gig.withdrawal_refusal force row level security;
create policy door on gig.withdrawal_refusal to heyi_owner using (true) with check (true);
create policy tenant on gig.withdrawal_refusal to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on gig.withdrawal_refusal to heyi_app;

create table gig.worker (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  environment text not null,
  external_id text not null,
  name text not null,
  state text not null,
  channel text not null,
  payee_account bytea,
  payee_account_masked text,
  payee_bank_code text,
  account_trouble text,
  account_trouble_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint worker_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint worker_account_trouble_check CHECK ((account_trouble = ANY (ARRAY['frozen'::text, 'closed'::text, 'nameDiffers'::text]))),
  constraint worker_channel_check CHECK ((channel = ANY (ARRAY['bankCard'::text, 'alipay'::text, 'wechat'::text]))),
  constraint worker_environment_check CHECK ((environment = ANY (ARRAY['sandbox'::text, 'live'::text]))),
  constraint worker_shard_key_tenant_id_environment_external_id_key UNIQUE (shard_key, tenant_id, environment, external_id),
  constraint worker_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'admitted'::text, 'suspended'::text, 'refused'::text, 'left'::text]))),
  constraint worker_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table gig.worker enable row level security;
alter table gig.worker force row level security;
create policy door on gig.worker to heyi_owner using (true) with check (true);
create policy tenant on gig.worker to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on gig.worker to heyi_app;

create table gig.worker_document (
  shard_key integer not null,
  tenant_id uuid not null,
  document_kind text not null,
  document_hash bytea not null,
  environment text not null,
  worker_id uuid not null,
  worker_shard_key integer not null,
  constraint worker_document_pkey PRIMARY KEY (shard_key, tenant_id, document_kind, document_hash, environment),
  constraint worker_document_environment_check CHECK ((environment = ANY (ARRAY['sandbox'::text, 'live'::text]))),
  constraint worker_document_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table gig.worker_document enable row level security;
alter table gig.worker_document force row level security;
create policy door on gig.worker_document to heyi_owner using (true) with check (true);
create policy tenant on gig.worker_document to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on gig.worker_document to heyi_app;

create table gig.worker_event (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  worker_id uuid not null,
  what text not null,
  state text not null,
  reasons text[] not null,
  note text,
  actor_name text not null,
  at timestamp with time zone not null,
  constraint worker_event_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint worker_event_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id),
  constraint worker_event_what_check CHECK ((what = ANY (ARRAY['registered'::text, 'signed'::text, 'checked'::text, 'accountChanged'::text, 'accountRefused'::text, 'suspended'::text, 'resumed'::text, 'left'::text, 'listed'::text, 'judged'::text])))
);
CREATE INDEX worker_event_worker ON gig.worker_event USING btree (shard_key, tenant_id, worker_id, id);
alter table gig.worker_event enable row level security;
alter table gig.worker_event force row level security;
create policy door on gig.worker_event to heyi_owner using (true) with check (true);
create policy tenant on gig.worker_event to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant insert, select on gig.worker_event to heyi_app;

create table gig.worker_profile (
  shard_key integer not null,
  tenant_id uuid not null,
  worker_id uuid not null,
  name text not null,
  document_kind text not null,
  document_sealed bytea not null,
  document_hash bytea not null,
  document_masked text not null,
  birth_date date not null,
  phone_sealed bytea not null,
  phone_masked text not null,
  bank_name text,
  content_hash bytea not null,
  identity_outcome text not null,
  identity_text text,
  identity_reference text,
  identity_checked_at timestamp with time zone,
  is_suspended boolean default false not null,
  left_at timestamp with time zone,
  reasons text[] not null,
  registered_at timestamp with time zone not null,
  constraint worker_profile_pkey PRIMARY KEY (shard_key, tenant_id, worker_id),
  constraint worker_profile_document_kind_check CHECK ((document_kind = ANY (ARRAY['idCard'::text, 'hkMacaoPermit'::text, 'taiwanPermit'::text, 'passport'::text, 'foreignPermanentResident'::text, 'hkMacaoTaiwanResidencePermit'::text]))),
  constraint worker_profile_identity_outcome_check CHECK ((identity_outcome = ANY (ARRAY['unchecked'::text, 'agrees'::text, 'disagrees'::text, 'noAnswer'::text]))),
  constraint worker_profile_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table gig.worker_profile enable row level security;
alter table gig.worker_profile force row level security;
create policy door on gig.worker_profile to heyi_owner using (true) with check (true);
create policy tenant on gig.worker_profile to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on gig.worker_profile to heyi_app;

create table gig.worker_signature (
  shard_key integer not null,
  tenant_id uuid not null,
  worker_id uuid not null,
  kind text not null,
  version text not null,
  signed_at timestamp with time zone not null,
  method text not null,
  recorded_at timestamp with time zone not null,
  constraint worker_signature_pkey PRIMARY KEY (shard_key, tenant_id, worker_id, kind, version),
  constraint worker_signature_kind_check CHECK ((kind = ANY (ARRAY['cooperation'::text, 'declarationAuthorisation'::text]))),
  constraint worker_signature_method_check CHECK ((method = ANY (ARRAY['click'::text, 'sms'::text, 'electronicSignature'::text, 'paper'::text]))),
  constraint worker_signature_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table gig.worker_signature enable row level security;
alter table gig.worker_signature force row level security;
create policy door on gig.worker_signature to heyi_owner using (true) with check (true);
create policy tenant on gig.worker_signature to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant insert, select on gig.worker_signature to heyi_app;

create view gig.balance_figures with (security_invoker=true) as
 SELECT b.shard_key,
    b.tenant_id,
    b.id,
    b.worker_id,
    b.program_id,
    b.income_kind,
    (a.credit_total - a.debit_total) AS withdrawable,
    COALESCE(a.carried[1], (0)::bigint) AS seq,
    COALESCE(a.carried[2], (0)::bigint) AS last_month,
    COALESCE(a.carried[3], (0)::bigint) AS started_month,
    COALESCE(a.carried[4], (0)::bigint) AS months,
    COALESCE(a.carried[5], (0)::bigint) AS year_income,
    COALESCE(a.carried[6], (0)::bigint) AS year_tax,
    COALESCE(a.carried[7], (0)::bigint) AS month_income,
    COALESCE(a.carried[8], (0)::bigint) AS month_tax,
    COALESCE(a.carried[9], (0)::bigint) AS month_receipts,
    COALESCE(a.carried[10], (0)::bigint) AS month_vat,
    COALESCE(a.carried[11], (0)::bigint) AS month_surcharges,
    COALESCE(a.carried[12], (0)::bigint) AS day,
    COALESCE(a.carried[13], (0)::bigint) AS day_receipts,
    COALESCE(a.carried[14], (0)::bigint) AS day_vat,
    COALESCE(a.carried[15], (0)::bigint) AS day_surcharges,
    COALESCE(a.carried[16], (0)::bigint) AS day_count
   FROM (gig.balance b
     JOIN ledger.account_total a ON (((a.shard_key = b.shard_key) AND (a.tenant_id = b.tenant_id) AND (a.id = b.account_id))));
grant select on gig.balance_figures to heyi_app;
create view gig.withdrawal_outcome with (security_invoker=true) as
 SELECT d.shard_key,
    d.tenant_id,
    d.id,
    d.program_id,
    d.worker_id,
    d.balance_id,
    d.business_id,
    d.app_id,
    d.gross,
    d.tax,
    d.vat,
    d.surcharges,
    d.fee,
    d.tax_month,
    d.was_suspended,
    COALESCE(d.state,
        CASE o.state
            WHEN 'queued'::text THEN 'accepted'::text
            WHEN 'held'::text THEN 'accepted'::text
            WHEN 'manual'::text THEN 'unknown'::text
            WHEN 'succeeded'::text THEN 'paid'::text
            ELSE o.state
        END) AS state,
    COALESCE(d.reason, o.code) AS reason,
    o.id AS pay_order_id,
    o.bank_reference,
    o.settled_at,
    d.accepted_at,
    d.resumed_at,
    d.reversed_at,
    d.is_corrected
   FROM (gig.withdrawal d
     LEFT JOIN payments.order_outcome o ON (((o.shard_key = d.shard_key) AND (o.tenant_id = d.tenant_id) AND (o.id = gig.order_id(d.id, d.attempt)))));
grant select on gig.withdrawal_outcome to heyi_app;
CREATE OR REPLACE FUNCTION gig.add_slots(before integer[], more integer[])
 RETURNS integer[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select case when cardinality(before) = 0 then more
                    when cardinality(more) = 0 then before
                    else array(select a + b from unnest(before, more) as slot (a, b)) end $function$;
grant execute on function gig.add_slots(integer[],integer[]) to public;
CREATE OR REPLACE FUNCTION gig.is_withdrawal(gross bigint, tax bigint, vat bigint, surcharges bigint, fee bigint, state text)
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$ begin
    return gross > 0
           and (tax is null or tax >= 0) and (vat is null or vat >= 0)
           and (surcharges is null or surcharges >= 0) and (fee is null or fee >= 0)
           and (tax is null or gross >= tax + vat + surcharges) is not false
           and (state is null or state in ('suspended', 'cancelled', 'returned', 'failed'));
  end $function$;
grant execute on function gig.is_withdrawal(bigint,bigint,bigint,bigint,bigint,text) to public;
CREATE OR REPLACE FUNCTION gig.order_id(withdrawal uuid, attempt integer)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select (left(withdrawal::text, 35) || to_hex(attempt))::uuid $function$;
grant execute on function gig.order_id(uuid,integer) to public;
CREATE OR REPLACE FUNCTION gig.prune(moment timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  begin
    delete from gig.flow_second where at < moment - interval '8 days';
    delete from gig.withdrawal_refusal where refused_at < moment - interval '90 days';
  end
  $function$;
grant execute on function gig.prune(timestamp with time zone) to heyi_app;
CREATE OR REPLACE FUNCTION gig.suspended_programs()
 RETURNS TABLE(tenant_id uuid, program_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$ select distinct s.tenant_id, s.program_id from gig.program_stripe s
         where s.suspended_count > 0 $function$;
grant execute on function gig.suspended_programs() to heyi_app;
CREATE OR REPLACE FUNCTION gig.watched_programs()
 RETURNS TABLE(tenant_id uuid, program_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$ select p.tenant_id, p.id from gig.program p
         where p.state = 'active' and (p.warning_below > 0 or p.warning_hours is not null)
            or p.funds_state <> 'enough'
        union
        select s.tenant_id, s.program_id from gig.program_stripe s where s.suspended_count > 0 $function$;
grant execute on function gig.watched_programs() to heyi_app;
