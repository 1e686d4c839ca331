-- Made by tools/generate.ts from the migrations. Read it; change the migrations.

grant usage on schema evidence to heyi_app;

create table evidence.binding (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  document_id uuid not null,
  document_tenant_id uuid not null,
  kind text not null,
  subject_kind text not null,
  subject_id uuid not null,
  service text not null,
  period text,
  person_name text,
  title text not null,
  marks jsonb not null,
  bound_by_name text not null,
  bound_at timestamp with time zone not null,
  revoked_by_name text,
  revoked_at timestamp with time zone,
  revoke_reason text,
  constraint binding_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint binding_check CHECK (((revoked_at IS NULL) = (revoke_reason IS NULL))),
  constraint binding_document_tenant_id_fkey FOREIGN KEY (document_tenant_id) REFERENCES platform.tenant(id),
  constraint binding_period_check CHECK ((period ~ '^\d{4}-(0[1-9]|1[0-2])$'::text)),
  constraint binding_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['orderLine'::text, 'withholdingReturn'::text, 'contributionPayment'::text, 'declaration'::text, 'officialBill'::text]))),
  constraint binding_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX binding_period ON evidence.binding USING btree (shard_key, tenant_id, period, document_id);
CREATE INDEX binding_subject ON evidence.binding USING btree (shard_key, tenant_id, subject_id) WHERE (revoked_at IS NULL);
CREATE UNIQUE INDEX binding_once ON evidence.binding USING btree (shard_key, tenant_id, document_id, subject_kind, subject_id) WHERE (revoked_at IS NULL);
alter table evidence.binding enable row level security;
alter table evidence.binding force row level security;
create policy door on evidence.binding to heyi_owner using (true) with check (true);
create policy tenant on evidence.binding to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on evidence.binding to heyi_app;

create table evidence.copy (
  shard_key integer not null,
  tenant_id uuid not null,
  document_id uuid not null,
  kept_hash bytea not null,
  file_id uuid not null,
  made_at timestamp with time zone not null,
  constraint copy_pkey PRIMARY KEY (shard_key, tenant_id, document_id, kept_hash),
  constraint copy_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table evidence.copy enable row level security;
alter table evidence.copy force row level security;
create policy door on evidence.copy to heyi_owner using (true) with check (true);
create policy tenant on evidence.copy to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant insert, select on evidence.copy to heyi_app;

create table evidence.document (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  file_id uuid not null,
  file_name text not null,
  type text not null,
  sha256 bytea not null,
  size bigint not null,
  page_count integer not null,
  source_name text not null,
  page_address text,
  verification_code text,
  period text,
  captured_by_name text not null,
  captured_by_id uuid,
  captured_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  constraint document_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint document_page_count_check CHECK ((page_count > 0)),
  constraint document_period_check CHECK ((period ~ '^\d{4}-(0[1-9]|1[0-2])$'::text)),
  constraint document_shard_key_tenant_id_sha256_kind_key UNIQUE (shard_key, tenant_id, sha256, kind),
  constraint document_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX document_period ON evidence.document USING btree (shard_key, tenant_id, period, id);
alter table evidence.document enable row level security;
alter table evidence.document force row level security;
create policy door on evidence.document to heyi_owner using (true) with check (true);
create policy tenant on evidence.document to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant insert, select on evidence.document to heyi_app;

create table evidence.head (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  document_id uuid not null,
  marks jsonb not null,
  marked_by_name text not null,
  marked_at timestamp with time zone not null,
  constraint head_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint head_shard_key_tenant_id_document_id_fkey FOREIGN KEY (shard_key, tenant_id, document_id) REFERENCES evidence.document(shard_key, tenant_id, id),
  constraint head_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX head_document ON evidence.head USING btree (shard_key, tenant_id, document_id, id);
alter table evidence.head enable row level security;
alter table evidence.head force row level security;
create policy door on evidence.head to heyi_owner using (true) with check (true);
create policy tenant on evidence.head to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant insert, select on evidence.head to heyi_app;

create table evidence.stamp_wait (
  shard_key integer not null,
  tenant_id uuid not null,
  document_id uuid not null,
  attempts integer default 0 not null,
  failure text,
  failure_words text,
  next_at timestamp with time zone not null,
  constraint stamp_wait_pkey PRIMARY KEY (shard_key, tenant_id, document_id),
  constraint stamp_wait_shard_key_tenant_id_document_id_fkey FOREIGN KEY (shard_key, tenant_id, document_id) REFERENCES evidence.document(shard_key, tenant_id, id),
  constraint stamp_wait_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX stamp_wait_due ON evidence.stamp_wait USING btree (next_at);
alter table evidence.stamp_wait enable row level security;
alter table evidence.stamp_wait force row level security;
create policy door on evidence.stamp_wait to heyi_owner using (true) with check (true);
create policy tenant on evidence.stamp_wait to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on evidence.stamp_wait to heyi_app;

create table evidence.time_stamp (
  shard_key integer not null,
  tenant_id uuid not null,
  document_id uuid not null,
  token bytea not null,
  stamped_at timestamp with time zone not null,
  serial text not null,
  policy text not null,
  authority text not null,
  nonce text not null,
  chain_pem text not null,
  received_at timestamp with time zone not null,
  constraint time_stamp_pkey PRIMARY KEY (shard_key, tenant_id, document_id),
  constraint time_stamp_shard_key_tenant_id_document_id_fkey FOREIGN KEY (shard_key, tenant_id, document_id) REFERENCES evidence.document(shard_key, tenant_id, id),
  constraint time_stamp_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table evidence.time_stamp enable row level security;
alter table evidence.time_stamp force row level security;
create policy door on evidence.time_stamp to heyi_owner using (true) with check (true);
create policy tenant on evidence.time_stamp to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant insert, select on evidence.time_stamp to heyi_app;

CREATE OR REPLACE FUNCTION evidence.tenants_with_due_stamps(at timestamp with time zone)
 RETURNS TABLE(tenant_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  #variable_conflict use_column
  begin
    return query select distinct w.tenant_id from evidence.stamp_wait w where w.next_at <= at;
  end
  $function$;
grant execute on function evidence.tenants_with_due_stamps(timestamp with time zone) to heyi_app;
