-- The bank's own book. Amounts are fen; instants are ISO 8601 text in UTC on the bank's virtual clock.
create table if not exists setting (
  key text not null primary key,
  value text not null
) strict, without rowid;

create table if not exists app (
  app_id text not null primary key,
  secret text not null,
  callback_secret text not null,
  callback_url text
) strict, without rowid;

create table if not exists account (
  account text not null primary key,
  name text not null,
  kind text not null check (kind in ('customer', 'internal')),
  state text not null check (state in ('open', 'closed', 'frozen')),
  app_id text,
  opened_on text not null,
  balance integer not null default 0,
  check (kind = 'internal' or balance >= 0)
) strict, without rowid;

-- Every journal is two rows that sum to zero; the rows of one account are its statement.
create table if not exists entry (
  sequence integer primary key,
  journal integer not null,
  account text not null,
  kind text not null check (kind in ('transfer', 'reversal', 'return', 'receipt')),
  booked_at text not null,
  booked_on text not null,
  amount integer not null check (amount <> 0),
  balance integer not null,
  counterparty_account text,
  counterparty_name text,
  text text not null,
  reference text
) strict;
create index if not exists entry_by_day on entry (account, booked_on, sequence);

create table if not exists transfer (
  app_id text not null,
  reference text not null,
  fingerprint text not null,
  payer_account text not null,
  payee_name text not null,
  payee_account text not null,
  payee_bank_code text,
  amount integer not null check (amount > 0),
  purpose text not null,
  batch_reference text,
  line integer,
  state text not null
    check (state in ('processing', 'succeeded', 'failed', 'returned', 'suspended')),
  code text,
  text text,
  bank_reference text,
  behaviour text,
  behaviour_seconds integer,
  accepted_at text not null,
  occurred_at text not null,
  visible_at text not null,
  step text check (step in ('execute', 'settle', 'return')),
  step_at text,
  check ((step is null) = (step_at is null)),
  primary key (app_id, reference)
) strict, without rowid;
create index if not exists transfer_by_step on transfer (step_at) where step_at is not null;
create index if not exists transfer_by_batch on transfer (app_id, batch_reference, line)
  where batch_reference is not null;

create table if not exists batch (
  sequence integer primary key,
  app_id text not null,
  batch_reference text not null,
  fingerprint text not null,
  payer_account text not null,
  state text not null check (state in ('accepted', 'refused')),
  code text,
  text text,
  line_count integer not null,
  total integer not null,
  accepted_at text not null,
  visible_at text not null,
  unique (app_id, batch_reference)
) strict;

-- What has left a paying account on a day, against the daily limit.
create table if not exists daily_total (
  account text not null,
  day text not null,
  amount integer not null,
  primary key (account, day)
) strict, without rowid;

create table if not exists event (
  sequence integer primary key,
  app_id text not null,
  manner text not null check (manner in ('normal', 'repeated', 'forged')),
  report text not null,
  send_at text not null,
  callback_id text
) strict;
create index if not exists event_waiting on event (send_at) where callback_id is null;

create table if not exists callback (
  callback_id text not null primary key,
  app_id text not null,
  manner text not null,
  body text not null,
  attempts integer not null default 0,
  next_at text,
  delivered_at text
) strict, without rowid;
create index if not exists callback_waiting on callback (next_at) where next_at is not null;

-- Nonces of the last ten minutes, on the real clock: a replay after a restart is refused too.
create table if not exists nonce (
  app_id text not null,
  nonce text not null,
  seen_at text not null,
  primary key (app_id, nonce)
) strict, without rowid;

-- References that a time-out before execution has already swallowed once.
create table if not exists swallowed (
  app_id text not null,
  reference text not null,
  primary key (app_id, reference)
) strict, without rowid;

-- What statements get wrong on purpose; the book itself is always right.
create table if not exists statement_fault (
  account text not null,
  bank_reference text not null,
  fault text not null check (fault in ('missing', 'doubled', 'wrong_amount')),
  amount integer,
  adds_up integer not null check (adds_up in (0, 1)),
  primary key (account, bank_reference)
) strict, without rowid;

-- Payee accounts that behave like a magic name whatever the name is.
create table if not exists payee_behaviour (
  account text not null primary key,
  behaviour text not null,
  seconds integer
) strict, without rowid;
