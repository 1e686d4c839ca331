import assert from 'node:assert/strict';
import { newId } from '@heyi/kernel';
import type { Answer, Stage } from '../world/stage.ts';
import { type CastClient, people } from './insurance-cast.ts';

/** The run of November of 云杉, by the operations that other tests play in the browser. */

const patienceMs = 30_000;

/** Waits for what happens outside of any page. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < patienceMs; waited += 100) {
    if (await isSo()) return;
    await new Promise((resolve) => void setTimeout(resolve, 100));
  }
  assert.fail(`等不到：${what}`);
}

const daysAttended: Readonly<Record<string, string>> = {
  [people.leaver.name]: '15',
  [people.byHand.name]: '11',
  [people.sentBack.name]: '16',
  [people.supplied.name]: '21',
};

/** With pay terms, attendance and deductions of everybody; calculated on what is there by now. */
export async function openMonth(stage: Stage, { wireId: tenantId }: CastClient): Promise<string> {
  const { rows: employments } = await stage.act('listEmployments', { tenantId, limit: 100 });
  const scheme = await stage.act('getPayScheme', { tenantId });
  const basePay = scheme['items'].find((item: Answer) => item['code'] === 'basePay').id;
  for (const { id: employmentId } of employments) {
    const term = { tenantId, employmentId, payItemId: basePay, amount: '12000.00' };
    await stage.act('putPayTerm', { ...term, effectiveFrom: '2026-11-01' });
  }
  const run = await stage.act('createPayrollRun', {
    tenantId,
    kind: 'regular',
    wageMonth: '2026-11',
    payDate: '2026-11-25',
    contributionPeriod: '2026-11',
  });
  const inRun = { tenantId, runId: run['id'] as string };
  for (const { id: employmentId, name } of employments) {
    const attendance = {
      dueDays: '21',
      attendedDays: daysAttended[name]!,
      absenceDays: '0',
      sickDays: '0',
      overtimeWeekdayHours: '0',
      overtimeRestDayHours: '0',
      overtimeHolidayHours: '0',
    };
    await stage.act('putMonthInput', { ...inRun, employmentId, attendance, items: [] });
    await stage.act('putSpecialDeduction', { ...inRun, employmentId });
    if (name === people.leaver.name) {
      await stage.act('putOpeningBalance', { ...inRun, employmentId, basicDeduction: '50000.00' });
    }
  }
  await calculate(stage, inRun);
  return inRun.runId;
}

type InRun = { tenantId: string; runId: string };

async function calculate(stage: Stage, inRun: InRun): Promise<void> {
  await stage.act('startCalculation', inRun);
  await until('已计算', async () => {
    const { state } = await stage.act('getPayrollRun', inRun);
    return state === 'calculated';
  });
}

/** Calculated anew on the bill, approved inside the provider, locked, and funded by the client. */
export async function lockMonth(stage: Stage, client: CastClient, runId: string): Promise<void> {
  const inRun = { tenantId: client.wireId, runId };
  await calculate(stage, inRun);
  const board = await stage.act('getInputBoard', inRun);
  for (const { source, isRequired } of board['rows']) {
    if (!isRequired) continue;
    await stage.act('submitInput', { ...inRun, source });
    await stage.act('reviewInput', { ...inRun, source, decision: 'reviewed' });
  }
  const findings = await stage.act('listFindings', inRun);
  for (const { key, severity, open } of findings['counts']) {
    if (severity !== 'warning' || open === 0) continue;
    await stage.act('acknowledgeFinding', { ...inRun, key, reason: '已核对' });
  }
  await stage.act('submitRunForReview', inRun);
  const { snapshotHash } = await stage.act('getPayrollRun', inRun);
  await stage.act('approveRun', { ...inRun, snapshotHash }, newId<'acc'>());
  await stage.act('lockRun', inRun);
  const { missing } = await stage.act('fundRun', inRun);
  await receive(stage, client, missing, '用工款');
  await stage.act('fundRun', inRun);
}

let receipts = 0;

/** The client's money arrives on the provider's account. */
export async function receive(
  stage: Stage,
  { wireId: tenantId, payer: payerAccountId }: CastClient,
  amount: string,
  note: string,
): Promise<void> {
  await stage.act('recordReceipt', {
    tenantId,
    payerAccountId,
    amount,
    senderName: '云杉科技（广州）有限公司',
    bankReference: `YS-${(receipts += 1)}`,
    receivedOn: '2026-11-23',
    note,
    isMatched: true,
  });
}
