import { openAccount, type Role } from '@heyi/access';
import { openHouse } from '@heyi/clients';
import { bindEvidence } from '@heyi/evidence';
import { assert, formatId, type Id, newId, parseId } from '@heyi/kernel';
import { openThread } from '@heyi/messages';
import { creditCode, idCardNumber, testSettings } from '@heyi/people/testing';
import { textPdf, sealAudit, type TenantId } from '@heyi/platform';
import type { Answer, Stage } from './stage.ts';

/** Cheap to guess and quick to compute: nobody signs in to these worlds but the tests. */
const quick = { memoryKib: 64, passes: 1 };
export const seedPassword = '晴天霹雳-47112';

export type SeededClient = {
  readonly id: TenantId;
  readonly wireId: string;
  /** Somebody of the client who signs in with {@link seedPassword}. */
  readonly loginName: string;
  /** The month that was played. */
  readonly runId: string;
};

let order = 700;

/** An account of the tenant that is never asked for a second factor. */
export async function seedAccount(
  stage: Stage,
  tenantId: TenantId,
  role: Role,
): Promise<{ id: Id<'acc'>; loginName: string }> {
  const loginName = `seed.${role}.${(order += 1)}`;
  const wanted = { name: '李静', roles: [role], password: seedPassword };
  const settings = { mustChangePassword: false, isDemo: true };
  const opened = await stage.inside(tenantId, (tx) =>
    openAccount(tx, { ...wanted, ...settings, loginName }, quick),
  );
  assert(opened.ok, 'the account opens');
  return { id: opened.value.id, loginName };
}

/** The provider: its record, an entity, a registration, an account to pay from. */
export async function seedHouse(stage: Stage): Promise<{ payer: string }> {
  const { houseId } = stage.host;
  const name = '合一人力资源服务有限公司';
  const house = { name, shortName: '合一', uscc: creditCode((order += 1)), settings: testSettings };
  await stage.inside(houseId, (tx) => openHouse(tx, house));
  const tenantId = formatId('ten', houseId);
  const entity = await seedEntity(stage, tenantId, name);
  const payer = await seedPayerAccount(stage, tenantId, entity);
  await stage.act('recordReceipt', {
    tenantId,
    payerAccountId: payer,
    amount: '100000.00',
    bankReference: `B${(order += 1)}`,
    receivedOn: '2026-11-23',
    isMatched: true,
  });
  return { payer };
}

async function seedEntity(stage: Stage, tenantId: string, name: string): Promise<string> {
  const uscc = creditCode((order += 1));
  const entity = await stage.act('createLegalEntity', { tenantId, name, uscc, kind: 'company' });
  return entity['id'];
}

async function seedPayerAccount(stage: Stage, tenantId: string, entity: string): Promise<string> {
  const facts = { holderName: '付款单位有限公司', channel: 'file', sending: 'single' };
  const accountNumber = String(110_900_000_000_000 + (order += 1));
  const account = { tenantId, legalEntityId: entity, accountNumber, ...facts };
  return (await stage.act('createPayerAccount', account))['id'];
}

/** A client with one month from the roster to the payslip, by the operations people use. */
export async function seedClient(
  stage: Stage,
  house: { payer: string },
  shortName: string,
  upTo: 'funded' | 'paid' = 'paid',
): Promise<SeededClient> {
  const specialist = await seedAccount(stage, stage.host.houseId, 'payroll_specialist');
  const master = { name: `${shortName}有限公司`, shortName, uscc: creditCode((order += 1)) };
  const wanted = { ...master, cooperationMode: 'agency' };
  // Whoever creates a client is assigned to it.
  const client = await stage.act('createClient', wanted, specialist.id);
  const wireId: string = client['id'];
  const id = parseId('ten', wireId)!;
  const account = await seedAccount(stage, id, 'client_hr');
  await stage.act('createClientContact', {
    tenantId: wireId,
    name: '周敏',
    accountId: formatId('acc', account.id),
    mayApprovePayroll: true,
  });
  const people = await seedPeople(stage, id, shortName);
  await seedFiles(stage, id);
  await seedThread(stage, id, people.employment);
  await seedEvidence(stage, id);
  const inRun = await seedMonth(stage, id, people, account.id);
  if (upTo === 'paid') await payOut(stage, id, inRun);
  await seedAdvance(stage, wireId, house.payer);
  // Beside the month that is over, one that is open.
  const open = { wageMonth: '2026-11', payDate: '2026-11-28' };
  await stage.act('createPayrollRun', { tenantId: wireId, kind: 'offCycle', ...open });
  await stage.inside(id, (tx) => sealAudit(tx));
  return { id, wireId, loginName: account.loginName, runId: inRun.runId };
}

type SeededPeople = { entity: string; payer: string; employment: string; person: string };

