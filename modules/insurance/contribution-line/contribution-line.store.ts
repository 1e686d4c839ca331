import { newId } from '@heyi/kernel';
import { copyIn, publish, RowWriter, type Transaction, uuidArray } from '@heyi/platform';
import { type Decision, decideLines, type LiveLine, type NewLine } from './contribution-line.ts';

const rowsAtOnce = 10_000;

/**
 * Records lines a set at a time and answers how many are new and how many were there already. The
 * same lines again change nothing, and are no news.
 */
export async function recordContributionLines(
  tx: Transaction,
  lines: readonly NewLine[],
): Promise<{ recorded: number; kept: number }> {
  // Two who record for one tenant do it one after the other: each sees what counts then.
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${tx.tenantId}, 4727020))`;
  const decision = decideLines(await liveLines(tx, lines), lines);
  await supersedeLines(tx, decision.supersede);
  await insertLines(tx, decision.record);
  await tellOf(tx, decision);
  return { recorded: decision.record.length, kept: decision.kept };
}

/** Whoever reckons with the lines hears that others count now. */
async function tellOf(tx: Transaction, { record, supersede }: Decision): Promise<void> {
  const count = record.length + supersede.length;
  if (count > 0) await publish(tx, { type: 'contribution_lines.recorded', payload: { count } });
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
       and employment_id = any (${uuidArray(employmentIds)}::uuid[])
       and period = any (${periods}::text[])`;
}

async function supersedeLines(tx: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.sql`
    update insurance.contribution_line set superseded_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and id = any (${uuidArray(ids)}::uuid[])`;
}

/** COPY into a table under row-level security is refused: the rows go through a temporary table. */
async function insertLines(tx: Transaction, lines: readonly NewLine[]): Promise<void> {
  if (lines.length === 0) return;
  await tx.sql`
    create temp table if not exists contribution_line_in (
      id uuid, employment_id uuid, registration_id uuid, kind text, period text,
      bill_period text, type text, source text, base_fen bigint, employer_fen bigint,
      employee_fen bigint, late_fee_fen bigint, provisional boolean, policy_pin text,
      evidence_file_id uuid, difference_run_id uuid) on commit drop`;
  for (let at = 0; at < lines.length; at += rowsAtOnce) {
    await copyIn(tx, 'contribution_line_in', packed(lines.slice(at, at + rowsAtOnce)));
    await tx.sql`
      insert into insurance.contribution_line
             (shard_key, tenant_id, id, employment_id, registration_id, kind, period, bill_period,
              type, source, base_fen, employer_fen, employee_fen, late_fee_fen, provisional,
              policy_pin, evidence_file_id, difference_run_id, recorded_at)
      select ${tx.shardKey}::int, ${tx.tenantId}::uuid, n.*, ${tx.now}::timestamptz
        from contribution_line_in n`;
    await tx.sql`truncate contribution_line_in`;
  }
}

/** What the codes and figures of a line take at most. */
const lineBytes = 400;

function packed(lines: readonly NewLine[]): Buffer {
  const rows = new RowWriter(lines.length * 260);
  for (const line of lines) {
    rows.row(16, lineBytes);
    rows.uuid(newId());
    rows.uuid(line.employmentId);
    rows.uuid(line.registrationId);
    rows.code(line.kind);
    rows.code(line.period);
    rows.code(line.billPeriod);
    rows.code(line.type);
    rows.code(line.source);
    rows.int8(line.base);
    rows.int8(line.employer);
    rows.int8(line.employee);
    rows.int8(line.lateFee);
    rows.boolean(line.provisional);
    if (line.policyPin === null) rows.null();
    else rows.code(line.policyPin);
    rows.uuid(line.evidenceFileId);
    rows.uuid(line.differenceRunId);
  }
  return rows.finish();
}
