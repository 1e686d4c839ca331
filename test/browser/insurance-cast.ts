import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { paperPdf, paperWorkbook } from '@heyi/evidence/testing';
import { formatId, parseId } from '@heyi/kernel';
import { creditCode, idCardNumber, testSettings } from '@heyi/people/testing';
import { PNG } from 'pngjs';
import { seedAccount } from '../world/seed-client.ts';
import type { Answer, Stage } from '../world/stage.ts';

/**
 * 云杉: the provider employs, pays and insures its people in 广州. One of them leaves and three join, all
 * on a base of 8,000.00.
 */

export const people = {
  leaver: { name: '㛃宁', document: idCardNumber(901), number: 'Y001' },
  byHand: { name: '程砚秋', document: idCardNumber(903), number: 'Y002' },
  sentBack: { name: '欧阳䶮', document: idCardNumber(905), number: 'Y003' },
  supplied: { name: '马赫木提·买买提', document: idCardNumber(907), number: 'Y004' },
} as const;

/** Of another client; stands on the same lists of the provider's unit. */
export const stranger = { name: '李静', document: idCardNumber(990) };

/** What agencies charge for the month, in yuan, by the figures of 广州 on a base of 8,000.00. */
export const charged = { employer: '1924.00', employee: '816.00' } as const;
/** Of 欧阳䶮, whose pension the agency reckons on 8,600.00. */
export const chargedOtherwise = { employer: '2020.00', employee: '864.00' } as const;

export type CastClient = {
  readonly wireId: string;
  readonly id: NonNullable<ReturnType<typeof parseId<'ten'>>>;
  readonly entity: string;
  readonly payer: string;
  readonly social: string;
  readonly medical: string;
};

const city = '440100';
const agencies = {
  socialInsurance: '广州市天河区社会保险基金管理中心',
  medical: '广州市医疗保险服务中心天河分中心',
} as const;
export const agency = agencies.socialInsurance;
const providerName = '合一人力资源服务有限公司';

export async function castClient(stage: Stage, house: { payer: string }): Promise<CastClient> {
  const houseId = formatId('ten', stage.host.houseId);
  const { advanceLimit: _, ...settings } = { ...testSettings, clientCutoffDays: 1 };
  const wanted = {
    name: '云杉科技（广州）有限公司',
    shortName: '云杉',
    uscc: creditCode(951),
    cooperationMode: 'outsourcing',
    settings: { ...settings, advanceLimit: '0.00' },
  };
  const founder = await seedAccount(stage, stage.host.houseId, 'operations');
  const made = await stage.act('createClient', wanted, founder.id);
  const tenantId: string = made['id'];
  const { rows } = await stage.act('listLegalEntities', { tenantId: houseId });
  const entity: string = rows.find((one: Answer) => one['name'] === providerName).id;
  const social = await unitOf(stage, { houseId, entity, kind: 'socialInsurance' });
  const medical = await unitOf(stage, { houseId, entity, kind: 'medical' });
  const { payer } = house;
  await stage.act('assignPayerAccount', { tenantId, legalEntityId: entity, payerAccountId: payer });
  await stage.act('setInsuranceScheme', {
    tenantId,
    insuranceEntityId: entity,
    cityCode: city,
    socialInsuranceId: social,
    medicalId: medical,
    housingFundId: null,
    insuranceBaseRule: 'given',
    insuranceBase: '8000.00',
    fundBaseRule: 'floor',
    fundBase: null,
    fundRate: null,
    joinUntilDay: 20,
    leaveUntilDay: 15,
    leaverDifferences: 'client',
  });
  const client = {
    wireId: tenantId,
    id: parseId('ten', tenantId)!,
    entity,
    payer,
    social,
    medical,
  };
  await castLeaver(stage, client);
  await agree(stage, client);
  return client;
}

/** Changes until the 25th hold in the month itself. */
async function unitOf(
  stage: Stage,
  of: { houseId: string; entity: string; kind: keyof typeof agencies },
): Promise<string> {
  const { houseId: tenantId, entity, kind } = of;
  const unit = await stage.act('createRegistration', {
    tenantId,
    entityId: entity,
    kind,
    cityCode: city,
    agencyName: agencies[kind],
    number: kind === 'medical' ? '4401060002' : '4401060001',
    rates: {
      fromPeriod: '2026-01',
      injuryRate: kind === 'medical' ? null : '0.004',
      housingFundRate: null,
      supplementaryRate: null,
    },
  });
  await stage.act('setProcedure', {
    tenantId,
    registrationId: unit['id'],
    validFrom: '2026-01',
    enrolDay: 25,
    stopDay: 25,
    backContributionDay: 25,
    enrolEffective: 'thisMonth',
    stopEffective: 'thisMonth',
    payment: 'current',
    backContributionMonths: 24,
    reasonCodes: [{ reason: 'resignation', code: '09', words: '个人辞职' }],
    signIn: 'uKey',
    filingFirst: false,
    injuryFromJoining: true,
    source: '经办机构电话答复，2026年1月5日',
    mark: 'secondary',
  });
  return unit['id'];
}

