-- Made by tools/generate.ts from the migrations. Read it; change the migrations.

grant usage on schema ledger to heyi_app;

create table ledger.account (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  legal_entity_id uuid,
  payer_account_id uuid,
  person_id uuid,
  registration_id uuid,
  debit_total bigint default 0 not null,
  credit_total bigint default 0 not null,
  carried bigint[],
  created_at timestamp with time zone not null,
  constraint account_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint account_covered CHECK (((credit_total >= debit_total) OR (NOT starts_with(kind, 'withdrawable'::text)))),
  constraint account_shard_key_tenant_id_kind_legal_entity_id_payer_acco_key UNIQUE NULLS NOT DISTINCT (shard_key, tenant_id, kind, legal_entity_id, payer_account_id, person_id, registration_id),
  constraint account_sound CHECK (ledger.is_account(kind, debit_total, credit_total)),
  constraint account_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table ledger.account enable row level security;
alter table ledger.account force row level security;
create policy door on ledger.account to heyi_owner using (true) with check (true);
create policy tenant on ledger.account to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on ledger.account to heyi_app;

create table ledger.journal (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  reference text,
  subject_id text,
  occurred_on date not null,
  recorded_at timestamp with time zone not null,
  accounts uuid[] not null,
  amounts bigint[] not null,
  content_hash bytea,
  reverses_id uuid,
  constraint journal_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint journal_shard_key_tenant_id_reverses_id_fkey FOREIGN KEY (shard_key, tenant_id, reverses_id) REFERENCES ledger.journal(shard_key, tenant_id, id),
  constraint journal_sound CHECK (ledger.is_journal(kind, reference, content_hash, accounts, amounts))
);
CREATE INDEX journal_recorded ON ledger.journal USING brin (shard_key, tenant_id, recorded_at) WITH (pages_per_range='32', autosummarize='on');
CREATE INDEX journal_subject ON ledger.journal USING btree (shard_key, tenant_id, subject_id, id) WHERE (subject_id IS NOT NULL);
CREATE UNIQUE INDEX journal_reference ON ledger.journal USING btree (shard_key, tenant_id, reference) WHERE (reference IS NOT NULL);
CREATE UNIQUE INDEX journal_reversed_once ON ledger.journal USING btree (shard_key, tenant_id, reverses_id) WHERE (reverses_id IS NOT NULL);
alter table ledger.journal enable row level security;
alter table ledger.journal force row level security;
create policy door on ledger.journal to heyi_owner using (true) with check (true);
create policy tenant on ledger.journal to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant insert, select on ledger.journal to heyi_app;

create view ledger.account_move with (security_invoker=true) as
 SELECT j.shard_key,
    j.tenant_id,
    j.id AS journal_id,
    line.account_id,
    line.amount,
    j.kind,
    COALESCE(undone.kind, j.kind) AS base_kind,
    j.reverses_id,
    j.reference,
    j.subject_id,
    j.occurred_on
   FROM (ledger.journal j
     LEFT JOIN ledger.journal undone ON (((undone.shard_key = j.shard_key) AND (undone.tenant_id = j.tenant_id) AND (undone.id = j.reverses_id)))),
    LATERAL UNNEST(j.accounts, j.amounts) line(account_id, amount)
  WHERE (NOT starts_with(j.kind, 'withdrawal.'::text));
grant select on ledger.account_move to heyi_app;
create view ledger.account_total with (security_invoker=true) as
 SELECT shard_key,
    tenant_id,
    id,
    kind,
    debit_total,
    credit_total,
    carried
   FROM ledger.account;
grant select on ledger.account_total to heyi_app;
create view ledger.entry with (security_invoker=true) as
 SELECT j.shard_key,
    j.tenant_id,
    j.id AS journal_id,
    line.number,
    line.account_id,
    line.amount,
    j.kind,
    COALESCE(j.reference, ((j.kind || '/'::text) || j.id)) AS reference,
    j.subject_id,
    j.occurred_on,
    j.recorded_at
   FROM ledger.journal j,
    LATERAL UNNEST(j.accounts, j.amounts) WITH ORDINALITY line(account_id, amount, number);
grant select on ledger.entry to heyi_app;
CREATE OR REPLACE FUNCTION ledger.account_book(payer_account uuid)
 RETURNS TABLE(booked bigint, in_flight bigint)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  #variable_conflict use_column
  begin
    return query
      select coalesce(sum(a.debit_total - a.credit_total) filter (where a.kind = 'bank'), 0)::bigint,
             coalesce(sum(a.credit_total - a.debit_total)
                        filter (where a.kind = 'paymentsInFlight'), 0)::bigint
        from ledger.account a
       where a.payer_account_id = payer_account and a.kind in ('bank', 'paymentsInFlight');
  end
  $function$;
grant execute on function ledger.account_book(uuid) to heyi_app;
CREATE OR REPLACE FUNCTION ledger.is_account(kind text, debit_total bigint, credit_total bigint)
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$ begin
    return kind in (
             'bank', 'clientFunds', 'clientDue', 'wagesPayable', 'taxPayable', 'contributionsPayable',
             'paymentsInFlight', 'advance', 'providerFunds', 'personalReceivable',
             'unmatchedReceipts', 'withdrawable', 'withdrawableHeld', 'vatPayable',
             'serviceFeeIncome')
           and debit_total >= 0 and credit_total >= 0;
  end $function$;
grant execute on function ledger.is_account(text,bigint,bigint) to public;
CREATE OR REPLACE FUNCTION ledger.is_journal(kind text, reference text, content_hash bytea, accounts uuid[], amounts bigint[])
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$ begin
    if (array_ndims(accounts) = 1 and array_ndims(amounts) = 1 and array_lower(amounts, 1) = 1
        and cardinality(accounts) >= 2 and cardinality(accounts) = cardinality(amounts)
        and array_position(accounts, null) is null and array_position(amounts, null) is null
        and array_position(amounts, 0::bigint) is null
        and ((reference is not null and content_hash is not null)
             or starts_with(kind, 'withdrawal.'))) is not true then
      return false;
    end if;
    if cardinality(amounts) <= 8 then
      return amounts[1] + amounts[2] + coalesce(amounts[3], 0) + coalesce(amounts[4], 0)
             + coalesce(amounts[5], 0) + coalesce(amounts[6], 0) + coalesce(amounts[7], 0)
             + coalesce(amounts[8], 0) = 0;
    end if;
    return (select sum(amount) = 0 from unnest(amounts) amount);
  end $function$;
grant execute on function ledger.is_journal(text,text,bytea,uuid[],bigint[]) to public;
