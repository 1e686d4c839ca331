create schema billing;
grant usage on schema billing to heyi_app;

-- Money that arrived at a payer account. It stands where the account stands, so that a bank reference
-- is booked once, whoever's money it turns out to be.
create table billing.receipt (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  id                uuid not null,
  payer_account_id  uuid not null,
  amount            bigint not null check (amount > 0),
  sender_name       text not null,
  bank_reference    text not null,
  received_on       date not null,
  note              text,
  source            text not null check (source in ('person', 'statement', 'file')),
  client_tenant_id  uuid references platform.tenant (id),
  -- Matches so far: each match posts under a reference of its own.
  match_count       int not null default 0,
  matched_at        timestamptz,
  matched_by_name   text,
  recorded_at       timestamptz not null,
  primary key (shard_key, tenant_id, id),
  unique (shard_key, tenant_id, payer_account_id, bank_reference),
  check ((client_tenant_id is null) = (matched_at is null))
);
create index receipt_client on billing.receipt (shard_key, tenant_id, client_tenant_id, id);
create index receipt_unmatched on billing.receipt (shard_key, tenant_id) where client_tenant_id is null;
call platform.protect('billing.receipt');

-- What arrived, without who sent it.
create view billing.arrival with (security_invoker = true) as
  select shard_key, tenant_id, id, payer_account_id, bank_reference, amount, received_on
    from billing.receipt;
grant select on billing.arrival to heyi_app;

-- The provider's own money lent to a client (垫付).
create table billing.advance (
  shard_key          int not null,
  tenant_id          uuid not null references platform.tenant (id),
  id                 uuid not null,
  payer_account_id   uuid not null,
  subject_id         uuid,
  amount             bigint not null check (amount > 0),
  repaid             bigint not null default 0 check (repaid between 0 and amount),
  repayment_count    int not null default 0,
  reason             text not null,
  state              text not null check (state in ('requested', 'rejected', 'outstanding', 'repaid')),
  requested_by       uuid,
  requested_by_name  text not null,
  requested_at       timestamptz not null,
  decided_by_name    text,
  decided_at         timestamptz,
  rejection          text,
  due_on             date,
  primary key (shard_key, tenant_id, id)
);
call platform.protect('billing.advance');

-- What a subject needs of a client's money, a paying account and an entity; and what was applied.
create table billing.funding (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  subject_id        uuid not null,
  payer_account_id  uuid not null,
  legal_entity_id   uuid not null,
  wages             bigint not null check (wages >= 0),
  tax               bigint not null check (tax >= 0),
  contributions     bigint not null check (contributions >= 0),
  applied           bigint not null default 0 check (applied >= 0),
  primary key (shard_key, tenant_id, subject_id, payer_account_id, legal_entity_id)
);
call platform.protect('billing.funding');
