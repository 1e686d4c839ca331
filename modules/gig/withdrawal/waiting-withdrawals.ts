import type { gigWithdrawalContract as contract } from '@heyi/contract';
import { addSeconds, type Instant, monthIndex, type PayPeriod, type PlainDate } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';
import type { ProgramId } from '../program/program.ts';
import type { WithdrawalId } from './withdrawal.ts';

type WaitsFor = (typeof contract.withdrawalWaits)[number];

/** The machine asks on by itself; after so long a person asks the bank. */
const longUnknownSeconds = 3600;

type WaitingRow = {
  readonly clientId: TenantId;
  readonly programId: ProgramId;
  readonly id: WithdrawalId;
  /** The day in Shanghai since which it waits. */
  readonly since: PlainDate;
};

export type WaitingWithdrawals = {
  readonly clientId: TenantId;
  readonly program: { readonly id: ProgramId; readonly name: string };
  /** The oldest of them. */
  readonly since: PlainDate;
  readonly count: number;
};

/**
 * Withdrawals that wait for a person, by program, of every visible client; no play money. One that
 * failed or came back has given its money back by itself and waits for nobody.
 */
export async function countWaitingWithdrawals(
  tx: Transaction,
  waitsFor: WaitsFor,
): Promise<WaitingWithdrawals[]> {
  const waiting = await rowsThatWait[waitsFor](tx);
  if (waiting.length === 0) return [];
  const byProgram = Map.groupBy(waiting, ({ programId }) => programId);
  const programs = await tx.sql<WaitingWithdrawals['program']>`
    select id, name from gig.program
     where id = any(${[...byProgram.keys()]}::uuid[]) and environment = 'live' order by id`;
  return programs.map((program) => {
    const rows = byProgram.get(program.id)!;
    const [since] = rows.map((row) => row.since).toSorted();
    return { clientId: rows[0]!.clientId, program, since: since!, count: rows.length };
  });
}

/** The same rows, for the list to which the number leads. */
export async function idsThatWait(tx: Transaction, waitsFor: WaitsFor): Promise<WithdrawalId[]> {
  return (await rowsThatWait[waitsFor](tx)).map(({ id }) => id);
}

const rowsThatWait: Record<WaitsFor, (tx: Transaction) => Promise<WaitingRow[]>> = {
  outcome: withoutOutcome,
  payment: owedAgain,
  correction: notCorrected,
};

/** The bank has said nothing for long, or the machine has given up asking. */
function withoutOutcome(tx: Transaction): Promise<WaitingRow[]> {
  const before = addSeconds(tx.now, -longUnknownSeconds);
  return tx.sql<WaitingRow>`
    select d.tenant_id as "clientId", d.program_id as "programId", d.id,
           (coalesce(o.sent_at, d.accepted_at) at time zone 'Asia/Shanghai')::date as since
      from payments.order_outcome o
      join gig.withdrawal d
        on d.shard_key = o.shard_key and d.tenant_id = o.tenant_id and d.id = o.subject_id
     where o.subject_kind = 'withdrawal' and o.state in ('unknown', 'manual')
       and o.replaced_by_id is null and (o.state = 'manual' or o.sent_at < ${before})`;
}

/** Of a declared month, whose program pays again: the net amount stays owed until somebody does. */
function owedAgain(tx: Transaction): Promise<WaitingRow[]> {
  return tx.sql<WaitingRow>`
    select tenant_id as "clientId", program_id as "programId", id,
           (accepted_at at time zone 'Asia/Shanghai')::date as since
      from gig.withdrawal
     where state in ('failed', 'returned') and reversed_at is null and seq is not null`;
}

type Correction = { programId: ProgramId; taxPeriod: PayPeriod; madeAt: Instant };

/** Taken back after the month was declared, and no corrected return that was declared knows of it. */
async function notCorrected(tx: Transaction): Promise<WaitingRow[]> {
  const made = await tx.sql<Correction>`
    select p.id as "programId", r.tax_period as "taxPeriod", max(r.created_at) as "madeAt"
      from gig.gig_return r
      join gig.program p
        on p.shard_key = r.shard_key and p.tenant_id = r.tenant_id
       and p.legal_entity_id = r.legal_entity_id
     where r.number > 0 and r.state = 'declared'
     group by p.id, r.tax_period`;
  return tx.sql<WaitingRow>`
    select d.tenant_id as "clientId", d.program_id as "programId", d.id,
           (d.reversed_at at time zone 'Asia/Shanghai')::date as since
      from gig.withdrawal d
     where d.is_corrected
       and not exists (
             select from unnest(${made.map(({ programId }) => programId)}::uuid[],
                                ${made.map(({ taxPeriod }) => monthIndex(taxPeriod))}::int[],
                                ${made.map(({ madeAt }) => madeAt)}::timestamptz[])
                           as made (program_id, month, at)
              where made.program_id = d.program_id and made.month = d.tax_month
                and made.at > d.reversed_at)`;
}
