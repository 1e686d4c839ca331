-- Made by tools/generate.ts from the migrations. Read it; change the migrations.

grant usage on schema billing to heyi_app;

create table billing.advance (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  payer_account_id uuid not null,
  subject_id uuid,
  amount bigint not null,
  repaid bigint default 0 not null,
  repayment_count integer default 0 not null,
  reason text not null,
  state text not null,
  requested_by uuid,
  requested_by_name text not null,
  requested_at timestamp with time zone not null,
  decided_by_name text,
  decided_at timestamp with time zone,
  rejection text,
  due_on date,
  constraint advance_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint advance_amount_check CHECK ((amount > 0)),
  constraint advance_check CHECK (((repaid >= 0) AND (repaid <= amount))),
  constraint advance_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'rejected'::text, 'outstanding'::text, 'repaid'::text]))),
  constraint advance_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table billing.advance enable row level security;
alter table billing.advance force row level security;
create policy door on billing.advance to heyi_owner using (true) with check (true);
create policy tenant on billing.advance to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on billing.advance to heyi_app;

create table billing.bill_drawing (
  shard_key integer not null,
  tenant_id uuid not null,
  period text not null,
  due_on date not null,
  bill_id uuid,
  failure text,
  tried_at timestamp with time zone not null,
  constraint bill_drawing_pkey PRIMARY KEY (shard_key, tenant_id, period),
  constraint bill_drawing_check CHECK (((bill_id IS NULL) <> (failure IS NULL))),
  constraint bill_drawing_period_check CHECK ((period ~ '^\d{4}-(0[1-9]|1[0-2])$'::text)),
  constraint bill_drawing_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table billing.bill_drawing enable row level security;
alter table billing.bill_drawing force row level security;
create policy door on billing.bill_drawing to heyi_owner using (true) with check (true);
create policy tenant on billing.bill_drawing to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on billing.bill_drawing to heyi_app;

create table billing.client_bill (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  period text not null,
  state text not null,
  legal_entity_id uuid not null,
  due_on date not null,
  amount_fen bigint not null,
  line_count integer not null,
  findings jsonb not null,
  hash bytea not null,
  drawn_up_at timestamp with time zone not null,
  drawn_up_by_name text not null,
  confirmed_at timestamp with time zone,
  confirmed_by_name text,
  matched_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  withdrawn_by_name text,
  withdrawal_reason text,
  constraint client_bill_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint client_bill_check CHECK (((state = ANY (ARRAY['confirmed'::text, 'received'::text, 'matched'::text])) = (confirmed_at IS NOT NULL))),
  constraint client_bill_check1 CHECK (((state = 'matched'::text) = (matched_at IS NOT NULL))),
  constraint client_bill_check2 CHECK (((state = 'withdrawn'::text) = (withdrawn_at IS NOT NULL))),
  constraint client_bill_period_check CHECK ((period ~ '^\d{4}-(0[1-9]|1[0-2])$'::text)),
  constraint client_bill_state_check CHECK ((state = ANY (ARRAY['estimate'::text, 'confirmed'::text, 'received'::text, 'matched'::text, 'withdrawn'::text]))),
  constraint client_bill_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE UNIQUE INDEX client_bill_period ON billing.client_bill USING btree (shard_key, tenant_id, period) WHERE (state <> 'withdrawn'::text);
alter table billing.client_bill enable row level security;
alter table billing.client_bill force row level security;
create policy door on billing.client_bill to heyi_owner using (true) with check (true);
create policy tenant on billing.client_bill to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on billing.client_bill to heyi_app;

create table billing.client_bill_dispute (
  shard_key integer not null,
  tenant_id uuid not null,
  line_id uuid not null,
  bill_id uuid not null,
  reason text not null,
  disputed_by_name text not null,
  disputed_at timestamp with time zone not null,
  decision text,
  credit_fen bigint,
  answer text,
  decided_by_name text,
  decided_at timestamp with time zone,
  constraint client_bill_dispute_pkey PRIMARY KEY (shard_key, tenant_id, line_id),
  constraint client_bill_dispute_check CHECK (((decision IS NULL) = (decided_at IS NULL))),
  constraint client_bill_dispute_check1 CHECK (((decision IS NULL) = (credit_fen IS NULL))),
  constraint client_bill_dispute_credit_fen_check CHECK ((credit_fen >= 0)),
  constraint client_bill_dispute_decision_check CHECK ((decision = ANY (ARRAY['credited'::text, 'kept'::text]))),
  constraint client_bill_dispute_shard_key_tenant_id_line_id_fkey FOREIGN KEY (shard_key, tenant_id, line_id) REFERENCES billing.client_bill_line(shard_key, tenant_id, id),
  constraint client_bill_dispute_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table billing.client_bill_dispute enable row level security;
alter table billing.client_bill_dispute force row level security;
create policy door on billing.client_bill_dispute to heyi_owner using (true) with check (true);
create policy tenant on billing.client_bill_dispute to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on billing.client_bill_dispute to heyi_app;

create table billing.client_bill_due (
  shard_key integer not null,
  tenant_id uuid not null,
  bill_id uuid not null,
  legal_entity_id uuid not null,
  is_held boolean not null,
  asked_fen bigint not null,
  applied_fen bigint default 0 not null,
  constraint client_bill_due_pkey PRIMARY KEY (shard_key, tenant_id, bill_id, legal_entity_id, is_held),
  constraint client_bill_due_check CHECK (((applied_fen >= LEAST(asked_fen, (0)::bigint)) AND (applied_fen <= GREATEST(asked_fen, (0)::bigint)))),
  constraint client_bill_due_shard_key_tenant_id_bill_id_fkey FOREIGN KEY (shard_key, tenant_id, bill_id) REFERENCES billing.client_bill(shard_key, tenant_id, id),
  constraint client_bill_due_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table billing.client_bill_due enable row level security;
alter table billing.client_bill_due force row level security;
create policy door on billing.client_bill_due to heyi_owner using (true) with check (true);
create policy tenant on billing.client_bill_due to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on billing.client_bill_due to heyi_app;

create table billing.client_bill_line (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  bill_id uuid not null,
  number integer not null,
  kind text not null,
  settlement text not null,
  legal_entity_id uuid,
  is_held boolean not null,
  employment_id uuid,
  person_name text,
  employee_no text,
  city_code text,
  registration_id uuid,
  cost_centre text,
  period text not null,
  bill_month text,
  type text,
  subject text,
  collection text,
  due_on date,
  employer_fen bigint not null,
  employee_fen bigint not null,
  amount_fen bigint not null,
  is_estimate boolean not null,
  facts jsonb not null,
  contribution_line_id uuid,
  order_line_id uuid,
  service_order_id uuid,
  advance_id uuid,
  run_id uuid,
  source_line_id uuid,
  source_bill_id uuid,
  arrears_id uuid,
  source_key text not null,
  is_withdrawn boolean default false not null,
  constraint client_bill_line_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint client_bill_line_check CHECK (((amount_fen = (employer_fen + employee_fen)) OR ((employer_fen = 0) AND (employee_fen = 0)))),
  constraint client_bill_line_check1 CHECK (((kind <> ALL (ARRAY['principal'::text, 'difference'::text, 'backContribution'::text])) OR (contribution_line_id IS NOT NULL))),
  constraint client_bill_line_check2 CHECK (((kind <> ALL (ARRAY['lateFee'::text, 'previousDifference'::text])) OR (COALESCE(contribution_line_id, source_line_id, arrears_id, source_bill_id) IS NOT NULL))),
  constraint client_bill_line_check3 CHECK (((kind <> 'advance'::text) OR (advance_id IS NOT NULL))),
  constraint client_bill_line_check4 CHECK (((kind <> 'serviceFee'::text) OR (service_order_id IS NOT NULL))),
  constraint client_bill_line_collection_check CHECK ((collection = ANY (ARRAY['prepaid'::text, 'postpaid'::text, 'advance'::text]))),
  constraint client_bill_line_kind_check CHECK ((kind = ANY (ARRAY['principal'::text, 'difference'::text, 'backContribution'::text, 'lateFee'::text, 'disabledEmploymentFund'::text, 'serviceFee'::text, 'tax'::text, 'advance'::text, 'previousDifference'::text, 'credit'::text]))),
  constraint client_bill_line_period_check CHECK ((period ~ '^\d{4}-\d{2}$'::text)),
  constraint client_bill_line_settlement_check CHECK ((settlement = ANY (ARRAY['asked'::text, 'run'::text, 'direct'::text, 'included'::text, 'borne'::text, 'person'::text]))),
  constraint client_bill_line_shard_key_tenant_id_bill_id_fkey FOREIGN KEY (shard_key, tenant_id, bill_id) REFERENCES billing.client_bill(shard_key, tenant_id, id),
  constraint client_bill_line_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX client_bill_line_arrears ON billing.client_bill_line USING btree (shard_key, tenant_id, arrears_id) WHERE ((NOT is_withdrawn) AND (arrears_id IS NOT NULL));
CREATE INDEX client_bill_line_contribution ON billing.client_bill_line USING btree (shard_key, tenant_id, bill_month, employment_id) WHERE ((NOT is_withdrawn) AND (bill_month IS NOT NULL));
CREATE UNIQUE INDEX client_bill_line_number ON billing.client_bill_line USING btree (shard_key, tenant_id, bill_id, number);
CREATE UNIQUE INDEX client_bill_line_once ON billing.client_bill_line USING btree (shard_key, tenant_id, source_key) WHERE (NOT is_withdrawn);
alter table billing.client_bill_line enable row level security;
alter table billing.client_bill_line force row level security;
create policy door on billing.client_bill_line to heyi_owner using (true) with check (true);
create policy tenant on billing.client_bill_line to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on billing.client_bill_line to heyi_app;

create table billing.client_bill_match (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  bill_id uuid not null,
  receipt_id uuid not null,
  amount_fen bigint not null,
  received_on date not null,
  met jsonb not null,
  matched_at timestamp with time zone not null,
  matched_by_name text not null,
  constraint client_bill_match_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint client_bill_match_amount_fen_check CHECK ((amount_fen > 0)),
  constraint client_bill_match_shard_key_tenant_id_bill_id_fkey FOREIGN KEY (shard_key, tenant_id, bill_id) REFERENCES billing.client_bill(shard_key, tenant_id, id),
  constraint client_bill_match_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX client_bill_match_bill ON billing.client_bill_match USING btree (shard_key, tenant_id, bill_id);
CREATE INDEX client_bill_match_receipt ON billing.client_bill_match USING btree (shard_key, tenant_id, receipt_id);
alter table billing.client_bill_match enable row level security;
alter table billing.client_bill_match force row level security;
create policy door on billing.client_bill_match to heyi_owner using (true) with check (true);
create policy tenant on billing.client_bill_match to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant insert, select on billing.client_bill_match to heyi_app;

create table billing.client_bill_match_undo (
  shard_key integer not null,
  tenant_id uuid not null,
  match_id uuid not null,
  reason text not null,
  undone_at timestamp with time zone not null,
  undone_by_name text not null,
  constraint client_bill_match_undo_pkey PRIMARY KEY (shard_key, tenant_id, match_id),
  constraint client_bill_match_undo_shard_key_tenant_id_match_id_fkey FOREIGN KEY (shard_key, tenant_id, match_id) REFERENCES billing.client_bill_match(shard_key, tenant_id, id),
  constraint client_bill_match_undo_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table billing.client_bill_match_undo enable row level security;
alter table billing.client_bill_match_undo force row level security;
create policy door on billing.client_bill_match_undo to heyi_owner using (true) with check (true);
create policy tenant on billing.client_bill_match_undo to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant insert, select on billing.client_bill_match_undo to heyi_app;

create table billing.client_bill_terms (
  shard_key integer not null,
  tenant_id uuid not null,
  from_period text not null,
  legal_entity_id uuid not null,
  collection text not null,
  prepaid_day integer not null,
  postpaid_days integer not null,
  own_registrations text not null,
  tax jsonb,
  disabled_fund jsonb not null,
  draw_up_day integer,
  hr_sees_lines boolean not null,
  set_by_name text not null,
  set_at timestamp with time zone not null,
  constraint client_bill_terms_pkey PRIMARY KEY (shard_key, tenant_id, from_period),
  constraint client_bill_terms_collection_check CHECK ((collection = ANY (ARRAY['prepaid'::text, 'postpaid'::text, 'advance'::text]))),
  constraint client_bill_terms_draw_up_day_check CHECK (((draw_up_day >= 1) AND (draw_up_day <= 28))),
  constraint client_bill_terms_from_period_check CHECK ((from_period ~ '^\d{4}-(0[1-9]|1[0-2])$'::text)),
  constraint client_bill_terms_own_registrations_check CHECK ((own_registrations = ANY (ARRAY['collected'::text, 'direct'::text]))),
  constraint client_bill_terms_postpaid_days_check CHECK (((postpaid_days >= 0) AND (postpaid_days <= 180))),
  constraint client_bill_terms_prepaid_day_check CHECK (((prepaid_day >= 1) AND (prepaid_day <= 28))),
  constraint client_bill_terms_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table billing.client_bill_terms enable row level security;
alter table billing.client_bill_terms force row level security;
create policy door on billing.client_bill_terms to heyi_owner using (true) with check (true);
create policy tenant on billing.client_bill_terms to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on billing.client_bill_terms to heyi_app;

create table billing.drawing_day (
  shard_key integer not null,
  tenant_id uuid not null,
  day date not null,
  constraint drawing_day_pkey PRIMARY KEY (shard_key, tenant_id),
  constraint drawing_day_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table billing.drawing_day enable row level security;
alter table billing.drawing_day force row level security;
create policy door on billing.drawing_day to heyi_owner using (true) with check (true);
create policy tenant on billing.drawing_day to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on billing.drawing_day to heyi_app;

create table billing.funding (
  shard_key integer not null,
  tenant_id uuid not null,
  subject_id uuid not null,
  payer_account_id uuid not null,
  legal_entity_id uuid not null,
  wages bigint not null,
  tax bigint not null,
  contributions bigint not null,
  applied bigint default 0 not null,
  constraint funding_pkey PRIMARY KEY (shard_key, tenant_id, subject_id, payer_account_id, legal_entity_id),
  constraint funding_applied_check CHECK ((applied >= 0)),
  constraint funding_contributions_check CHECK ((contributions >= 0)),
  constraint funding_tax_check CHECK ((tax >= 0)),
  constraint funding_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id),
  constraint funding_wages_check CHECK ((wages >= 0))
);
alter table billing.funding enable row level security;
alter table billing.funding force row level security;
create policy door on billing.funding to heyi_owner using (true) with check (true);
create policy tenant on billing.funding to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on billing.funding to heyi_app;

create table billing.person_claim_settlement (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  bill_id uuid not null,
  employment_id uuid not null,
  legal_entity_id uuid not null,
  amount_fen bigint not null,
  settled_at timestamp with time zone not null,
  constraint person_claim_settlement_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint person_claim_settlement_amount_fen_check CHECK ((amount_fen > 0)),
  constraint person_claim_settlement_shard_key_tenant_id_bill_id_fkey FOREIGN KEY (shard_key, tenant_id, bill_id) REFERENCES billing.client_bill(shard_key, tenant_id, id),
  constraint person_claim_settlement_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table billing.person_claim_settlement enable row level security;
alter table billing.person_claim_settlement force row level security;
create policy door on billing.person_claim_settlement to heyi_owner using (true) with check (true);
create policy tenant on billing.person_claim_settlement to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant insert, select on billing.person_claim_settlement to heyi_app;

create table billing.receipt (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  payer_account_id uuid not null,
  amount bigint not null,
  sender_name text not null,
  bank_reference text not null,
  received_on date not null,
  note text,
  source text not null,
  client_tenant_id uuid,
  match_count integer default 0 not null,
  matched_at timestamp with time zone,
  matched_by_name text,
  recorded_at timestamp with time zone not null,
  constraint receipt_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint receipt_amount_check CHECK ((amount > 0)),
  constraint receipt_check CHECK (((client_tenant_id IS NULL) = (matched_at IS NULL))),
  constraint receipt_client_tenant_id_fkey FOREIGN KEY (client_tenant_id) REFERENCES platform.tenant(id),
  constraint receipt_shard_key_tenant_id_payer_account_id_bank_reference_key UNIQUE (shard_key, tenant_id, payer_account_id, bank_reference),
  constraint receipt_source_check CHECK ((source = ANY (ARRAY['person'::text, 'statement'::text, 'file'::text]))),
  constraint receipt_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX receipt_client ON billing.receipt USING btree (shard_key, tenant_id, client_tenant_id, id);
CREATE INDEX receipt_unmatched ON billing.receipt USING btree (shard_key, tenant_id) WHERE (client_tenant_id IS NULL);
alter table billing.receipt enable row level security;
alter table billing.receipt force row level security;
create policy door on billing.receipt to heyi_owner using (true) with check (true);
create policy tenant on billing.receipt to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on billing.receipt to heyi_app;

create table billing.run_contribution (
  shard_key integer not null,
  tenant_id uuid not null,
  run_id uuid not null,
  employment_id uuid not null,
  period text not null,
  constraint run_contribution_pkey PRIMARY KEY (shard_key, tenant_id, run_id, employment_id),
  constraint run_contribution_period_check CHECK ((period ~ '^\d{4}-\d{2}$'::text)),
  constraint run_contribution_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX run_contribution_person ON billing.run_contribution USING btree (shard_key, tenant_id, period, employment_id);
alter table billing.run_contribution enable row level security;
alter table billing.run_contribution force row level security;
create policy door on billing.run_contribution to heyi_owner using (true) with check (true);
create policy tenant on billing.run_contribution to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on billing.run_contribution to heyi_app;

create view billing.arrival with (security_invoker=true) as
 SELECT shard_key,
    tenant_id,
    id,
    payer_account_id,
    bank_reference,
    amount,
    received_on
   FROM billing.receipt;
grant select on billing.arrival to heyi_app;
create view billing.standing_match with (security_invoker=true) as
 SELECT m.shard_key,
    m.tenant_id,
    m.id,
    m.bill_id,
    m.receipt_id,
    m.amount_fen,
    m.received_on,
    m.met,
    m.matched_at,
    m.matched_by_name
   FROM (billing.client_bill_match m
     LEFT JOIN billing.client_bill_match_undo u ON (((u.shard_key = m.shard_key) AND (u.tenant_id = m.tenant_id) AND (u.match_id = m.id))))
  WHERE (u.match_id IS NULL);
grant select on billing.standing_match to heyi_app;
CREATE OR REPLACE FUNCTION billing.tenants_to_draw(wanted date)
 RETURNS TABLE(tenant_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  #variable_conflict use_column
  begin
    return query
      with looked_at as materialized (
        select d.tenant_id as id from billing.drawing_day d where d.day >= wanted)
      select t.id from platform.tenant t
       where not exists (select from looked_at d where d.id = t.id)
       order by t.id;
  end
  $function$;
grant execute on function billing.tenants_to_draw(date) to heyi_app;
