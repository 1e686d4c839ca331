-- Made by tools/generate.ts from the migrations. Read it; change the migrations.

grant usage on schema orders to heyi_app;

create table orders.dispatch (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  line_id uuid not null,
  supplier_id uuid not null,
  state text not null,
  due_on date not null,
  asked_at timestamp with time zone not null,
  asked_by_name text not null,
  answered_at timestamp with time zone,
  fed_back_at timestamp with time zone,
  words text,
  constraint dispatch_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint dispatch_check CHECK (((state <> 'declined'::text) OR (words IS NOT NULL))),
  constraint dispatch_shard_key_tenant_id_line_id_fkey FOREIGN KEY (shard_key, tenant_id, line_id) REFERENCES orders.line(shard_key, tenant_id, id),
  constraint dispatch_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'accepted'::text, 'declined'::text, 'fedBack'::text, 'recalled'::text]))),
  constraint dispatch_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE UNIQUE INDEX dispatch_open ON orders.dispatch USING btree (shard_key, tenant_id, line_id) WHERE (state = ANY (ARRAY['asked'::text, 'accepted'::text]));
alter table orders.dispatch enable row level security;
alter table orders.dispatch force row level security;
create policy door on orders.dispatch to heyi_owner using (true) with check (true);
create policy tenant on orders.dispatch to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on orders.dispatch to heyi_app;

