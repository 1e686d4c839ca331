import { newId } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { decideLines, type LiveLine, type NewLine } from './contribution-line.ts';

const rowsAtOnce = 10_000;

/**
 * Records lines a set at a time and answers how many are new and how many were there already. The
 * same lines again change nothing.
 */
export async function recordContributionLines(
  tx: Transaction,
  lines: readonly NewLine[],
): Promise<{ recorded: number; kept: number }> {
  // Two who record for one tenant do it one after the other: each sees what counts then.
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${tx.tenantId}, 4727020))`;
  const decision = decideLines(await liveLines(tx, lines), lines);
  await supersedeLines(tx, decision.supersede);
  for (let at = 0; at < decision.record.length; at += rowsAtOnce) {
    await insertLines(tx, decision.record.slice(at, at + rowsAtOnce));
  }
  return { recorded: decision.record.length, kept: decision.kept };
}

/** What counts for the persons and months of the lines. */
async function liveLines(tx: Transaction, lines: readonly NewLine[]): Promise<LiveLine[]> {
  const employmentIds = [...new Set(lines.map(({ employmentId }) => employmentId))];
  const periods = [...new Set(lines.map(({ period }) => period))];
  return tx.sql<LiveLine>`
    select id, employment_id as "employmentId", registration_id as "registrationId", kind, period,
           bill_period as "billPeriod", type, source, base_fen as base, employer_fen as employer,
           employee_fen as employee, late_fee_fen as "lateFee", provisional,
           policy_pin as "policyPin"
      from insurance.contribution_line
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and superseded_at is null
       and employment_id = any (${employmentIds}::uuid[]) and period = any (${periods}::text[])`;
}

async function supersedeLines(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx.sql`
    update insurance.contribution_line set superseded_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = any (${ids}::uuid[])`;
}

async function insertLines(tx: Transaction, lines: readonly NewLine[]): Promise<void> {
  const rows = lines.map((line) => ({
    id: newId(),
    employment_id: line.employmentId,
    registration_id: line.registrationId,
    kind: line.kind,
    period: line.period,
    bill_period: line.billPeriod,
    type: line.type,
    source: line.source,
    base_fen: line.base,
    employer_fen: line.employer,
    employee_fen: line.employee,
    late_fee_fen: line.lateFee,
    provisional: line.provisional,
    policy_pin: line.policyPin,
    evidence_file_id: line.evidenceFileId,
    difference_run_id: line.differenceRunId,
    reasons: line.reasons,
  }));
  await tx.sql`
    insert into insurance.contribution_line
           (shard_key, tenant_id, id, employment_id, registration_id, kind, period, bill_period,
            type, source, base_fen, employer_fen, employee_fen, late_fee_fen, provisional,
            policy_pin, evidence_file_id, difference_run_id, reasons, recorded_at)
    select ${tx.shardKey}, ${tx.tenantId}, r.id, r.employment_id, r.registration_id, r.kind,
           r.period, r.bill_period, r.type, r.source, r.base_fen, r.employer_fen, r.employee_fen,
           r.late_fee_fen, r.provisional, r.policy_pin, r.evidence_file_id, r.difference_run_id,
           r.reasons, ${tx.now}
      from jsonb_populate_recordset(null::insurance.contribution_line, ${JSON.stringify(rows)}) r`;
}
