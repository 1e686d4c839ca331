create schema ledger;
grant usage on schema ledger to heyi_app;

-- PostgreSQL reads the text of a check anew for every statement that writes, and that of a function once
-- a session: a third of what one withdrawal alone took of PostgreSQL went into it. So long checks of
-- tables that withdrawals write are functions.
create function ledger.is_account(kind text, debit_total bigint, credit_total bigint) returns boolean
  language plpgsql immutable parallel safe
  as $$ begin
    return kind in (
             'bank', 'clientFunds', 'clientDue', 'wagesPayable', 'taxPayable', 'contributionsPayable',
             'paymentsInFlight', 'advance', 'providerFunds', 'personalReceivable',
             'unmatchedReceipts', 'withdrawable', 'withdrawableHeld', 'vatPayable',
             'serviceFeeIncome')
           and debit_total >= 0 and credit_total >= 0;
  end $$;

-- One account a key. Its id follows from the key, so that a posting needs no look-up. The totals only
-- grow: a balance is their difference, and a lost update cannot hide in it.
create table ledger.account (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  id                uuid not null,
  kind              text not null,
  legal_entity_id   uuid,
  payer_account_id  uuid,
  person_id         uuid,
  -- What is owed to an agency is owed by a registration there.
  registration_id   uuid,
  debit_total       bigint not null default 0,
  credit_total      bigint not null default 0,
  -- Figures that the account's owner decides by, such as the tax year of a worker's balance. They
  -- change with a posting and under its lock, so they stand in the row that is written anyway.
  carried           bigint[],
  created_at        timestamptz not null,
  primary key (shard_key, tenant_id, id),
  constraint account_sound check (ledger.is_account(kind, debit_total, credit_total)),
  -- Nobody is paid more than is owed to them, whoever writes at the same time.
  constraint account_covered check (
    credit_total >= debit_total or not starts_with(kind, 'withdrawable')),
  unique nulls not distinct
    (shard_key, tenant_id, kind, legal_entity_id, payer_account_id, person_id, registration_id)
) with (fillfactor = 50);
call platform.protect('ledger.account');

-- A short journal is added up in one expression.
create function ledger.is_journal(
  kind text, reference text, content_hash bytea, accounts uuid[], amounts bigint[])
  returns boolean
  language plpgsql immutable parallel safe
  as $$ begin
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
  end $$;

-- A journal is one packed row: its lines are checked once, together, and nothing can be added later.
-- Debits are positive, credits negative. The journals of a withdrawal come by the thousand a second:
-- their id follows from the withdrawal's, so that the primary key alone posts them once, and they
-- carry neither reference nor hash. For the same reason only the tenants of the transaction are
-- checked (by the policy), and no foreign key looks each one up: it costs 5 us of the 40 a withdrawal
-- takes.
create table ledger.journal (
  shard_key      int not null,
  tenant_id      uuid not null,
  id             uuid not null,
  kind           text not null,
  reference      text,
  subject_id     text,
  occurred_on    date not null,
  recorded_at    timestamptz not null,
  accounts       uuid[] not null,
  amounts        bigint[] not null,
  content_hash   bytea,
  reverses_id    uuid,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, reverses_id)
    references ledger.journal (shard_key, tenant_id, id),
  constraint journal_sound check (
    ledger.is_journal(kind, reference, content_hash, accounts, amounts))
);
create unique index journal_reference on ledger.journal (shard_key, tenant_id, reference)
  where reference is not null;
create unique index journal_reversed_once on ledger.journal (shard_key, tenant_id, reverses_id)
  where reverses_id is not null;
create index journal_subject on ledger.journal (shard_key, tenant_id, subject_id, id)
  where subject_id is not null;
call platform.protect('ledger.journal', append_only => true);

-- For other modules that read balances together with rows of their own.
create view ledger.account_total with (security_invoker = true) as
  select shard_key, tenant_id, id, kind, debit_total, credit_total, carried from ledger.account;
grant select on ledger.account_total to heyi_app;

-- The lines of the journals, one a row.
create view ledger.entry with (security_invoker = true) as
  select j.shard_key, j.tenant_id, j.id as journal_id, line.number, line.account_id, line.amount,
         j.kind, coalesce(j.reference, j.kind || '/' || j.id) as reference, j.subject_id, j.occurred_on, j.recorded_at
    from ledger.journal j,
         unnest(j.accounts, j.amounts) with ordinality as line (account_id, amount, number);
grant select on ledger.entry to heyi_app;

-- What moved an account, without the streams that only set money apart; a reversal says what it undoes.
create view ledger.account_move with (security_invoker = true) as
  select j.shard_key, j.tenant_id, j.id as journal_id, line.account_id, line.amount, j.kind,
         coalesce(undone.kind, j.kind) as base_kind, j.reverses_id, j.reference, j.subject_id, j.occurred_on
    from ledger.journal j
    left join ledger.journal undone
      on undone.shard_key = j.shard_key and undone.tenant_id = j.tenant_id and undone.id = j.reverses_id,
         unnest(j.accounts, j.amounts) as line (account_id, amount)
   where not starts_with(j.kind, 'withdrawal.');
grant select on ledger.account_move to heyi_app;

-- A door: what all books together say of a paying account, of which every client that it pays for has
-- a part. It tells sums and no more.
create function ledger.account_book(payer_account uuid)
  returns table (booked bigint, in_flight bigint)
  language plpgsql stable security definer set search_path = pg_catalog
  as $$
  #variable_conflict use_column
  begin
    return query
      select coalesce(sum(a.debit_total - a.credit_total) filter (where a.kind = 'bank'), 0)::bigint,
             coalesce(sum(a.credit_total - a.debit_total)
                        filter (where a.kind = 'paymentsInFlight'), 0)::bigint
        from ledger.account a
       where a.payer_account_id = payer_account and a.kind in ('bank', 'paymentsInFlight');
  end
  $$;
revoke all on function ledger.account_book from public;
grant execute on function ledger.account_book to heyi_app;
