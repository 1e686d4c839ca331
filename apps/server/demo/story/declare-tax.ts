import { payrollContract, platformContract, type FileAnswer } from '@heyi/contract';
import { addDays, addMonths, assert, firstDayOf, type PayPeriod, yuan } from '@heyi/kernel';
import { textPdf } from '@heyi/platform';
import type { TaxBureauCalls } from '@heyi/sandbox';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Cast } from '../cast/cast.ts';
import { clients, providerEntities } from '../cast/companies.ts';
import type { DemoEntity, TenantKey } from '../cast/company.ts';
import { importFile } from './import-file.ts';
import type { World } from './open-companies.ts';
import { wireTenant } from './stage.ts';
import type { Story } from './tell-story.ts';

/** A withholding entity with the tenant it stands in. */
type Agent = { readonly entity: DemoEntity; readonly tenant: TenantKey };

/** Who pays somebody of these tenants, whatever the client. */
function agentsOf(cast: Cast, tenants: readonly TenantKey[]): Agent[] {
  const holders: readonly Agent[] = [
    ...providerEntities.map((entity) => ({ tenant: 'house' as const, entity })),
    ...clients.flatMap(({ key, entities }) => entities.map((entity) => ({ tenant: key, entity }))),
  ];
  const paying = new Set(
    tenants.flatMap((tenant) => cast.rowsOf(tenant).map(({ entityKey }) => entityKey)),
  );
  return holders.filter(({ entity }) => paying.has(entity.key));
}

/**
 * 人员信息采集 → 算税 → 申报 → 缴款 → 取证 of one tax period, entity by entity, on the eighth. The
 * stand-in bureau computes each month on a book of its own.
 */
export async function declareTax(
  { bureau, cast }: Pick<Story, 'bureau' | 'cast'>,
  world: World,
  tenants: readonly TenantKey[],
  period: PayPeriod,
): Promise<void> {
  if (bureau === null) return;
  world.stage.moveTo(addDays(firstDayOf(addMonths(period, 1)), 7), '14:00');
  const declared = agentsOf(cast, tenants).map(async (agent) => {
    await reportPeople(world, bureau, agent);
    await declare(world, bureau, agent, period);
  });
  await Promise.all(declared);
}

/** Whoever is new or has left is reported; the bureau knows them all. */
async function reportPeople(world: World, bureau: TaxBureauCalls, agent: Agent): Promise<void> {
  const specialist = world.player('payroll_specialist');
  const { uscc, name, key } = agent.entity;
  const entity = { tenantId: tenantId(world, agent), entityId: world.entityId(key) };
  const found = await world.stage.act(specialist, payrollContract.collectTaxpayers, entity);
  assert(found.incomplete === 0, `${key}: ${found.incomplete} people lack a fact`);
  const { counts } = await world.stage.act(specialist, payrollContract.listTaxpayers, {
    ...entity,
    limit: 1,
  });
  if (counts.toReport === 0) return;
  const { fileId } = await world.stage.act(specialist, payrollContract.generateTaxpayerSheet, {
    ...entity,
    people: 'changes',
  });
  const sheet = await contentOf(
    await world.stage.act(specialist, platformContract.downloadFile, {
      tenantId: entity.tenantId,
      fileId,
    }),
  );
  await bureau.rename(uscc, name);
  const feedback = await bureau.register(uscc, sheet);
  assert('sheet' in feedback, `${key}: the bureau takes the sheet`);
  await importFile(world.stage, specialist, {
    tenantId: world.tenantOf(agent.tenant),
    kind: 'taxpayerFeedback',
    subjectId: entity.entityId,
    name: '人员信息采集反馈.xlsx',
    sheet: feedback.sheet,
  });
}

async function declare(
  world: World,
  bureau: TaxBureauCalls,
  agent: Agent,
  taxPeriod: PayPeriod,
): Promise<void> {
  const specialist = world.player('payroll_specialist');
  const { uscc, key } = agent.entity;
  const tenant = tenantId(world, agent);
  const opened = await world.stage.act(specialist, payrollContract.openWithholdingReturn, {
    tenantId: tenant,
    entityId: world.entityId(key),
    taxPeriod,
  });
  const one = { tenantId: tenant, returnId: opened.id };
  for (const { sheet } of opened.sheets) {
    const file = await world.stage.act(specialist, payrollContract.downloadReturnFile, {
      ...one,
      sheet,
    });
    const answer = await bureau.calculate(uscc, taxPeriod, await contentOf(file));
    assert('sheet' in answer, `${key} ${taxPeriod}: ${JSON.stringify(answer)}`);
    await importFile(world.stage, specialist, {
      tenantId: world.tenantOf(agent.tenant),
      kind: 'bureauCalculation',
      subjectId: opened.id,
      name: `${taxPeriod} 算税结果.xlsx`,
      sheet: answer.sheet,
    });
  }
  await world.stage.act(specialist, payrollContract.markReturnSent, one);
  const receipt = await bureau.declare(uscc, taxPeriod);
  assert(receipt.state === 'accepted', `${key} ${taxPeriod} is accepted`);
  const accepted = await world.stage.act(specialist, payrollContract.recordReturnResult, {
    ...one,
    isAccepted: true,
    receiptNumber: receipt.receipt_number,
  });
  assert(accepted.taxDue === receipt.due, `${key} ${taxPeriod}: ${receipt.due} is due`);
  if (accepted.taxDue !== '0.00') await payTax(world, bureau, agent, taxPeriod, accepted);
  const name = `${taxPeriod} 完税证明.pdf`;
  await world.stage.act(specialist, payrollContract.attachReturnEvidence, one, {
    name,
    type: 'application/pdf',
    content: textPdf([
      '税收完税证明（演示）',
      `纳税人：${agent.entity.name}`,
      `税款所属期：${taxPeriod}　税种：个人所得税`,
      `实缴金额：${accepted.taxDue} 元`,
    ]),
  });
}

async function payTax(
  world: World,
  bureau: TaxBureauCalls,
  agent: Agent,
  taxPeriod: PayPeriod,
  accepted: { tenantId: string; id: string; taxDue: string },
): Promise<void> {
  const paid = await bureau.pay(agent.entity.uscc, taxPeriod, yuan(accepted.taxDue));
  assert('voucher_number' in paid, `${agent.entity.key} ${taxPeriod} is paid`);
  await world.stage.act(world.player('finance'), payrollContract.recordTaxPayment, {
    tenantId: accepted.tenantId,
    returnId: accepted.id,
    amount: accepted.taxDue,
    paidOn: world.stage.today(),
    voucherNumber: paid.voucher_number,
  });
}

/** What a download answers, as one piece. */
function contentOf(answer: unknown): Promise<Buffer> {
  const { body } = answer as FileAnswer;
  return buffer(body instanceof Uint8Array ? Readable.from([body]) : Readable.from(body));
}

function tenantId(world: World, agent: Agent): string {
  return wireTenant(world.tenantOf(agent.tenant));
}
