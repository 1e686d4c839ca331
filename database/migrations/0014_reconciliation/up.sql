create schema reconciliation;
grant usage on schema reconciliation to heyi_app;

-- Everything of an account stands in the tenant of its holder, whoever's money passes through it: the
-- two sides are compared under one shard key.

-- How far an account has been compared. Its row is the lock of whoever matches.
create table reconciliation.account_standing (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  payer_account_id  uuid not null,
  -- Journals up to here were taken in, less an hour for those that were being written meanwhile.
  taken_until       uuid,
  ledger_balance    bigint not null default 0,
  counted_at        timestamptz,
  primary key (shard_key, tenant_id, payer_account_id)
);
call platform.protect('reconciliation.account_standing');

-- One day of one account, as the bank last told it.
create table reconciliation.statement (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  id                uuid not null,
  payer_account_id  uuid not null,
  day               date not null,
  -- Null where the bank's file has no balances.
  opening           bigint,
  closing           bigint,
  line_count        int not null,
  amount_in         bigint not null,
  amount_out        bigint not null,
  source            text not null check (source in ('link', 'camt053', 'bankFile', 'sheet')),
  file_id           uuid,
  content_hash      bytea not null,
  version           int not null default 1,
  read_at           timestamptz not null,
  read_by_name      text not null,
  primary key (shard_key, tenant_id, id),
  unique (shard_key, tenant_id, payer_account_id, day)
);
call platform.protect('reconciliation.statement');

create table reconciliation.line_match (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  id                uuid not null,
  payer_account_id  uuid not null,
  rule              text not null check (rule in (
                      'order', 'split', 'reversal', 'receipt', 'file', 'batch', 'day', 'amount',
                      'sum', 'byHand')),
  -- What the lines, and what the entries, come to.
  amount            bigint not null,
  made_at           timestamptz not null,
  made_by_name      text not null,
  note              text,
  undone_at         timestamptz,
  undone_by_name    text,
  undo_reason       text,
  primary key (shard_key, tenant_id, id)
);
call platform.protect('reconciliation.line_match');

-- A line of the bank; money that comes in is positive.
create table reconciliation.statement_line (
  shard_key            int not null,
  tenant_id            uuid not null references platform.tenant (id),
  id                   uuid not null,
  payer_account_id     uuid not null,
  statement_id         uuid not null,
  booked_on            date not null,
  number               int not null,
  bank_reference       text not null,
  -- A bank that tells a line twice tells one too many: the second has a number of its own.
  occurrence           int not null,
  kind                 text not null check (kind in ('transfer', 'reversal', 'return', 'receipt', 'other')),
  amount               bigint not null check (amount <> 0),
  balance              bigint,
  reference            text,
  -- Our order, pay file or batch, when the reference names one.
  order_id             uuid,
  group_id             uuid,
  booked_at            timestamptz,
  counterparty_name    text,
  counterparty_masked  text,
  counterparty_lookup  bytea,
  remark               text,
  version              int not null,
  match_id             uuid,
  -- Its match was undone by a person: rules leave it alone.
  is_by_hand           boolean not null default false,
  primary key (shard_key, tenant_id, id),
  unique (shard_key, tenant_id, payer_account_id, booked_on, bank_reference, occurrence, amount),
  foreign key (shard_key, tenant_id, statement_id)
    references reconciliation.statement (shard_key, tenant_id, id)
);
create index statement_line_day
  on reconciliation.statement_line (shard_key, tenant_id, payer_account_id, booked_on, id);
create index statement_line_open
  on reconciliation.statement_line (shard_key, tenant_id, payer_account_id, booked_on, id)
  where match_id is null;
create index statement_line_match on reconciliation.statement_line (shard_key, tenant_id, match_id)
  where match_id is not null;
create index statement_line_order on reconciliation.statement_line (shard_key, tenant_id, order_id)
  where order_id is not null;
call platform.protect('reconciliation.statement_line');