async function seedPeople(
  stage: Stage,
  tenant: TenantId,
  shortName: string,
): Promise<SeededPeople> {
  const tenantId = formatId('ten', tenant);
  const entity = await seedEntity(stage, tenantId, `${shortName}有限公司`);
  const payer = await seedPayerAccount(stage, tenantId, entity);
  await stage.act('assignPayerAccount', {
    tenantId,
    legalEntityId: entity,
    payerAccountId: payer,
  });
  const joined = await stage.act('joinPerson', {
    tenantId,
    person: {
      name: '阿依古丽·买买提',
      documentKind: 'idCard',
      documentNumber: idCardNumber((order += 1)),
      hukouType: 'localUrban',
      phone: '13800001234',
    },
    payeeAccount: {
      bankName: '中国建设银行',
      bankCode: '105100000017',
      accountNumber: String(110_900_000_000_000 + (order += 1)),
      holderName: '阿依古丽·买买提',
    },
    employment: {
      contractEntityId: entity,
      payTaxEntityId: entity,
      insuranceEntityId: entity,
      form: 'fullTime',
      // He works elsewhere than he is insured: something to except.
      workCityCode: '310000',
      startsOn: '2026-01-01',
    },
  });
  const employment: string = joined['id'];
  for (const kind of ['socialInsurance', 'medical', 'housingFund']) {
    await seedEnrolment(stage, { tenantId, entity, employment, kind });
  }
  const exception = await stage.act('requestThreeInOneException', {
    tenantId,
    employmentId: employment,
    code: 'insuredCityDiffers',
    expiresOn: '2026-12-31',
  });
  const approval = { tenantId, exceptionId: exception['id'] };
  await stage.act('approveThreeInOneException', approval, newId<'acc'>());
  return { entity, payer, employment, person: joined['personId'] };
}

async function seedEnrolment(
  stage: Stage,
  facts: { tenantId: string; entity: string; employment: string; kind: string },
): Promise<void> {
  const { tenantId, entity, employment, kind } = facts;
  const registration = await stage.act('createRegistration', {
    tenantId,
    entityId: entity,
    kind,
    agencyName: '北京市朝阳区经办机构',
    number: String((order += 1)).padStart(10, '0'),
    rates: {
      fromPeriod: '2026-01',
      injuryRate: kind === 'socialInsurance' ? '0.004' : null,
      housingFundRate: kind === 'housingFund' ? '0.12' : null,
      supplementaryRate: null,
    },
  });
  await stage.act('setEnrolment', {
    tenantId,
    employmentId: employment,
    registrationId: registration['id'],
    fromPeriod: '2026-01',
    base: '20000.00',
  });
}

/** A file, an import of it that was checked, a difference run, an account that was made by hand. */
async function seedFiles(stage: Stage, tenant: TenantId): Promise<void> {
  const tenantId = formatId('ten', tenant);
  const content = Buffer.from('姓名,证件号码\n王芳,1\n');
  const file = { name: '花名册.csv', type: 'text/csv', content };
  const { id: fileId } = await stage.act('uploadFile', { tenantId }, undefined, file);
  await stage.act('startImport', { tenantId, kind: 'roster', fileId, mapping: { 姓名: 'name' } });
  await stage.act('previewDifferences', {
    tenantId,
    cityCode: '110000',
    fromPeriod: '2026-01',
    toPeriod: '2026-10',
    billPeriod: '2026-11',
  });
  await stage.settle(tenant);
  const loginName = `seed.${(order += 1)}`;
  await stage.act('createAccount', { tenantId, loginName, roles: ['client_finance'] });
}

/** A paper that proves something, with its head and its rows marked. */
async function seedEvidence(stage: Stage, tenant: TenantId): Promise<void> {
  const tenantId = formatId('ten', tenant);
  const fields = { kind: 'enrolmentReceipt', sourceName: '北京社保' };
  const content = textPdf(['增员回执', '王芳 成功']);
  const file = { name: '回执.pdf', type: 'application/pdf', content };
  const paper = await stage.act('uploadEvidence', { tenantId, ...fields }, undefined, file);
  const documentId = parseId('evd', paper['id'])!;
  const subject = { subjectKind: 'orderLine', subjectId: newId() } as const;
  const facts = { service: 'enrol', period: null, personName: '王芳', title: '增员' } as const;
  const bound = await stage.inside(tenant, (tx) =>
    bindEvidence(tx, { documentId, ...subject, ...facts, marks: [{ kind: 'whole' }] }),
  );
  assert(bound.ok, 'the paper is bound');
  const head = { tenantId, evidenceId: paper['id'], marks: [] };
  await stage.act('markEvidenceHead', head);
}