create table orders.line (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  item text not null,
  service text not null,
  employment_id uuid not null,
  person_id uuid not null,
  person_name text not null,
  employee_no text,
  city_code text not null,
  period text not null,
  asked_period text not null,
  moved_reason text,
  task_id uuid,
  registration_id uuid,
  registration_kind text,
  official_cutoff date,
  client_cutoff date,
  cutoff_provisional boolean not null,
  source text not null,
  note text,
  submitted_by_name text not null,
  state text not null,
  channel text not null,
  supplier_id uuid,
  assignee_id uuid,
  assignee_name text,
  version integer default 1 not null,
  reason text,
  failure_code text,
  proof_id uuid,
  official_number text,
  submitted_at timestamp with time zone,
  finished_at timestamp with time zone,
  appointment_on date,
  courier_number text,
  warned_on date,
  escalated_at timestamp with time zone,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  constraint line_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint line_asked_period_check CHECK ((asked_period ~ '^\d{4}-(0[1-9]|1[0-2])$'::text)),
  constraint line_channel_check CHECK ((channel = ANY (ARRAY['robot'::text, 'manualOnline'::text, 'counter'::text, 'supplier'::text]))),
  constraint line_check CHECK (((state = 'officialFailed'::text) = (failure_code IS NOT NULL))),
  constraint line_check1 CHECK (((state <> ALL (ARRAY['sentBack'::text, 'cancelled'::text, 'officialFailed'::text])) OR (reason IS NOT NULL))),
  constraint line_check2 CHECK (((assignee_id IS NULL) = (assignee_name IS NULL))),
  constraint line_check3 CHECK (((channel <> 'supplier'::text) OR (supplier_id IS NOT NULL))),
  constraint line_check4 CHECK (((moved_reason IS NULL) = (period = asked_period))),
  constraint line_city_code_check CHECK ((city_code ~ '^\d{6}$'::text)),
  constraint line_done_is_proven CHECK (((state <> ALL (ARRAY['officialSucceeded'::text, 'settled'::text])) OR (proof_id IS NOT NULL))),
  constraint line_period_check CHECK ((period ~ '^\d{4}-(0[1-9]|1[0-2])$'::text)),
  constraint line_registration_kind_check CHECK ((registration_kind = ANY (ARRAY['socialInsurance'::text, 'medical'::text, 'housingFund'::text]))),
  constraint line_shard_key_tenant_id_order_id_fkey FOREIGN KEY (shard_key, tenant_id, order_id) REFERENCES orders.service_order(shard_key, tenant_id, id),
  constraint line_shard_key_tenant_id_proof_id_fkey FOREIGN KEY (shard_key, tenant_id, proof_id) REFERENCES evidence.binding(shard_key, tenant_id, id),
  constraint line_source_check CHECK ((source = ANY (ARRAY['form'::text, 'file'::text, 'event'::text, 'scan'::text, 'mail'::text]))),
  constraint line_state_check CHECK ((state = ANY (ARRAY['pendingAcceptance'::text, 'pendingPapers'::text, 'inProgress'::text, 'submitted'::text, 'officialSucceeded'::text, 'officialFailed'::text, 'settled'::text, 'sentBack'::text, 'cancelled'::text]))),
  constraint line_submitted_once CHECK (((state <> ALL (ARRAY['submitted'::text, 'officialSucceeded'::text, 'settled'::text])) OR (submitted_at IS NOT NULL))),
  constraint line_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX line_employment ON orders.line USING btree (shard_key, tenant_id, employment_id);
CREATE INDEX line_list ON orders.line USING btree (shard_key, tenant_id, id);
CREATE INDEX line_order ON orders.line USING btree (shard_key, tenant_id, order_id, period);
CREATE INDEX line_queue ON orders.line USING btree (shard_key, tenant_id, official_cutoff, id) WHERE (state <> ALL (ARRAY['officialSucceeded'::text, 'settled'::text, 'cancelled'::text]));
CREATE UNIQUE INDEX line_of_task ON orders.line USING btree (shard_key, tenant_id, task_id) WHERE ((task_id IS NOT NULL) AND (state <> 'cancelled'::text));
CREATE UNIQUE INDEX line_open ON orders.line USING btree (shard_key, tenant_id, employment_id, service, period) WHERE ((task_id IS NULL) AND (state <> ALL (ARRAY['officialSucceeded'::text, 'settled'::text, 'cancelled'::text])));
alter table orders.line enable row level security;
alter table orders.line force row level security;
create policy door on orders.line to heyi_owner using (true) with check (true);
create policy tenant on orders.line to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on orders.line to heyi_app;

create table orders.line_event (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  line_id uuid not null,
  action text not null,
  from_state text,
  to_state text not null,
  code text,
  words text,
  by_name text not null,
  account_id uuid,
  at timestamp with time zone not null,
  constraint line_event_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint line_event_shard_key_tenant_id_line_id_fkey FOREIGN KEY (shard_key, tenant_id, line_id) REFERENCES orders.line(shard_key, tenant_id, id),
  constraint line_event_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX line_event_line ON orders.line_event USING btree (shard_key, tenant_id, line_id, id);
alter table orders.line_event enable row level security;
alter table orders.line_event force row level security;
create policy door on orders.line_event to heyi_owner using (true) with check (true);
create policy tenant on orders.line_event to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant insert, select on orders.line_event to heyi_app;

create table orders.service_item (
  shard_key integer not null,
  tenant_id uuid not null,
  order_id uuid not null,
  item text not null,
  channel text not null,
  price_kind text not null,
  price_fen bigint,
  rate_ppm integer,
  minimum_fen bigint,
  constraint service_item_pkey PRIMARY KEY (shard_key, tenant_id, order_id, item),
  constraint service_item_channel_check CHECK ((channel = ANY (ARRAY['robot'::text, 'manualOnline'::text, 'counter'::text, 'supplier'::text]))),
  constraint service_item_check CHECK (((price_kind = 'percent'::text) = (rate_ppm IS NOT NULL))),
  constraint service_item_check1 CHECK (((price_kind = 'percent'::text) = (price_fen IS NULL))),
  constraint service_item_check2 CHECK (((minimum_fen IS NULL) OR (price_kind = 'percent'::text))),
  constraint service_item_minimum_fen_check CHECK ((minimum_fen >= 0)),
  constraint service_item_price_fen_check CHECK ((price_fen >= 0)),
  constraint service_item_price_kind_check CHECK ((price_kind = ANY (ARRAY['perHead'::text, 'perCase'::text, 'percent'::text]))),
  constraint service_item_rate_ppm_check CHECK (((rate_ppm >= 0) AND (rate_ppm <= 1000000))),
  constraint service_item_shard_key_tenant_id_order_id_fkey FOREIGN KEY (shard_key, tenant_id, order_id) REFERENCES orders.service_order(shard_key, tenant_id, id),
  constraint service_item_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table orders.service_item enable row level security;
alter table orders.service_item force row level security;
create policy door on orders.service_item to heyi_owner using (true) with check (true);
create policy tenant on orders.service_item to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on orders.service_item to heyi_app;

create table orders.service_order (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  title text not null,
  cooperation_mode text not null,
  city_code text not null,
  collection text not null,
  advance_days integer,
  from_period text not null,
  to_period text,
  supplier_id uuid,
  state text not null,
  note text,
  created_at timestamp with time zone not null,
  created_by_name text not null,
  activated_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_by_name text,
  end_reason text,
  constraint service_order_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint service_order_advance_days_check CHECK (((advance_days >= 1) AND (advance_days <= 180))),
  constraint service_order_check CHECK ((to_period >= from_period)),
  constraint service_order_check1 CHECK (((collection = 'advance'::text) = (advance_days IS NOT NULL))),
  constraint service_order_check2 CHECK (((state = 'ended'::text) = (ended_at IS NOT NULL))),
  constraint service_order_check3 CHECK (((state <> 'ended'::text) OR ((to_period IS NOT NULL) AND (end_reason IS NOT NULL)))),
  constraint service_order_check4 CHECK (((state = 'draft'::text) OR (activated_at IS NOT NULL))),
  constraint service_order_city_code_check CHECK ((city_code ~ '^\d{6}$'::text)),
  constraint service_order_collection_check CHECK ((collection = ANY (ARRAY['prepaid'::text, 'postpaid'::text, 'advance'::text]))),
  constraint service_order_cooperation_mode_check CHECK ((cooperation_mode = ANY (ARRAY['agency'::text, 'payrollAgency'::text, 'dispatch'::text, 'outsourcing'::text, 'archive'::text, 'own'::text]))),
  constraint service_order_from_period_check CHECK ((from_period ~ '^\d{4}-(0[1-9]|1[0-2])$'::text)),
  constraint service_order_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'active'::text, 'ended'::text]))),
  constraint service_order_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id),
  constraint service_order_to_period_check CHECK ((to_period ~ '^\d{4}-(0[1-9]|1[0-2])$'::text))
);
CREATE INDEX service_order_state ON orders.service_order USING btree (shard_key, tenant_id, state, city_code);
alter table orders.service_order enable row level security;
alter table orders.service_order force row level security;
create policy door on orders.service_order to heyi_owner using (true) with check (true);
create policy tenant on orders.service_order to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on orders.service_order to heyi_app;

