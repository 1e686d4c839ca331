import assert from 'node:assert/strict';
import { insuranceContract, payrollContract, type WireOutput } from '@heyi/contract';
import { add, formatYuan, sum, yuan } from '@heyi/kernel';
import type { CastRow } from '../cast/cast-row.ts';
import { type GoldenAnswer, goldenAnswers } from '../guide/golden-answers.ts';
import type { World } from '../story/open-companies.ts';
import type { DemoRun } from '../story/play-run.ts';
import { wireTenant } from '../story/stage.ts';

type Payslip = WireOutput<typeof payrollContract.getPayslip>;
type Explained = WireOutput<typeof payrollContract.explainPayslipLine>;

/** A payslip with the reason of every line. */
export type ExplainedPayslip = { readonly slip: Payslip; readonly lines: readonly Explained[] };

export async function explainedPayslip(
  world: World,
  { tenantId, runId }: DemoRun,
  { employeeNumber }: CastRow,
): Promise<ExplainedPayslip> {
  const specialist = world.player('payroll_specialist');
  const { rows } = await world.stage.act(specialist, payrollContract.listRunMembers, {
    tenantId,
    runId,
    limit: 500,
  });
  const payslipId = rows.find(({ employeeNo }) => employeeNo === employeeNumber)?.payslipId;
  assert.ok(payslipId, `${employeeNumber} has a payslip`);
  const one = { tenantId, payslipId };
  const slip = await world.stage.act(specialist, payrollContract.getPayslip, one);
  const lines: Explained[] = [];
  for (const { line } of slip.lines) {
    const input = { ...one, line };
    lines.push(await world.stage.act(specialist, payrollContract.explainPayslipLine, input));
  }
  return { slip, lines };
}

/** The answers for those whose employments are all with one tenant. */
export function answersOf(tenant: CastRow['tenant']): GoldenAnswer[] {
  return goldenAnswers().filter(({ person }) => person.rows.every((row) => row.tenant === tenant));
}

/** The payslip says what the library says, to the fen, and tells the library's own reason. */
export function assertAnswer(
  answer: GoldenAnswer,
  index: number,
  { slip, lines }: ExplainedPayslip,
): void {
  const { key } = answer;
  const { tax, reason } = answer.taxes[index]!;
  const { gross, ownContributions, housingFundExcess, net, receivable } = answer.months[index]!;
  const amounts = { gross, ownContributions, housingFundExcess, tax, net, receivable };
  const said = Object.keys(amounts).map((name) => [name, slip[name as keyof typeof amounts]]);
  const wanted = Object.entries(amounts).map(([name, amount]) => [name, formatYuan(amount)]);
  assert.deepEqual([key, ...said], [key, ...wanted]);
  const withheld = lines.filter(({ line }) => line.group === 'tax');
  assert.equal(withheld.length, tax > 0 ? 1 : withheld.length, key);
  for (const { reasons } of withheld) assert.deepEqual(reasons, [reason], key);
  assertReasons(answer, lines);
}

/** Every line tells why, and what it tells comes to the line's own amount. */
function assertReasons({ key }: GoldenAnswer, lines: readonly Explained[]): void {
  for (const { line, reasons } of lines) {
    assert.equal(reasons.length, 1, `${key} ${line.code}`);
    const [why] = reasons;
    const { amount, tax, pay } = why!.output;
    const comesTo = amount ?? tax ?? pay;
    assert.equal(comesTo, line.amount.replace('-', ''), `${key} ${line.code}`);
    assert.doesNotMatch(`${why!.textZh} ${why!.textEn}`, /—|\{|undefined/, `${key} ${line.code}`);
    const isLaw = !why!.rule.startsWith('payroll.');
    assert.equal(isLaw, why!.article !== null, `${key} ${line.code}: ${why!.rule}`);
  }
}

const distinct = (texts: readonly string[]) => [...new Set(texts)].toSorted();

/** What an agency charged somebody again (补差): by the lines of the bill. */
export async function differencesOf(world: World, row: CastRow) {
  const { rows } = await world.stage.act(
    world.player('insurance_specialist'),
    insuranceContract.listContributionLines,
    {
      tenantId: wireTenant(world.tenantOf(row.tenant)),
      employmentId: await world.employmentId(row.tenant, row.employeeNumber),
      type: 'difference',
      limit: 100,
    },
  );
  const total = (amounts: readonly string[]) => formatYuan(sum(amounts.map(yuan)));
  return {
    periods: distinct(rows.map(({ period }) => period)),
    billedIn: distinct(rows.map(({ billPeriod }) => billPeriod)),
    employer: total(rows.map(({ employer }) => employer ?? '0.00')),
    employee: total(rows.map(({ employee }) => employee)),
  };
}

/** The lines of a payslip that a late figure made, a party's together. */
export function adjustmentsIn({ lines }: ExplainedPayslip) {
  const late = lines.filter(({ reasons }) => reasons[0]?.rule === 'payroll.adjustedContribution');
  const of = (group: string) =>
    late.filter(({ line }) => line.group === group).map(({ line }) => yuan(line.amount));
  const total = (amounts: readonly ReturnType<typeof yuan>[]) =>
    formatYuan(add(...amounts)).replace('-', '');
  return {
    periods: distinct(late.map(({ reasons }) => reasons[0]!.inputs['period']!)),
    employer: total(of('employerContribution')),
    employee: total(of('ownContribution')),
  };
}