/** Insured here for years: no task, until they leave. */
async function castLeaver(stage: Stage, client: CastClient): Promise<void> {
  const { wireId: tenantId, entity, social, medical } = client;
  const { name, document } = people.leaver;
  const joined = await stage.act('joinPerson', {
    tenantId,
    person: { name, documentKind: 'idCard', documentNumber: document },
    payeeAccount: {
      bankName: '中国建设银行',
      bankCode: '105100000017',
      accountNumber: '110900000090011',
      holderName: name,
    },
    employment: {
      contractEntityId: entity,
      payTaxEntityId: entity,
      insuranceEntityId: entity,
      form: 'fullTime',
      workCityCode: city,
      startsOn: '2024-03-01',
      employeeNumber: people.leaver.number,
    },
  });
  for (const registrationId of [social, medical]) {
    await stage.act('setEnrolment', {
      tenantId,
      employmentId: joined['id'],
      registrationId,
      fromPeriod: '2024-03',
      base: '8000.00',
    });
  }
}

/** A service order in force, terms of bills, and a supplier in the city. */
async function agree(stage: Stage, client: CastClient): Promise<void> {
  const tenantId = client.wireId;
  const order = await stage.act('createServiceOrder', {
    tenantId,
    title: '云杉广州社保代理',
    cooperationMode: 'outsourcing',
    cityCode: city,
    collection: 'prepaid',
    fromPeriod: '2026-01',
    items: [
      {
        item: 'socialInsurance',
        channel: 'manualOnline',
        price: { kind: 'perHead', price: '38.50' },
      },
    ],
  });
  await stage.act('activateServiceOrder', { tenantId, serviceOrderId: order['id'] });
  await stage.act('setClientBillTerms', {
    tenantId,
    fromPeriod: '2026-11',
    legalEntityId: client.entity,
    collection: 'prepaid',
    prepaidDay: 25,
    postpaidDays: 10,
    ownRegistrations: 'direct',
    tax: { method: 'difference', rate: '0.06', isIncluded: false, source: '服务合同第五条' },
    disabledFund: [{ cityCode: city, perHead: null, source: '本年标准尚未公布' }],
  });
  await stage.act('createSupplier', {
    name: '穗安人力资源服务有限公司',
    shortName: '穗安',
    uscc: creditCode(961),
    cityCodes: [city],
    answerDays: 1,
    prices: [{ cityCode: city, item: 'socialInsurance', kind: 'perHead', price: '12.00' }],
  });
}

/** Files as people have them on their machines, in a folder of the test. */
export function filesIn(folder: string) {
  const keep = (name: string, content: Buffer) => {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    return file;
  };
  return {
    roster: async () => keep('花名册11月.xlsx', await rosterFile()),
    bill: async () => keep('社会保险费申报个人明细表202611.xlsx', await billFile()),
    pdf: (name: string, lines: readonly string[]) => keep(name, paperPdf(lines)),
    /** Called a picture, and none. */
    notAPicture: (name: string) => keep(name, Buffer.from('MZ\x90\x00这不是照片', 'utf8')),
    photo(name: string, shade: number) {
      const png = new PNG({ width: 900, height: 600 });
      png.data.fill(255);
      for (let at = 0; at < png.data.length; at += 4) png.data[at] = (shade + at / 900) % 256;
      return keep(name, PNG.sync.write(png));
    },
  };
}

const rosterHead = [
  '姓名',
  '证件号码',
  '工号',
  '手机号',
  '入职日期',
  '离职日期',
  '离职原因',
  '用工形式',
  '成本中心',
  '工作城市',
  '签约主体',
  '发薪主体',
  '参保主体',
  '开户行',
  '银行账号',
];

function rosterFile(): Promise<Buffer> {
  const { leaver, byHand, sentBack, supplied } = people;
  const rowOf = (
    { name, document, number }: { name: string; document: string; number: string },
    [startsOn, endsOn = '', reason = '']: readonly string[],
    account: string,
  ) => [
    name,
    document,
    number,
    `1380000${number.slice(1)}1`,
    startsOn!,
    endsOn,
    reason,
    '全职',
    number === 'Y004' ? '仓储' : '研发',
    '广州',
    providerName,
    providerName,
    providerName,
    '中国建设银行',
    account,
  ];
  return paperWorkbook(rosterHead, [
    rowOf(leaver, ['2024-03-01', '2026-11-20', '辞职'], '110900000090011'),
    rowOf(byHand, ['2026-11-16'], '110900000090029'),
    rowOf(sentBack, ['2026-11-09'], '110900000090037'),
    rowOf(supplied, ['2026-11-02'], '110900000090045'),
  ]);
}

const billHead = [
  '姓名',
  '证件号码',
  '个人社保号',
  '基本养老保险缴费基数',
  '基本养老保险单位',
  '基本养老保险个人',
  '基本医疗保险（含生育）缴费基数',
  '基本医疗保险（含生育）单位',
  '基本医疗保险（含生育）个人',
  '失业保险缴费基数',
  '失业保险单位',
  '失业保险个人',
  '工伤保险缴费基数',
  '工伤保险单位',
  '单位部分合计',
  '个人部分合计',
  '应缴金额合计',
];

/** 广州 as the bureau lays it out: maternity within medical, sums of each row and of all. */
function billFile(): Promise<Buffer> {
  const rest = ['8000', '548', '160', '8000', '64', '16', '8000', '32'];
  const sums = ['1924', '816', '2740'];
  const rowOf = ({ name, document }: { name: string; document: string }) =>
    name === people.sentBack.name
      ? [name, document, '1', '8600', '1376', '688', ...rest, '2020', '864', '2884']
      : [name, document, '1', '8000', '1280', '640', ...rest, ...sums];
  const rows = Object.values(people).map(rowOf);
  const totals = ['', '5216', '2608', '', '2192', '640', '', '256', '64', '', '128'];
  const last = ['合计', '', '', ...totals, '7792', '3312', '11104'];
  return paperWorkbook(billHead, [...rows, last]);
}
