import { createHash, type Hash } from 'node:crypto';
import { type Id, ok, uuidFromBytes } from '@heyi/kernel';
import { copyIn, job, type JobContext, publish, type Transaction } from '@heyi/platform';
import { z } from 'zod';
import { calculatedState } from '../run/payroll-run.ts';
import {
  addRunEvent,
  loadRun,
  loadRunForUpdate,
  type PayrollRun,
  type RunId,
} from '../run/payroll-run.store.ts';
import type { EmploymentId } from '../run/people.store.ts';
import { ensureTaxpayers } from '../taxpayer/ensure-taxpayers.ts';
import { incomeKindOf } from '../taxpayer/income-kind.ts';
import { loadTaxpayers, loadTaxpayersOf } from '../taxpayer/load-taxpayers.ts';
import type { TaxpayerTable } from '../taxpayer/taxpayer-table.ts';
import { MemberCalculator } from './calculate-member.ts';
import {
  type Calculation,
  finishCalculation,
  loadCalculation,
  removeResults,
} from './calculation.store.ts';
import { FindingList } from './finding-list.ts';
import { gatherMembers, sourceHash } from './gather.ts';
import { hashBytes, type Member } from './member.ts';
import { addToTotals, noTotals, PayslipRows, type RunTotals } from './payslip-rows.ts';
import { checkRun, SharedAccounts } from './run-checks.ts';
import { openFrame } from './run-frame.ts';
import { planRun, type RunPlan } from './run-plan.ts';

const input = z.object({ runId: z.custom<RunId>(), calculationId: z.string() });

/**
 * Calculates a run, database to database. Everything is written in one transaction whose last step
 * makes the new result the run's: a job that is killed leaves nothing, and one that is repeated, or
 * was overtaken by an edit, changes nothing.
 */
export const calculateJob = job({
  kind: 'payroll.calculate',
  input,
  run: async (context, { runId, calculationId }) => {
    const people = await context.transaction((tx) =>
      calculateIn(tx, context, runId, calculationId),
    );
    return ok({ people });
  },
});

async function calculateIn(
  tx: Transaction,
  context: JobContext,
  runId: RunId,
  calculationId: string,
): Promise<number | null> {
  const run = await loadRun(tx, runId);
  const calculation = await loadCalculation(tx, calculationId);
  if (!run || !calculation || run.pendingCalculationId !== calculationId) return null;
  const made = await makeResult(tx, context, run, calculation);
  const current = await loadRunForUpdate(tx, runId);
  if (current?.pendingCalculationId !== calculationId) {
    await removeResults(tx, [calculationId]);
    return null;
  }
  await finishCalculation(tx, calculation, made);
  await acceptResult(tx, current, calculationId);
  await context.progress(made.totals.people, made.totals.people);
  return made.totals.people;
}

export type MadeResult = {
  readonly totals: RunTotals;
  readonly plan: RunPlan;
  readonly sourceHash: Buffer;
  readonly snapshotHash: Buffer;
};

/**
 * Two connections share the work: one gathers the next people while the other writes the last ones.
 * Only what the second one does is the result.
 */
async function makeResult(
  tx: Transaction,
  context: JobContext,
  run: PayrollRun,
  calculation: Calculation,
): Promise<MadeResult> {
  const frame = await openFrame(tx, run, calculation.policyPin);
  const plan = planRun(frame);
  const taxpayers = await loadTaxpayers(tx, frame.entities, run.taxPeriod);
  const made: Making = {
    plan,
    taxpayers,
    calculation,
    findings: new FindingList(),
    totals: noTotals(),
    sources: sourceHash(),
    snapshot: createHash('sha256'),
    expected: await expectedPeople(tx, plan),
  };
  await tx.sql`create temp table payslip_in (like payroll.payslip) on commit drop`;
  await tx.sql`create temp table finding_in (like payroll.finding) on commit drop`;
  await context.transaction(async (reader) => {
    await calculateMembers(tx, reader, context, made);
    await checkRun(tx, reader, plan, made);
  });
  await writeFindings(tx, calculation.id, made.findings);
  const { totals, sources, snapshot } = made;
  return { totals, plan, sourceHash: sources.digest(), snapshotHash: snapshot.digest() };
}

type Making = {
  readonly plan: RunPlan;
  readonly taxpayers: TaxpayerTable;
  readonly calculation: Calculation;
  readonly findings: FindingList;
  readonly totals: RunTotals;
  readonly sources: Hash;
  readonly snapshot: Hash;
  /** People whom the rule of a regular run takes in. */
  readonly expected: number;
};

