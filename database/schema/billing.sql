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
