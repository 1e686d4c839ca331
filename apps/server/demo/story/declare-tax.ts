import { payrollContract, type WireOutput } from '@heyi/contract';
import { addDays, addMonths, assert, firstDayOf, type PayPeriod } from '@heyi/kernel';
import type { Cast } from '../cast/cast.ts';
import type { CastPerson } from '../cast/cast-row.ts';
import { clients, providerEntities } from '../cast/companies.ts';
import type { TenantKey } from '../cast/company.ts';
import { type BureauLine, bureauCalculationSheet, feedbackSheet } from '../files/tax-files.ts';
import { importFile } from './import-file.ts';
import type { World } from './open-companies.ts';
import { wireTenant } from './stage.ts';

/** A withholding entity with the tenant it stands in and whom it pays, whatever the client. */
type Agent = {
  readonly key: string;
  readonly tenant: TenantKey;
  readonly people: ReadonlyMap<string, CastPerson>;
};

function agentsOf(cast: Cast, tenants: readonly TenantKey[]): Agent[] {
  const holders: readonly (readonly [TenantKey, string])[] = [
    ...providerEntities.map(({ key }) => ['house', key] as const),
    ...clients.flatMap(({ key, entities }) => entities.map((one) => [key, one.key] as const)),
  ];
  return holders.flatMap(([tenant, key]) => {
    const rows = tenants.flatMap((one) => cast.rowsOf(one)).filter((row) => row.entityKey === key);
    const people = new Map(rows.map((row) => [row.employeeNumber, row.person]));
    return rows.length === 0 ? [] : [{ tenant, key, people }];
  });
}

/** 人员信息采集 → 算税 → 申报 → 缴款 → 取证 of one tax period, entity by entity, on the eighth. */
export async function declareTax(
  world: World,
  cast: Cast,
  tenants: readonly TenantKey[],
  period: PayPeriod,
): Promise<void> {
  world.stage.moveTo(addDays(firstDayOf(addMonths(period, 1)), 7), '14:00');
  for (const agent of agentsOf(cast, tenants)) {
    await reportPeople(world, agent);
    await declare(world, agent, period);
  }
}

/** Whoever is new or has left is reported; the bureau knows them all. */
async function reportPeople(world: World, agent: Agent): Promise<void> {
  const specialist = world.player('payroll_specialist');
  const entity = { tenantId: tenantId(world, agent), entityId: world.entityId(agent.key) };
  const found = await world.stage.act(specialist, payrollContract.collectTaxpayers, entity);
  assert(found.incomplete === 0, `${agent.key}: ${found.incomplete} people lack a fact`);
  const { counts } = await world.stage.act(specialist, payrollContract.listTaxpayers, {
    ...entity,
    limit: 1,
  });
  if (counts.toReport === 0) return;
  const sheet = await world.stage.act(specialist, payrollContract.generateTaxpayerSheet, {
    ...entity,
    people: 'changes',
  });
  const reported = await peopleIn(world, agent, 'reporting');
  assert(reported.length === sheet.people, 'the sheet names whoever is being reported');
  await importFile(world.stage, specialist, {
    tenantId: world.tenantOf(agent.tenant),
    kind: 'taxpayerFeedback',
    subjectId: entity.entityId,
    name: '人员信息采集反馈.xlsx',
    sheet: feedbackSheet(reported),
  });
}

async function peopleIn(world: World, agent: Agent, state: 'reporting'): Promise<CastPerson[]> {
  const specialist = world.player('payroll_specialist');
  const entity = { tenantId: tenantId(world, agent), entityId: world.entityId(agent.key) };
  const people: CastPerson[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const page: WireOutput<typeof payrollContract.listTaxpayers> = await world.stage.act(
      specialist,
      payrollContract.listTaxpayers,
      { ...entity, state, limit: 500, ...(after && { after }) },
    );
    people.push(...page.rows.map((row) => personOf(agent, row.employeeNo, row.personName)));
    after = page.next;
  }
  return people;
}

function personOf(agent: Agent, employeeNo: string | null, name: string): CastPerson {
  const person = agent.people.get(employeeNo ?? '');
  assert(person?.name === name, `${agent.key} does not pay ${employeeNo} ${name}`);
  return person;
}

async function declare(world: World, agent: Agent, taxPeriod: PayPeriod): Promise<void> {
  const specialist = world.player('payroll_specialist');
  const tenant = tenantId(world, agent);
  const opened = await world.stage.act(specialist, payrollContract.openWithholdingReturn, {
    tenantId: tenant,
    entityId: world.entityId(agent.key),
    taxPeriod,
  });
  const one = { tenantId: tenant, returnId: opened.id };
  const lines = await linesOf(world, agent, one);
  await importFile(world.stage, specialist, {
    tenantId: world.tenantOf(agent.tenant),
    kind: 'bureauCalculation',
    subjectId: opened.id,
    name: `${taxPeriod} 算税结果.xlsx`,
    sheet: bureauCalculationSheet(lines),
  });

  await world.stage.act(specialist, payrollContract.markReturnSent, one);
  const accepted = await world.stage.act(specialist, payrollContract.recordReturnResult, {
    ...one,
    isAccepted: true,
    receiptNumber: `KJ${taxPeriod}${opened.id.slice(-6)}`,
  });
  if (accepted.taxDue !== '0.00') {
    await world.stage.act(world.player('finance'), payrollContract.recordTaxPayment, {
      ...one,
      amount: accepted.taxDue,
      paidOn: world.stage.today(),
      voucherNumber: `SP${taxPeriod}${opened.id.slice(-6)}`,
    });
  }
  const name = `${taxPeriod} 完税证明.pdf`;
  await world.stage.act(specialist, payrollContract.attachReturnEvidence, one, {
    name,
    type: 'application/pdf',
    content: evidence,
  });
}

async function linesOf(
  world: World,
  agent: Agent,
  one: { tenantId: string; returnId: string },
): Promise<BureauLine[]> {
  const lines: BureauLine[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const page: WireOutput<typeof payrollContract.listReturnLines> = await world.stage.act(
      world.player('payroll_specialist'),
      payrollContract.listReturnLines,
      { ...one, limit: 500, ...(after && { after }) },
    );
    for (const line of page.rows) {
      lines.push({ ...line, person: personOf(agent, line.employeeNo, line.personName) });
    }
    after = page.next;
  }
  return lines;
}

function tenantId(world: World, agent: Agent): string {
  return wireTenant(world.tenantOf(agent.tenant));
}

/** An empty page: the demo's evidence proves nothing. */
const evidence = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n' +
    '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n' +
    'trailer<</Root 1 0 R>>\n%%EOF\n',
);
