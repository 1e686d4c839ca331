-- 充值认领: the client says that it has paid. It is no money: that is the receipt it is matched to.
create table gig.top_up_claim (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  id                uuid not null,
  program_id        uuid not null,
  payer_account_id  uuid not null,
  amount            bigint not null check (amount > 0),
  paid_on           date not null,
  payer_name        text not null,
  bank_reference    text not null,
  note              text,
  -- The bank's receipt that the client has uploaded.
  file_id           uuid,
  state             text not null check (state in ('open', 'confirmed', 'refused', 'cancelled')),
  -- Who says it: somebody of the client, or one of its apps.
  claimed_by        text not null,
  app_id            uuid,
  claimed_at        timestamptz not null,
  decided_by        text,
  decided_at        timestamptz,
  reason            text,
  receipt_id        uuid,
  primary key (shard_key, tenant_id, id),
  check ((state = 'open') = (decided_at is null)),
  check ((state = 'confirmed') = (receipt_id is not null)),
  check (state <> 'refused' or reason is not null)
);
create unique index top_up_claim_receipt on gig.top_up_claim (shard_key, tenant_id, receipt_id)
  where receipt_id is not null;
-- One payment is claimed once, however often the form is sent.
create unique index top_up_claim_standing
  on gig.top_up_claim (shard_key, tenant_id, payer_account_id, bank_reference, amount, paid_on)
  where state in ('open', 'confirmed');
call platform.protect('gig.top_up_claim');

-- 结算单 of a program and a day or month that is over. Its figures are those of the ledger; they are
-- drawn up again until the client has confirmed them.
create table gig.settlement_sheet (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  id                uuid not null,
  program_id        uuid not null,
  unit              text not null check (unit in ('day', 'month')),
  first_day         date not null,
  last_day          date not null check (last_day >= first_day),
  state             text not null check (state in ('generated', 'confirmed', 'invoiceRequested', 'invoiced')),
  opening           bigint not null,
  top_ups           bigint not null,
  advances          bigint not null,
  -- Of withdrawals that were accepted or resumed in the period, and of those that came back in it.
  withdrawn_count   int not null,
  withdrawn_gross   bigint not null,
  withdrawn_tax     bigint not null,
  withdrawn_vat     bigint not null,
  withdrawn_fee     bigint not null,
  returned_count    int not null,
  returned_gross    bigint not null,
  returned_tax      bigint not null,
  returned_vat      bigint not null,
  returned_fee      bigint not null,
  -- What else was paid from the account: wages, agencies, another program.
  other             bigint not null,
  closing           bigint not null,
  generated_by      text not null,
  generated_at      timestamptz not null,
  confirmed_by      text,
  confirmed_at      timestamptz,
  invoice_kind      text check (invoice_kind in ('serviceFee', 'grossAndFee')),
  invoice_amount    bigint,
  invoice_asked_by  text,
  invoice_asked_at  timestamptz,
  invoice_number    text,
  invoiced_on       date,
  primary key (shard_key, tenant_id, id),
  unique (shard_key, tenant_id, program_id, unit, first_day),
  constraint settlement_sheet_balances check (
    closing = opening + top_ups + advances - withdrawn_gross - withdrawn_fee
              + returned_gross + returned_fee + other),
  check ((state = 'generated') = (confirmed_at is null)),
  check ((state in ('invoiceRequested', 'invoiced')) = (invoice_kind is not null)),
  check ((state = 'invoiced') = (invoice_number is not null))
);
call platform.protect('gig.settlement_sheet');

-- What happened to a program's withdrawals in a second, as one server counted it. Figures to look at:
-- a server that is killed takes its last second along; the books never depend on them.
create table gig.flow_second (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  program_id        uuid not null,
  at                timestamptz not null,
  server_id         uuid not null,
  accepted          int not null default 0,
  accepted_amount   bigint not null default 0,
  suspended         int not null default 0,
  refused           int not null default 0,
  paid              int not null default 0,
  paid_amount       bigint not null default 0,
  failed            int not null default 0,
  returned          int not null default 0,
  -- How long acceptance took: how many fell into each slot (`latency.ts`).
  slots             int[] not null default '{}',
  primary key (shard_key, tenant_id, program_id, at, server_id)
) with (fillfactor = 70);
call platform.protect('gig.flow_second');

-- Slots of two servers' seconds, or of two moments of one, added one by one.
create function gig.add_slots(before int[], more int[]) returns int[]
  language sql immutable parallel safe
  as $$ select case when cardinality(before) = 0 then more
                    when cardinality(more) = 0 then before
                    else array(select a + b from unnest(before, more) as slot (a, b)) end $$;

-- 证明: everything computed again and compared, and what came of it.
create table gig.withdrawal_proof (
  shard_key    int not null,
  tenant_id    uuid not null references platform.tenant (id),
  id           uuid not null,
  job_id       uuid not null,
  asked_by     text not null,
  asked_at     timestamptz not null,
  finished_at  timestamptz,
  holds        boolean,
  result       jsonb,
  primary key (shard_key, tenant_id, id),
  check ((finished_at is null) = (result is null)),
  check ((holds is null) = (result is null))
);
call platform.protect('gig.withdrawal_proof');

-- A door: programs whose money is watched, for who warns before it runs out.
create function gig.watched_programs() returns table (tenant_id uuid, program_id uuid)
  language sql stable security definer set search_path = pg_catalog
  as $$ select p.tenant_id, p.id from gig.program p
         where p.state = 'active' and (p.warning_below > 0 or p.warning_hours is not null)
            or p.funds_state <> 'enough'
        union
        select s.tenant_id, s.program_id from gig.program_stripe s where s.suspended_count > 0 $$;
revoke all on function gig.watched_programs from public;
grant execute on function gig.watched_programs to heyi_app;

-- A door: seconds that nobody looks at any more, and refusals that nobody repeats any more.
create function gig.prune(moment timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog
  as $$
  begin
    delete from gig.flow_second where at < moment - interval '8 days';
    delete from gig.withdrawal_refusal where refused_at < moment - interval '90 days';
  end
  $$;
revoke all on function gig.prune from public;
grant execute on function gig.prune to heyi_app;

-- A sheet reads what moved in its span, and no more. Journals and withdrawals lie in the order of time, so
-- that a summary of each stretch of pages finds them, and a withdrawal writes no entry for it. What was
-- resumed or came back is little.
create index journal_recorded on ledger.journal using brin (shard_key, tenant_id, recorded_at)
  with (pages_per_range = 32, autosummarize = on);
create index withdrawal_accepted on gig.withdrawal using brin (shard_key, tenant_id, accepted_at)
  with (pages_per_range = 32, autosummarize = on);
create index withdrawal_resumed on gig.withdrawal (shard_key, tenant_id, program_id, resumed_at)
  where resumed_at is not null;
create index withdrawal_returned on gig.withdrawal (shard_key, tenant_id, program_id, reversed_at)
  where reversed_at is not null;
