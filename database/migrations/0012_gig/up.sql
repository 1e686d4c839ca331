create schema gig;
grant usage on schema gig to heyi_app;

-- How one withholding entity settles with its platform workers (结算方案): who withholds, from which
-- account, by which tax method, with which fee and limits. One an entity, as the year's cumulation is
-- the entity's. Main rows of the tenant.
create table gig.program (
  shard_key           int not null,
  tenant_id           uuid not null references platform.tenant (id),
  id                  uuid not null,
  environment         text not null check (environment in ('sandbox', 'live')),
  name                text not null,
  legal_entity_id     uuid not null,
  payer_account_id    uuid not null,
  payer_tenant_id     uuid not null references platform.tenant (id),
  channel             text not null,
  state               text not null check (state in ('active', 'paused', 'closed')),
  -- What the payee reads on the statement (摘要).
  purpose             text not null,
  default_income_kind text not null check (default_income_kind in (
                        'labourRemuneration', 'incidentalIncome', 'businessIncome')),
  -- The cumulative method only with the platform's basic report on file.
  tax_method          text not null check (tax_method in ('platformCumulative', 'ordinaryLabour')),
  report_filed_on     date,
  gap_reading         text not null check (gap_reading in (
                        'restart-segment', 'count-paid-months', 'count-calendar-months')),
  lump_reading        text not null check (lump_reading in ('notApplied', 'applied')),
  -- By which methods tax was withheld before, and up to which month: what was withheld stays explained.
  past_methods        jsonb not null default '[]',
  fee_ppm             int not null check (fee_ppm between 0 and 1000000),
  when_short          text not null check (when_short in ('suspend', 'refuse')),
  when_returned       text not null check (when_returned in ('correct', 'payAgain')),
  withdrawal_min      bigint not null check (withdrawal_min > 0),
  withdrawal_max      bigint not null check (withdrawal_max >= withdrawal_min),
  worker_day_limit    bigint check (worker_day_limit > 0),
  worker_day_count    int check (worker_day_count > 0),
  day_limit           bigint check (day_limit > 0),
  -- The client is warned when less than this is left, or less than so many hours of today's use.
  warning_below       bigint not null default 0 check (warning_below >= 0),
  warning_hours       int check (warning_hours > 0),
  -- What the client was last told of its money, and since when.
  funds_state         text not null default 'enough' check (funds_state in ('enough', 'low', 'suspended')),
  funds_state_at      timestamptz,
  -- Grows with every change: batches that know an older one read it again.
  version             int not null default 1,
  created_at          timestamptz not null,
  primary key (shard_key, tenant_id, id),
  unique (shard_key, tenant_id, legal_entity_id, environment),
  check (tax_method <> 'platformCumulative' or report_filed_on is not null)
);
call platform.protect('gig.program');

-- A program on one stripe: what is decided once a batch. Locked by every batch, after the workers.
create table gig.program_stripe (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  program_id        uuid not null,
  version           int not null,
  -- The day the sums are of, and how much of the program's limit this stripe may use on it.
  day               int not null,
  day_amount        bigint not null default 0,
  day_allowance     bigint not null default 0,
  -- Withdrawals that wait for the client's money, in the order of their ids.
  suspended_count   bigint not null default 0 check (suspended_count >= 0),
  suspended_amount  bigint not null default 0 check (suspended_amount >= 0),
  primary key (shard_key, tenant_id, program_id)
) with (fillfactor = 50);
create index program_stripe_suspended on gig.program_stripe (shard_key, tenant_id, program_id)
  where suspended_count > 0;
call platform.protect('gig.program_stripe');

-- A door: programs whose withdrawals wait for the client's money, for who resumes them.
create function gig.suspended_programs() returns table (tenant_id uuid, program_id uuid)
  language sql stable security definer set search_path = pg_catalog
  as $$ select distinct s.tenant_id, s.program_id from gig.program_stripe s
         where s.suspended_count > 0 $$;
revoke all on function gig.suspended_programs from public;
grant execute on function gig.suspended_programs to heyi_app;

