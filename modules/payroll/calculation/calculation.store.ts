import { type Id, newId } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { RunId } from '../run/payroll-run.store.ts';
import type { DictionaryItem, ReasonDescriptor } from './dictionary.ts';
import type { MadeResult } from './calculate-run.ts';

export type Calculation = {
  readonly id: string;
  readonly runId: RunId;
  readonly version: number;
  readonly jobId: Id<'job'> | null;
  readonly policyPin: string;
  readonly inputRevision: number;
};

export type CalculationTotals = {
  readonly people: number;
  readonly gross: number;
  readonly ownContributions: number;
  readonly tax: number;
  readonly net: number;
  readonly employerContributions: number;
  readonly employerCost: number;
  readonly receivable: number;
};

export async function insertCalculation(
  tx: Transaction,
  calculation: Omit<Calculation, 'id' | 'jobId'>,
): Promise<string> {
  const id = newId();
  await tx.sql`
    insert into payroll.calculation (shard_key, tenant_id, id, run_id, version, policy_pin,
                                     input_revision, started_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${calculation.runId}, ${calculation.version},
            ${calculation.policyPin}, ${calculation.inputRevision}, ${tx.now})`;
  return id;
}

export async function setCalculationJob(
  tx: Transaction,
  id: string,
  jobId: Id<'job'>,
): Promise<void> {
  await tx.sql`
    update payroll.calculation set job_id = ${jobId}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}

export async function loadCalculation(tx: Transaction, id: string): Promise<Calculation | null> {
  const [row] = await tx.sql<Calculation>`
    select id, run_id as "runId", version, job_id as "jobId", policy_pin as "policyPin",
           input_revision as "inputRevision"
      from payroll.calculation
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  return row ?? null;
}

export type Dictionaries = {
  readonly items: readonly DictionaryItem[];
  readonly reasons: readonly ReasonDescriptor[];
  readonly policyPin: string;
  readonly version: number;
};

export async function loadDictionaries(tx: Transaction, id: string): Promise<Dictionaries> {
  const [row] = await tx.sql<Dictionaries>`
    select items, reasons, policy_pin as "policyPin", version
      from payroll.calculation
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  return row!;
}

export type ResultFacts = CalculationTotals & {
  readonly policyPin: string;
  readonly sourceHash: Buffer;
  readonly snapshotHash: Buffer;
};

export async function loadResult(tx: Transaction, id: string): Promise<ResultFacts | null> {
  const [row] = await tx.sql<ResultFacts>`
    select people, gross, own_contributions as "ownContributions", tax, net,
           employer_contributions as "employerContributions", employer_cost as "employerCost",
           receivable, policy_pin as "policyPin", source_hash as "sourceHash",
           snapshot_hash as "snapshotHash"
      from payroll.calculation
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}
       and finished_at is not null`;
  return row ?? null;
}

export async function finishCalculation(
  tx: Transaction,
  calculation: Calculation,
  { totals, plan, sourceHash, snapshotHash }: MadeResult,
): Promise<void> {
  await tx.sql`
    update payroll.calculation
       set items = ${JSON.stringify(plan.entries)}, reasons = ${JSON.stringify(plan.dictionary.descriptors)},
           people = ${totals.people}, gross = ${totals.gross},
           own_contributions = ${totals.ownContributions}, tax = ${totals.tax}, net = ${totals.net},
           employer_contributions = ${totals.employerContributions},
           employer_cost = ${totals.employerCost}, receivable = ${totals.receivable},
           source_hash = ${sourceHash}, snapshot_hash = ${snapshotHash}, finished_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${calculation.id}`;
}

/** Payslips and findings of calculations that are not the result. */
export async function removeResults(tx: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.sql`
    delete from payroll.payslip
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and calculation_id = any (${ids}::uuid[])`;
  await tx.sql`
    delete from payroll.finding
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and calculation_id = any (${ids}::uuid[])`;
}