async function calculateMembers(
  tx: Transaction,
  reader: Transaction,
  context: JobContext,
  made: Making,
): Promise<void> {
  const { plan, taxpayers, findings, totals, calculation } = made;
  const calculator = new MemberCalculator(plan, taxpayers, findings);
  const accounts = new SharedAccounts(findings);
  let writing = Promise.resolve();
  for await (const members of gatherMembers(reader, plan.frame, made.sources)) {
    await addMissingTaxpayers(reader, context, plan, { taxpayers, members });
    const rows = new PayslipRows(plan.frame, taxpayers, calculation.id, members.length);
    for (const member of members) {
      const payslip = calculator.calculate(member);
      rows.add(member, payslip, calculator.lines);
      addToTotals(totals, payslip);
      accounts.see(member);
    }
    await writing;
    writing = writeChunk(tx, made, rows.finish());
    // A failure is thrown where the chunk is waited for.
    writing.catch(() => undefined);
    await context.progress(totals.people, Math.max(made.expected, totals.people + 1));
  }
  await writing;
}

async function writeChunk(tx: Transaction, made: Making, rows: Buffer): Promise<void> {
  await writePayslips(tx, rows, made.snapshot);
  await writeFindings(tx, made.calculation.id, made.findings);
}

async function expectedPeople(tx: Transaction, plan: RunPlan): Promise<number> {
  const { frame } = plan;
  const [row] = await tx.sql<{ people: number }>`
    select count(*)::int as people from people.payable_employment_term
     where terms_from <= ${frame.lastDay}::date
       and (terms_to is null or terms_to >= ${frame.lastDay}::date)
       and shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and pay_entity_id = any (${frame.entities.map(({ legalEntityId }) => legalEntityId)}::uuid[])
       and (ends_on is null or ends_on >= ${frame.firstDay})`;
  return row!.people;
}

/** New taxpayers are made in a transaction of their own, so that nobody waits for a calculation. */
async function addMissingTaxpayers(
  tx: Transaction,
  context: JobContext,
  plan: RunPlan,
  chunk: { taxpayers: TaxpayerTable; members: readonly Member[] },
): Promise<void> {
  const { taxpayers, members } = chunk;
  const missing = members.filter((member) => findTaxpayer(taxpayers, member) < 0);
  if (missing.length === 0) return;
  const ids = missing.map(({ bytes, employmentAt }) =>
    uuidFromBytes(bytes.subarray(employmentAt, employmentAt + 16)),
  );
  const { entities, run, lastDay } = plan.frame;
  await context.transaction((own) => ensureTaxpayers(own, ids as EmploymentId[], lastDay));
  for (const [index, entity] of entities.entries()) {
    const hashes = missing
      .filter((member) => member.entity === index)
      .map(({ bytes, documentAt }) => bytes.toString('hex', documentAt, documentAt + hashBytes));
    if (hashes.length === 0) continue;
    const wanted = { entity, index, taxPeriod: run.taxPeriod, hashes: [...new Set(hashes)] };
    await loadTaxpayersOf(tx, taxpayers, wanted);
  }
  for (const member of missing) findTaxpayer(taxpayers, member);
}

function findTaxpayer(taxpayers: TaxpayerTable, member: Member): number {
  const { entity, bytes, documentAt, form, isResident } = member;
  member.taxpayer = taxpayers.find(entity, bytes, documentAt, incomeKindOf(form, isResident));
  return member.taxpayer;
}

/** COPY into a table under row-level security is refused: the rows go through a temporary table. */
async function writePayslips(tx: Transaction, rows: Buffer, snapshot: Hash): Promise<void> {
  snapshot.update(rows);
  await copyIn(tx, 'payslip_in', rows);
  await tx.sql`insert into payroll.payslip select * from payslip_in`;
  await tx.sql`truncate payslip_in`;
}

async function writeFindings(
  tx: Transaction,
  calculationId: string,
  findings: FindingList,
): Promise<void> {
  const owner = { shardKey: tx.shardKey, tenantId: tx.tenantId, calculationId };
  const rows = findings.takeRows(owner);
  if (rows === null) return;
  await copyIn(tx, 'finding_in', rows);
  await tx.sql`insert into payroll.finding select * from finding_in`;
  await tx.sql`truncate finding_in`;
}

/** The new result takes the place of the one before, whose rows go. */
async function acceptResult(
  tx: Transaction,
  run: PayrollRun,
  calculationId: string,
): Promise<void> {
  const state = calculatedState(run.state);
  await tx.sql`
    update payroll.run
       set state = ${state}, calculation_id = ${calculationId}, pending_calculation_id = null,
           void_cause = null, void_note = null, changed_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${run.id}`;
  await addRunEvent(tx, run.id, { action: 'calculated', state });
  const older = await tx.sql<{ id: string }>`
    select id from payroll.calculation
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and run_id = ${run.id}
       and id <> ${calculationId}`;
  await removeResults(
    tx,
    older.map(({ id }) => id),
  );
  await publish(tx, { type: 'payroll_run.calculated', payload: { runId: run.id as Id<'run'> } });
}