-- A natural person who works through the client's platform (平台内从业人员). The row is the lock of
-- everything that is the worker's.
create table gig.worker (
  shard_key             int not null,
  tenant_id             uuid not null references platform.tenant (id),
  id                    uuid not null,
  -- Of the app that registered the worker: sandbox and live know nothing of each other.
  environment           text collate "C" not null check (environment in ('sandbox', 'live')),
  -- What the client's platform calls the worker; compared as bytes, which is ten times as fast.
  external_id           text collate "C" not null,
  -- The payee's, as the account has it.
  name                  text not null,
  state                 text not null check (state in ('pending', 'admitted', 'suspended', 'refused', 'left')),
  channel               text not null check (channel in ('bankCard', 'alipay', 'wechat')),
  payee_account         bytea,
  payee_account_masked  text,
  payee_bank_code       text,
  -- A bank refused the account, and why: nothing is paid to it. In the row that a withdrawal reads anyway.
  account_trouble       text check (account_trouble in ('frozen', 'closed', 'nameDiffers')),
  account_trouble_at    timestamptz,
  created_at            timestamptz not null,
  primary key (shard_key, tenant_id, id),
  unique (shard_key, tenant_id, environment, external_id)
) with (fillfactor = 80);
call platform.protect('gig.worker');

-- What a worker may withdraw of one kind of income of one program. The money is the ledger account
-- `withdrawable` of this id; what the next tax is computed from is carried there.
create table gig.balance (
  shard_key      int not null,
  tenant_id      uuid not null references platform.tenant (id),
  id             uuid not null,
  worker_id      uuid not null,
  program_id     uuid not null,
  income_kind    text collate "C" not null check (income_kind in (
                   'labourRemuneration', 'incidentalIncome', 'businessIncome')),
  -- The ledger account that follows from the id.
  account_id     uuid not null,
  primary key (shard_key, tenant_id, id),
  unique (shard_key, tenant_id, worker_id, program_id, income_kind)
);
call platform.protect('gig.balance');

-- What the tax of a balance is computed from: the fold of its payments, as `recomputeTax` proves. The
-- year's sums are of the year of `last_month`, the month's of that month, the day's of `day`. Months
-- count from year 0 (2026-11 is 24322), days from 1970-01-01; receipts are with VAT.
create view gig.balance_figures with (security_invoker = true) as
  select b.shard_key, b.tenant_id, b.id, b.worker_id, b.program_id, b.income_kind,
         a.credit_total - a.debit_total as withdrawable, coalesce(a.carried[1], 0) as seq,
         coalesce(a.carried[2], 0) as last_month, coalesce(a.carried[3], 0) as started_month,
         coalesce(a.carried[4], 0) as months, coalesce(a.carried[5], 0) as year_income,
         coalesce(a.carried[6], 0) as year_tax, coalesce(a.carried[7], 0) as month_income,
         coalesce(a.carried[8], 0) as month_tax, coalesce(a.carried[9], 0) as month_receipts,
         coalesce(a.carried[10], 0) as month_vat, coalesce(a.carried[11], 0) as month_surcharges,
         coalesce(a.carried[12], 0) as day, coalesce(a.carried[13], 0) as day_receipts,
         coalesce(a.carried[14], 0) as day_vat, coalesce(a.carried[15], 0) as day_surcharges,
         coalesce(a.carried[16], 0) as day_count
    from gig.balance b
    join ledger.account_total a
      on a.shard_key = b.shard_key and a.tenant_id = b.tenant_id and a.id = b.account_id;
grant select on gig.balance_figures to heyi_app;

-- Delivered work that the client reports, by the client's own id. A correction is a line of its own,
-- negative, that names the one it corrects.
create table gig.income_line (
  shard_key    int not null,
  tenant_id    uuid not null references platform.tenant (id),
  id           uuid not null,
  balance_id   uuid not null,
  business_id  text not null,
  amount       bigint not null check (amount <> 0),
  task         text not null default '',
  accepted_on  date,
  work_period  text check (work_period ~ '^\d{4}-\d{2}$'),
  corrects_id  uuid,
  source       text not null default 'api' check (source in ('api', 'batch', 'import')),
  journal_id   uuid not null,
  created_at   timestamptz not null,
  primary key (shard_key, tenant_id, id),
  unique (shard_key, tenant_id, balance_id, business_id),
  check (amount > 0 or corrects_id is not null)
);
create index income_line_corrects on gig.income_line (shard_key, tenant_id, corrects_id)
  where corrects_id is not null;
call platform.protect('gig.income_line');

-- The id of a withdrawal's n-th order: the sharded id with n in its last digit.
create function gig.order_id(withdrawal uuid, attempt int) returns uuid
  language sql immutable parallel safe
  as $$ select (left(withdrawal::text, 35) || to_hex(attempt))::uuid $$;