create table orders.skill (
  shard_key integer not null,
  tenant_id uuid not null,
  account_id uuid not null,
  city_code text not null,
  item text not null,
  constraint skill_pkey PRIMARY KEY (shard_key, tenant_id, account_id, city_code, item),
  constraint skill_city_code_check CHECK ((city_code ~ '^\d{6}$'::text)),
  constraint skill_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table orders.skill enable row level security;
alter table orders.skill force row level security;
create policy door on orders.skill to heyi_owner using (true) with check (true);
create policy tenant on orders.skill to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on orders.skill to heyi_app;

create table orders.submission (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  line_id uuid not null,
  attempt integer not null,
  reference text not null,
  channel text not null,
  state text not null,
  asked_count integer default 0 not null,
  missing_count integer default 0 not null,
  next_ask_at timestamp with time zone,
  official_number text,
  words text,
  prepared_at timestamp with time zone not null,
  prepared_by_name text not null,
  sent_at timestamp with time zone,
  answered_at timestamp with time zone,
  constraint submission_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint submission_attempt UNIQUE (shard_key, tenant_id, line_id, attempt),
  constraint submission_attempt_check CHECK ((attempt > 0)),
  constraint submission_channel_check CHECK ((channel = ANY (ARRAY['robot'::text, 'manualOnline'::text, 'counter'::text, 'supplier'::text]))),
  constraint submission_check CHECK (((state = ANY (ARRAY['prepared'::text, 'missed'::text])) OR (sent_at IS NOT NULL))),
  constraint submission_reference UNIQUE (shard_key, tenant_id, reference),
  constraint submission_shard_key_tenant_id_line_id_fkey FOREIGN KEY (shard_key, tenant_id, line_id) REFERENCES orders.line(shard_key, tenant_id, id),
  constraint submission_state_check CHECK ((state = ANY (ARRAY['prepared'::text, 'sent'::text, 'unknown'::text, 'received'::text, 'succeeded'::text, 'refused'::text, 'missed'::text]))),
  constraint submission_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE UNIQUE INDEX submission_open ON orders.submission USING btree (shard_key, tenant_id, line_id) WHERE (state = ANY (ARRAY['prepared'::text, 'sent'::text, 'unknown'::text, 'received'::text]));
alter table orders.submission enable row level security;
alter table orders.submission force row level security;
create policy door on orders.submission to heyi_owner using (true) with check (true);
create policy tenant on orders.submission to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on orders.submission to heyi_app;

create table orders.supplier (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  short_name text not null,
  uscc text not null,
  city_codes text[] not null,
  contact_name text,
  contact_email text,
  answer_days integer not null,
  note text,
  ended_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint supplier_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint supplier_answer_days_check CHECK (((answer_days >= 0) AND (answer_days <= 20))),
  constraint supplier_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id),
  constraint supplier_uscc UNIQUE (shard_key, tenant_id, uscc)
);
alter table orders.supplier enable row level security;
alter table orders.supplier force row level security;
create policy door on orders.supplier to heyi_owner using (true) with check (true);
create policy tenant on orders.supplier to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on orders.supplier to heyi_app;

create table orders.supplier_bill (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  supplier_id uuid not null,
  period text not null,
  file_id uuid not null,
  file_name text not null,
  sha256 bytea not null,
  state text not null,
  row_count integer not null,
  total_fen bigint not null,
  imported_at timestamp with time zone not null,
  imported_by_name text not null,
  accepted_at timestamp with time zone,
  accepted_by_name text,
  constraint supplier_bill_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint supplier_bill_file UNIQUE (shard_key, tenant_id, supplier_id, sha256),
  constraint supplier_bill_period_check CHECK ((period ~ '^\d{4}-(0[1-9]|1[0-2])$'::text)),
  constraint supplier_bill_shard_key_tenant_id_supplier_id_fkey FOREIGN KEY (shard_key, tenant_id, supplier_id) REFERENCES orders.supplier(shard_key, tenant_id, id),
  constraint supplier_bill_state_check CHECK ((state = ANY (ARRAY['compared'::text, 'accepted'::text]))),
  constraint supplier_bill_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table orders.supplier_bill enable row level security;
alter table orders.supplier_bill force row level security;
create policy door on orders.supplier_bill to heyi_owner using (true) with check (true);
create policy tenant on orders.supplier_bill to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on orders.supplier_bill to heyi_app;

create table orders.supplier_bill_row (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  bill_id uuid not null,
  number integer,
  person_name text not null,
  document_sealed bytea,
  document_masked text,
  city_code text,
  service text,
  billed_fen bigint,
  expected_fen bigint,
  line_id uuid,
  line_tenant_id uuid,
  cause text,
  decision text,
  decision_note text,
  decided_by_name text,
  decided_at timestamp with time zone,
  constraint supplier_bill_row_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint supplier_bill_row_cause_check CHECK ((cause = ANY (ARRAY['amountDiffers'::text, 'notOnBill'::text, 'notOurs'::text, 'duplicateRow'::text, 'notDone'::text, 'noPrice'::text]))),
  constraint supplier_bill_row_check CHECK (((decision IS NULL) = (decided_at IS NULL))),
  constraint supplier_bill_row_decision_check CHECK ((decision = ANY (ARRAY['takeBill'::text, 'takeOurs'::text]))),
  constraint supplier_bill_row_shard_key_tenant_id_bill_id_fkey FOREIGN KEY (shard_key, tenant_id, bill_id) REFERENCES orders.supplier_bill(shard_key, tenant_id, id),
  constraint supplier_bill_row_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX supplier_bill_row_bill ON orders.supplier_bill_row USING btree (shard_key, tenant_id, bill_id, id);
alter table orders.supplier_bill_row enable row level security;
alter table orders.supplier_bill_row force row level security;
create policy door on orders.supplier_bill_row to heyi_owner using (true) with check (true);
create policy tenant on orders.supplier_bill_row to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on orders.supplier_bill_row to heyi_app;

create table orders.supplier_price (
  shard_key integer not null,
  tenant_id uuid not null,
  supplier_id uuid not null,
  city_code text not null,
  item text not null,
  price_kind text not null,
  price_fen bigint not null,
  constraint supplier_price_pkey PRIMARY KEY (shard_key, tenant_id, supplier_id, city_code, item),
  constraint supplier_price_city_code_check CHECK ((city_code ~ '^\d{6}$'::text)),
  constraint supplier_price_price_fen_check CHECK ((price_fen >= 0)),
  constraint supplier_price_price_kind_check CHECK ((price_kind = ANY (ARRAY['perHead'::text, 'perCase'::text]))),
  constraint supplier_price_shard_key_tenant_id_supplier_id_fkey FOREIGN KEY (shard_key, tenant_id, supplier_id) REFERENCES orders.supplier(shard_key, tenant_id, id),
  constraint supplier_price_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table orders.supplier_price enable row level security;
alter table orders.supplier_price force row level security;
create policy door on orders.supplier_price to heyi_owner using (true) with check (true);
create policy tenant on orders.supplier_price to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on orders.supplier_price to heyi_app;

create view orders.agreed_item with (security_invoker=true) as
 SELECT o.shard_key,
    o.tenant_id,
    o.id AS order_id,
    o.cooperation_mode,
    o.city_code,
    o.collection,
    o.advance_days,
    o.from_period,
    o.to_period,
    o.supplier_id,
    o.state,
    i.item,
    i.price_kind,
    i.price_fen,
    i.rate_ppm,
    i.minimum_fen
   FROM (orders.service_order o
     JOIN orders.service_item i ON (((i.shard_key = o.shard_key) AND (i.tenant_id = o.tenant_id) AND (i.order_id = o.id))))
  WHERE (o.state <> 'draft'::text);
grant select on orders.agreed_item to heyi_app;
create view orders.line_paper with (security_invoker=true) as
 SELECT shard_key,
    tenant_id,
    subject_id AS line_id,
    id AS binding_id,
    document_id,
    kind
   FROM evidence.binding
  WHERE ((subject_kind = 'orderLine'::text) AND (revoked_at IS NULL));
grant select on orders.line_paper to heyi_app;
create view orders.line_summary with (security_invoker=true) as
 SELECT shard_key,
    tenant_id,
    id AS line_id,
    order_id,
    item,
    service,
    employment_id,
    person_id,
    person_name,
    city_code,
    period,
    state,
    channel,
    supplier_id,
    task_id,
    proof_id,
    official_number,
    finished_at
   FROM orders.line;
grant select on orders.line_summary to heyi_app;
CREATE OR REPLACE FUNCTION orders.due_bucket(state text, cutoff date, today date, soon date)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
    select case when state in ('officialSucceeded', 'settled', 'cancelled') then 'later'
                when cutoff is null then 'unknown'
                when cutoff < today then 'overdue'
                when cutoff = today then 'today'
                when cutoff <= soon then 'soon'
                else 'later' end
  $function$;
grant execute on function orders.due_bucket(text,date,date,date) to public;
grant execute on function orders.due_bucket(text,date,date,date) to heyi_app;
CREATE OR REPLACE FUNCTION orders.tenants_of_supplier(supplier uuid, of_period text, house uuid)
 RETURNS TABLE(tenant_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  #variable_conflict use_column
  begin
    return query
      select distinct l.tenant_id from orders.line l
       where l.supplier_id = supplier and l.period = of_period
         and house = any ((select platform.visible_tenants())::uuid[]);
  end
  $function$;
grant execute on function orders.tenants_of_supplier(uuid,text,uuid) to heyi_app;
CREATE OR REPLACE FUNCTION orders.tenants_with_due_lines(until date)
 RETURNS TABLE(tenant_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  #variable_conflict use_column
  begin
    return query
      select distinct l.tenant_id from orders.line l
       where l.state in ('pendingAcceptance', 'pendingPapers', 'inProgress', 'sentBack', 'officialFailed')
         and l.official_cutoff <= until;
  end
  $function$;
grant execute on function orders.tenants_with_due_lines(date) to heyi_app;
CREATE OR REPLACE FUNCTION orders.tenants_with_open_submissions(at timestamp with time zone)
 RETURNS TABLE(tenant_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  #variable_conflict use_column
  begin
    return query
      select distinct s.tenant_id from orders.submission s
       where s.state in ('prepared', 'sent', 'unknown', 'received') and s.channel = 'robot'
         and s.next_ask_at <= at;
  end
  $function$;
grant execute on function orders.tenants_with_open_submissions(timestamp with time zone) to heyi_app;