-- What our books say should stand on the bank's statement: an order that was paid or came back, a
-- receipt, or another journal that moved the account. Money that comes in is positive.
create table reconciliation.book_entry (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  id                uuid not null,
  payer_account_id  uuid not null,
  source            text not null check (source in ('order', 'receipt', 'journal')),
  -- In whose books, and where there.
  book_tenant_id    uuid not null references platform.tenant (id),
  book_shard_key    int not null,
  source_id         uuid not null,
  number            int not null,
  journal_id        uuid not null,
  journal_kind      text not null,
  subject_id        text,
  bank_reference    text,
  batch_id          uuid,
  file_id           uuid,
  -- The journal that it takes back.
  reverses_id       uuid,
  booked_on         date not null,
  amount            bigint not null check (amount <> 0),
  match_id          uuid,
  is_by_hand        boolean not null default false,
  primary key (shard_key, tenant_id, id),
  unique (shard_key, tenant_id, payer_account_id, source, source_id, number, book_tenant_id)
);
create index book_entry_day
  on reconciliation.book_entry (shard_key, tenant_id, payer_account_id, booked_on, id);
create index book_entry_open
  on reconciliation.book_entry (shard_key, tenant_id, payer_account_id, booked_on, id)
  where match_id is null;
create index book_entry_match on reconciliation.book_entry (shard_key, tenant_id, match_id)
  where match_id is not null;
call platform.protect('reconciliation.book_entry');

-- A difference between bank and books, with somebody who looks after it.
create table reconciliation.discrepancy (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  id                uuid not null,
  payer_account_id  uuid not null,
  kind              text not null check (kind in (
                      'bankOnly', 'booksOnly', 'amountDiffers', 'orderUnknown', 'paidAfterFailure',
                      'openingDiffers')),
  -- The line, the entry, the order or the statement that it is about.
  subject_id        uuid not null,
  line_id           uuid,
  entry_id          uuid,
  order_id          uuid,
  book_tenant_id    uuid references platform.tenant (id),
  order_state       text,
  arisen_on         date not null,
  bank_amount       bigint,
  book_amount       bigint,
  state             text not null check (state in ('open', 'assigned', 'resolved')),
  owner_id          uuid,
  owner_name        text,
  opened_at         timestamptz not null,
  -- Null while it is open; `byItself` when the facts have changed.
  resolution        text check (resolution in ('byItself', 'corrected', 'bankCorrects', 'accepted')),
  resolution_note   text,
  resolved_at       timestamptz,
  resolved_by_name  text,
  primary key (shard_key, tenant_id, id),
  unique (shard_key, tenant_id, payer_account_id, kind, subject_id),
  check ((state = 'resolved') = (resolution is not null)),
  check ((state = 'assigned') <= (owner_id is not null))
);
create index discrepancy_open on reconciliation.discrepancy (shard_key, tenant_id, arisen_on)
  where state <> 'resolved';
call platform.protect('reconciliation.discrepancy');

-- Doors. In whose books an account stands, and as which ledger account; no amount and no name.
create function reconciliation.books_of_account(wanted uuid)
  returns table (tenant_id uuid, shard_key int, account_id uuid)
  language plpgsql stable security definer set search_path = pg_catalog
  as $$
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
  $$;

-- Accounts with an order that waits for a person and has no case yet, or a case whose order has moved.
create function reconciliation.accounts_with_unknown_orders()
  returns table (tenant_id uuid, payer_account_id uuid)
  language plpgsql stable security definer set search_path = pg_catalog
  as $$
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
  $$;

-- How orders that a statement names stand, whosever they are; no payee.
create function reconciliation.orders_of_account(account uuid, ids uuid[])
  returns table (id uuid, tenant_id uuid, state text, amount bigint)
  language plpgsql stable security definer set search_path = pg_catalog
  as $$
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
  $$;

revoke all on function reconciliation.books_of_account, reconciliation.accounts_with_unknown_orders,
  reconciliation.orders_of_account from public;
grant execute on function reconciliation.books_of_account, reconciliation.accounts_with_unknown_orders,
  reconciliation.orders_of_account to heyi_app;