-- As in the ledger, the checks of what withdrawals write are a function.
create function gig.is_withdrawal(
  gross bigint, tax bigint, vat bigint, surcharges bigint, fee bigint, state text)
  returns boolean
  language plpgsql immutable parallel safe
  as $$ begin
    return gross > 0
           and (tax is null or tax >= 0) and (vat is null or vat >= 0)
           and (surcharges is null or surcharges >= 0) and (fee is null or fee >= 0)
           and (tax is null or gross >= tax + vat + surcharges) is not false
           and (state is null or state in ('suspended', 'cancelled', 'returned', 'failed'));
  end $$;

-- One withdrawal. `state` says where it was halted; null means that its pay order says how it stands.
-- The amounts of a suspended one are null until it resumes, as the tax follows the day of payment.
create table gig.withdrawal (
  shard_key      int not null,
  tenant_id      uuid not null,
  id             uuid not null,
  program_id     uuid not null,
  worker_id      uuid not null,
  balance_id     uuid not null,
  -- Of app and worker and the client's own id, and of app and worker and the Idempotency-Key: with
  -- each, a repetition finds the first.
  business_hash  uuid not null,
  key_hash       uuid not null,
  business_id    text not null,
  app_id         uuid,
  gross          bigint not null,
  tax            bigint,
  vat            bigint,
  surcharges     bigint,
  fee            bigint,
  -- Month of the tax (税款所属期) as in gig.balance, and place among the balance's events.
  tax_month      int,
  seq            int,
  -- How it was answered first: a suspended one is that for a repetition, whatever came after.
  was_suspended  boolean not null default false,
  state          text,
  reason         text,
  attempt        int not null default 1,
  accepted_at    timestamptz not null,
  resumed_at     timestamptz,
  reversed_at    timestamptz,
  reversed_seq   int,
  -- A return of a month that was declared: a corrected return takes it up.
  is_corrected   boolean not null default false,
  primary key (shard_key, tenant_id, id),
  constraint withdrawal_sound check (gig.is_withdrawal(gross, tax, vat, surcharges, fee, state))
);
create unique index withdrawal_business on gig.withdrawal (shard_key, tenant_id, worker_id, business_hash);
create unique index withdrawal_key on gig.withdrawal (shard_key, tenant_id, key_hash);
create index withdrawal_suspended on gig.withdrawal (shard_key, tenant_id, program_id, id)
  where state = 'suspended';
create index withdrawal_reversed on gig.withdrawal (shard_key, tenant_id, program_id, tax_month)
  where reversed_at is not null;
-- What a person may have to act on is rare; the home page asks for it over all clients.
create index withdrawal_to_act on gig.withdrawal (shard_key, tenant_id, program_id, id)
  where is_corrected or state in ('failed', 'returned') and reversed_at is null;
call platform.protect('gig.withdrawal');

-- What a key was refused with. It stays refused: a copy of the request that is still on its way can no
-- longer be accepted after somebody was told that nothing was paid.
create table gig.withdrawal_refusal (
  shard_key      int not null,
  tenant_id      uuid not null,
  key_hash       uuid not null,
  -- Of what was asked for: the key belongs to that alone.
  body_hash      uuid not null,
  code           text not null,
  refused_at     timestamptz not null,
  primary key (shard_key, tenant_id, key_hash)
);
create index withdrawal_refusal_at on gig.withdrawal_refusal using brin (refused_at);
call platform.protect('gig.withdrawal_refusal');

-- How withdrawals stand: what halted them, else their order.
create view gig.withdrawal_outcome with (security_invoker = true) as
  select d.shard_key, d.tenant_id, d.id, d.program_id, d.worker_id, d.balance_id, d.business_id,
         d.app_id, d.gross, d.tax, d.vat, d.surcharges, d.fee, d.tax_month, d.was_suspended,
         coalesce(d.state, case o.state when 'queued' then 'accepted'
                                        when 'held' then 'accepted'
                                        when 'manual' then 'unknown'
                                        when 'succeeded' then 'paid'
                                        else o.state end) as state,
         coalesce(d.reason, o.code) as reason, o.id as pay_order_id, o.bank_reference, o.settled_at,
         d.accepted_at, d.resumed_at, d.reversed_at, d.is_corrected
    from gig.withdrawal d
    left join payments.order_outcome o
      on o.shard_key = d.shard_key and o.tenant_id = d.tenant_id
     and o.id = gig.order_id(d.id, d.attempt);
grant select on gig.withdrawal_outcome to heyi_app;
