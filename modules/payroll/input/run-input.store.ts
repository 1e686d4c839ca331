import { payrollContract } from '@heyi/contract';
import type { Id } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { RunId } from '../run/payroll-run.store.ts';
import type { RunKind } from '../run/payroll-run.ts';

export type InputSource = (typeof payrollContract.inputSources)[number];
export type InputState = (typeof payrollContract.inputStates)[number];

const { inputSources } = payrollContract;

/** What a run of a kind waits for. A regular month wants everything; a bonus run its items. */
const requiredSources: Record<RunKind, readonly InputSource[]> = {
  regular: ['payChanges', 'attendance', 'oneOffItems', 'specialDeductions', 'contributions'],
  final: ['attendance', 'oneOffItems', 'specialDeductions', 'contributions'],
  offCycle: ['oneOffItems'],
  correction: ['oneOffItems'],
  balancing: ['oneOffItems'],
};

export async function openInputs(tx: Transaction, runId: RunId, kind: RunKind): Promise<void> {
  const required = requiredSources[kind];
  await tx.sql`
    insert into payroll.run_input (shard_key, tenant_id, run_id, source, state, is_required)
    select ${tx.shardKey}, ${tx.tenantId}, ${runId}, s.source, 'notSubmitted', s.is_required
      from unnest(${inputSources}::text[], ${inputSources.map((source) => required.includes(source))}::boolean[])
        as s (source, is_required)`;
}

/** A source was handed in: by a file, by hand, or as "nothing this month". */
export async function markSubmitted(
  tx: Transaction,
  runId: RunId,
  source: InputSource,
  facts: { rows: number | null; importId?: Id<'imp'> | null; note?: string | null },
): Promise<void> {
  await tx.sql`
    update payroll.run_input
       set state = 'submitted', row_count = coalesce(${facts.rows}, row_count),
           import_id = coalesce(${facts.importId ?? null}, import_id), note = ${facts.note ?? null},
           submitted_by_name = ${tx.actor.name}, submitted_at = ${tx.now}, reviewed_by_name = null,
           reviewed_at = null
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and run_id = ${runId}
       and source = ${source}`;
}

export async function isSubmitted(
  tx: Transaction,
  runId: RunId,
  source: InputSource,
): Promise<boolean> {
  const [row] = await tx.sql<{ state: InputState }>`
    select state from payroll.run_input
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and run_id = ${runId}
       and source = ${source}`;
  return row!.state !== 'notSubmitted';
}

export async function unreviewedSources(tx: Transaction, runId: RunId): Promise<InputSource[]> {
  const rows = await tx.sql<{ source: InputSource }>`
    select source from payroll.run_input
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and run_id = ${runId}
       and is_required and state <> 'reviewed'
     order by source`;
  return rows.map(({ source }) => source);
}
