import { newId } from '@heyi/kernel';
import { bigintArray, intArray, textArray, type Transaction, uuidArray } from '@heyi/platform';
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
  const column = <Value>(of: (line: NewLine) => Value) => lines.map(of);
  await tx.sql`
    insert into insurance.contribution_line
           (shard_key, tenant_id, id, employment_id, registration_id, kind, period, bill_period,
            type, source, base_fen, employer_fen, employee_fen, late_fee_fen, provisional,
            policy_pin, evidence_file_id, difference_run_id, reasons, recorded_at)
    select ${tx.shardKey}::int, ${tx.tenantId}::uuid, n.id, n.employment_id, n.registration_id,
           n.kind, n.period, n.bill_period, n.type, n.source, n.base, n.employer, n.employee,
           n.late_fee, n.provisional = 1, n.policy_pin, n.evidence_file_id, n.difference_run_id,
           n.reasons::jsonb, ${tx.now}::timestamptz
      from unnest(${uuidArray(column(() => newId()))}::uuid[],
                  ${uuidArray(column((line) => line.employmentId))}::uuid[],
                  ${uuidArray(column((line) => line.registrationId))}::uuid[],
                  ${textArray(column(({ kind }) => kind))}::text[],
                  ${textArray(column(({ period }) => period))}::text[],
                  ${textArray(column(({ billPeriod }) => billPeriod))}::text[],
                  ${textArray(column(({ type }) => type))}::text[],
                  ${textArray(column(({ source }) => source))}::text[],
                  ${bigintArray(column(({ base }) => base))}::int8[],
                  ${bigintArray(column(({ employer }) => employer))}::int8[],
                  ${bigintArray(column(({ employee }) => employee))}::int8[],
                  ${bigintArray(column(({ lateFee }) => lateFee))}::int8[],
                  ${intArray(column(({ provisional }) => (provisional ? 1 : 0)))}::int4[],
                  ${textArray(column(({ policyPin }) => policyPin))}::text[],
                  ${uuidArray(column((line) => line.evidenceFileId))}::uuid[],
                  ${uuidArray(column((line) => line.differenceRunId))}::uuid[],
                  ${textArray(column(({ reasons }) => reasonsText(reasons)))}::text[])
             as n (id, employment_id, registration_id, kind, period, bill_period, type, source,
                   base, employer, employee, late_fee, provisional, policy_pin, evidence_file_id,
                   difference_run_id, reasons)`;
}

function reasonsText(reasons: NewLine['reasons']): string | null {
  return reasons === null ? null : JSON.stringify(reasons);
}
