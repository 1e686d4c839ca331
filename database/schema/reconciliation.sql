-- Made by tools/generate.ts from the migrations. Read it; change the migrations.

grant usage on schema reconciliation to heyi_app;

create table reconciliation.account_standing (
  shard_key integer not null,
  tenant_id uuid not null,
  payer_account_id uuid not null,
  taken_until uuid,
  ledger_balance bigint default 0 not null,
  counted_at timestamp with time zone,
  constraint account_standing_pkey PRIMARY KEY (shard_key, tenant_id, payer_account_id),
  constraint account_standing_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table reconciliation.account_standing enable row level security;
alter table reconciliation.account_standing force row level security;
create policy door on reconciliation.account_standing to heyi_owner using (true) with check (true);
create policy tenant on reconciliation.account_standing to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on reconciliation.account_standing to heyi_app;

create table reconciliation.book_entry (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  payer_account_id uuid not null,
  source text not null,
  book_tenant_id uuid not null,
  book_shard_key integer not null,
  source_id uuid not null,
  number integer not null,
  journal_id uuid not null,
  journal_kind text not null,
  subject_id text,
  bank_reference text,
  batch_id uuid,
  file_id uuid,
  reverses_id uuid,
  booked_on date not null,
  amount bigint not null,
  match_id uuid,
  is_by_hand boolean default false not null,
  constraint book_entry_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint book_entry_amount_check CHECK ((amount <> 0)),
  constraint book_entry_book_tenant_id_fkey FOREIGN KEY (book_tenant_id) REFERENCES platform.tenant(id),
  constraint book_entry_shard_key_tenant_id_payer_account_id_source_sour_key UNIQUE (shard_key, tenant_id, payer_account_id, source, source_id, number, book_tenant_id),
  constraint book_entry_source_check CHECK ((source = ANY (ARRAY['order'::text, 'receipt'::text, 'journal'::text]))),
  constraint book_entry_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX book_entry_day ON reconciliation.book_entry USING btree (shard_key, tenant_id, payer_account_id, booked_on, id);
CREATE INDEX book_entry_match ON reconciliation.book_entry USING btree (shard_key, tenant_id, match_id) WHERE (match_id IS NOT NULL);
CREATE INDEX book_entry_open ON reconciliation.book_entry USING btree (shard_key, tenant_id, payer_account_id, booked_on, id) WHERE (match_id IS NULL);
alter table reconciliation.book_entry enable row level security;
alter table reconciliation.book_entry force row level security;
create policy door on reconciliation.book_entry to heyi_owner using (true) with check (true);
create policy tenant on reconciliation.book_entry to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on reconciliation.book_entry to heyi_app;

create table reconciliation.discrepancy (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  payer_account_id uuid not null,
  kind text not null,
  subject_id uuid not null,
  line_id uuid,
  entry_id uuid,
  order_id uuid,
  book_tenant_id uuid,
  order_state text,
  arisen_on date not null,
  bank_amount bigint,
  book_amount bigint,
  state text not null,
  owner_id uuid,
  owner_name text,
  opened_at timestamp with time zone not null,
  resolution text,
  resolution_note text,
  resolved_at timestamp with time zone,
  resolved_by_name text,
  constraint discrepancy_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint discrepancy_book_tenant_id_fkey FOREIGN KEY (book_tenant_id) REFERENCES platform.tenant(id),
  constraint discrepancy_check CHECK (((state = 'resolved'::text) = (resolution IS NOT NULL))),
  constraint discrepancy_check1 CHECK (((state = 'assigned'::text) <= (owner_id IS NOT NULL))),
  constraint discrepancy_kind_check CHECK ((kind = ANY (ARRAY['bankOnly'::text, 'booksOnly'::text, 'amountDiffers'::text, 'orderUnknown'::text, 'paidAfterFailure'::text, 'openingDiffers'::text]))),
  constraint discrepancy_resolution_check CHECK ((resolution = ANY (ARRAY['byItself'::text, 'corrected'::text, 'bankCorrects'::text, 'accepted'::text]))),
  constraint discrepancy_shard_key_tenant_id_payer_account_id_kind_subje_key UNIQUE (shard_key, tenant_id, payer_account_id, kind, subject_id),
  constraint discrepancy_state_check CHECK ((state = ANY (ARRAY['open'::text, 'assigned'::text, 'resolved'::text]))),
  constraint discrepancy_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX discrepancy_open ON reconciliation.discrepancy USING btree (shard_key, tenant_id, arisen_on) WHERE (state <> 'resolved'::text);
alter table reconciliation.discrepancy enable row level security;
alter table reconciliation.discrepancy force row level security;
create policy door on reconciliation.discrepancy to heyi_owner using (true) with check (true);
create policy tenant on reconciliation.discrepancy to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on reconciliation.discrepancy to heyi_app;

create table reconciliation.line_match (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  payer_account_id uuid not null,
  rule text not null,
  amount bigint not null,
  made_at timestamp with time zone not null,
  made_by_name text not null,
  note text,
  undone_at timestamp with time zone,
  undone_by_name text,
  undo_reason text,
  constraint line_match_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint line_match_rule_check CHECK ((rule = ANY (ARRAY['order'::text, 'split'::text, 'reversal'::text, 'receipt'::text, 'file'::text, 'batch'::text, 'day'::text, 'amount'::text, 'sum'::text, 'byHand'::text]))),
  constraint line_match_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table reconciliation.line_match enable row level security;
alter table reconciliation.line_match force row level security;
create policy door on reconciliation.line_match to heyi_owner using (true) with check (true);
create policy tenant on reconciliation.line_match to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on reconciliation.line_match to heyi_app;

create table reconciliation.statement (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  payer_account_id uuid not null,
  day date not null,
  opening bigint,
  closing bigint,
  line_count integer not null,
  amount_in bigint not null,
  amount_out bigint not null,
  source text not null,
  file_id uuid,
  content_hash bytea not null,
  version integer default 1 not null,
  read_at timestamp with time zone not null,
  read_by_name text not null,
  constraint statement_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint statement_shard_key_tenant_id_payer_account_id_day_key UNIQUE (shard_key, tenant_id, payer_account_id, day),
  constraint statement_source_check CHECK ((source = ANY (ARRAY['link'::text, 'camt053'::text, 'bankFile'::text, 'sheet'::text]))),
  constraint statement_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table reconciliation.statement enable row level security;
alter table reconciliation.statement force row level security;
create policy door on reconciliation.statement to heyi_owner using (true) with check (true);
create policy tenant on reconciliation.statement to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on reconciliation.statement to heyi_app;

create table reconciliation.statement_line (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  payer_account_id uuid not null,
  statement_id uuid not null,
  booked_on date not null,
  number integer not null,
  bank_reference text not null,
  occurrence integer not null,
  kind text not null,
  amount bigint not null,
  balance bigint,
  reference text,
  order_id uuid,
  group_id uuid,
  booked_at timestamp with time zone,
  counterparty_name text,
  counterparty_masked text,
  counterparty_lookup bytea,
  remark text,
  version integer not null,
  match_id uuid,
  is_by_hand boolean default false not null,
  constraint statement_line_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint statement_line_amount_check CHECK ((amount <> 0)),
  constraint statement_line_kind_check CHECK ((kind = ANY (ARRAY['transfer'::text, 'reversal'::text, 'return'::text, 'receipt'::text, 'other'::text]))),
  constraint statement_line_shard_key_tenant_id_payer_account_id_booked__key UNIQUE (shard_key, tenant_id, payer_account_id, booked_on, bank_reference, occurrence, amount),
  constraint statement_line_shard_key_tenant_id_statement_id_fkey FOREIGN KEY (shard_key, tenant_id, statement_id) REFERENCES reconciliation.statement(shard_key, tenant_id, id),
  constraint statement_line_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX statement_line_day ON reconciliation.statement_line USING btree (shard_key, tenant_id, payer_account_id, booked_on, id);
CREATE INDEX statement_line_match ON reconciliation.statement_line USING btree (shard_key, tenant_id, match_id) WHERE (match_id IS NOT NULL);
CREATE INDEX statement_line_open ON reconciliation.statement_line USING btree (shard_key, tenant_id, payer_account_id, booked_on, id) WHERE (match_id IS NULL);
CREATE INDEX statement_line_order ON reconciliation.statement_line USING btree (shard_key, tenant_id, order_id) WHERE (order_id IS NOT NULL);
alter table reconciliation.statement_line enable row level security;
alter table reconciliation.statement_line force row level security;
create policy door on reconciliation.statement_line to heyi_owner using (true) with check (true);
create policy tenant on reconciliation.statement_line to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on reconciliation.statement_line to heyi_app;

CREATE OR REPLACE FUNCTION reconciliation.accounts_with_unknown_orders()
 RETURNS TABLE(tenant_id uuid, payer_account_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  #variable_conflict use_column
  begin
    return query
      with waiting as materialized (
        select o.id, b.payer_tenant_id, b.payer_account_id
          from payments.pay_order o
          join payments.pay_batch b
            on b.shard_key = o.shard_key and b.tenant_id = o.tenant_id and b.id = o.batch_id
         where o.state = 'manual' and o.replaced_by_id is null),
      known as materialized (
        select d.tenant_id, d.payer_account_id, d.subject_id, d.state
          from reconciliation.discrepancy d
         where d.kind = 'orderUnknown' and d.resolution is distinct from 'byItself')
      select waiting.payer_tenant_id, waiting.payer_account_id from waiting
       where not exists (select from known
                          where known.tenant_id = waiting.payer_tenant_id
                            and known.payer_account_id = waiting.payer_account_id
                            and known.subject_id = waiting.id)
      union
      select known.tenant_id, known.payer_account_id from known
       where known.state <> 'resolved'
         and not exists (select from waiting where waiting.id = known.subject_id);
  end
  $function$;
grant execute on function reconciliation.accounts_with_unknown_orders() to heyi_app;
CREATE OR REPLACE FUNCTION reconciliation.books_of_account(wanted uuid)
 RETURNS TABLE(tenant_id uuid, shard_key integer, account_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  #variable_conflict use_column
  begin
    return query
      with book as materialized (
        select t.id as tenant_id, t.shard_key from platform.tenant t
        union all
        select s.tenant_id, s.stripe_key from platform.stripe s)
      select a.tenant_id, a.shard_key, a.id
        from book
        join ledger.account a
          on a.shard_key = book.shard_key and a.tenant_id = book.tenant_id and a.kind = 'bank'
         and a.legal_entity_id is null and a.payer_account_id = wanted;
  end
  $function$;
grant execute on function reconciliation.books_of_account(uuid) to heyi_app;
CREATE OR REPLACE FUNCTION reconciliation.orders_of_account(account uuid, ids uuid[])
 RETURNS TABLE(id uuid, tenant_id uuid, state text, amount bigint)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  #variable_conflict use_column
  begin
    return query
      with owner as materialized (select * from payments.owners_of_orders(ids))
      select o.id, o.tenant_id, o.state, o.amount
        from owner
        join payments.pay_order o
          on o.shard_key = owner.shard_key and o.tenant_id = owner.tenant_id and o.id = owner.id
       where o.payer_account_id = account;
  end
  $function$;
grant execute on function reconciliation.orders_of_account(uuid,uuid[]) to heyi_app;