/** A matter that is talked about: a paper asked, handed in, and a link for the phone. */
async function seedThread(stage: Stage, tenant: TenantId, employment: string): Promise<void> {
  const tenantId = formatId('ten', tenant);
  const employmentId = parseId('emp', employment)!;
  const subject = { subjectKind: 'orderLine', subjectId: newId() } as const;
  const thread = await stage.inside(tenant, (tx) =>
    openThread(tx, { ...subject, employmentId, title: '住房公积金贷款' }),
  );
  const inThread = { tenantId, threadId: formatId('thr', thread) };
  const papers = [{ name: '收入证明' }];
  const asked = await stage.act('askPapers', { ...inThread, from: 'employee', papers });
  const content = Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n');
  const file = { name: '收入证明.pdf', type: 'application/pdf', content };
  const paperId: string = asked['papers'][0].id;
  await stage.act('uploadPaper', { tenantId, paperId }, undefined, file);
  await stage.act('createThreadLink', inThread);
}

async function seedMonth(
  stage: Stage,
  tenant: TenantId,
  people: SeededPeople,
  approver: Id<'acc'>,
): Promise<InRun> {
  const tenantId = formatId('ten', tenant);
  const employmentId = people.employment;
  const scheme = await stage.act('getPayScheme', { tenantId });
  const basePay = scheme['items'].find((item: Answer) => item['code'] === 'basePay');
  await stage.act('putPayTerm', {
    tenantId,
    employmentId,
    payItemId: basePay['id'],
    effectiveFrom: '2026-01-01',
    amount: '20000.00',
  });
  const run = await stage.act('createPayrollRun', {
    tenantId,
    kind: 'regular',
    wageMonth: '2026-11',
    payDate: '2026-11-25',
  });
  const inRun = { tenantId, runId: run['id'] };
  await stage.act('putOpeningBalance', { ...inRun, employmentId, basicDeduction: '50000.00' });
  await stage.act('putSpecialDeduction', { ...inRun, employmentId });
  await seedMonthInput(stage, inRun, employmentId, scheme);
  await stage.act('startCalculation', inRun);
  await stage.settle(tenant);
  await decide(stage, inRun, approver);
  await fund(stage, inRun, people);
  return inRun;
}

async function seedMonthInput(
  stage: Stage,
  inRun: InRun,
  employmentId: string,
  scheme: Answer,
): Promise<void> {
  const bonus = scheme['items'].find((item: Answer) => item['code'] === 'bonus');
  const attendance = {
    dueDays: '21',
    attendedDays: '21',
    absenceDays: '0',
    sickDays: '0',
    overtimeWeekdayHours: '1.5',
    overtimeRestDayHours: '0',
    overtimeHolidayHours: '0',
  };
  const items = [{ payItemId: bonus['id'], amount: '500.00' }];
  await stage.act('putMonthInput', { ...inRun, employmentId, attendance, items });
}

type InRun = { tenantId: string; runId: string };

async function decide(stage: Stage, inRun: InRun, approver: Id<'acc'>): Promise<void> {
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
  await stage.act('approveRun', { ...inRun, snapshotHash }, approver);
  await stage.act('lockRun', inRun);
}

/** The client's money arrives. */
async function fund(stage: Stage, inRun: InRun, people: SeededPeople): Promise<void> {
  const waiting = await stage.act('fundRun', inRun);
  await stage.act('recordReceipt', {
    tenantId: inRun.tenantId,
    payerAccountId: people.payer,
    amount: waiting['missing'],
    bankReference: `B${(order += 1)}`,
    receivedOn: '2026-11-23',
    isMatched: true,
  });
  await stage.act('fundRun', inRun);
}

/** The pay order is settled by two people. */
async function payOut(stage: Stage, tenant: TenantId, inRun: InRun): Promise<void> {
  const { tenantId } = inRun;
  const [other, third] = [newId<'acc'>(), newId<'acc'>()];
  await stage.act('payRun', inRun, other);
  const progress = await stage.act('getPayProgress', { tenantId, subjectId: inRun.runId });
  for (const { id } of progress['batches']) {
    await stage.act('releaseInstructionFile', { tenantId, payBatchId: id }, other);
  }
  const orders = await stage.act('listPayOrders', { tenantId, subjectId: inRun.runId });
  for (const { id: payOrderId } of orders['rows']) {
    const order = { tenantId, payOrderId };
    await stage.act('markPayOrderManual', { ...order, note: '网银核对' }, other);
    await stage.act('proposePayOrderOutcome', { ...order, outcome: 'succeeded' }, other);
    await stage.act('settlePayOrder', order, third);
  }
  await stage.settle(tenant);
}

/** The provider lends of its own. */
async function seedAdvance(stage: Stage, tenantId: string, payer: string): Promise<void> {
  const wanted = { tenantId, payerAccountId: payer, amount: '1.00' };
  const advance = await stage.act('requestAdvance', wanted);
  await stage.act('approveAdvance', { tenantId, advanceId: advance['id'] }, newId<'acc'>());
}
