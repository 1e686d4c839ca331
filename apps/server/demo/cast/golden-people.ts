import { type Fen, fen, type PlainDate, plainDate, yuan } from '@heyi/kernel';
import type { CastAccount, CastInsurance, CastPerson, CastRow } from './cast-row.ts';
import type { TenantKey } from './company.ts';
import { bankCard, mobileNumber, residentId, type Sex } from './numbers.ts';
import { employeeNumber, insuredFrom } from './workforce.ts';

/**
 * People by name, each with a rule of the field to show. What the month must answer for them stands
 * in docs/guides/golden-people.md, printed by the library that also calculates.
 */
export const goldenKeys = [
  'standard',
  'twoEntities',
  'oneEntityTwoClients',
  'graduate',
  'retiree',
  'hongKong',
  'maternity',
  'paidAfterLeaving',
  'floor',
  'noAccount',
  'sharedAccount',
  'sharesAccount',
  'changedAccount',
  'fundOverLimit',
  'nameMismatch',
  'accountClosed',
  'returned',
] as const;
export type GoldenKey = (typeof goldenKeys)[number];

export type GoldenPerson = {
  readonly key: GoldenKey;
  readonly titleZh: string;
  readonly titleEn: string;
  /** One, or two for somebody with two employments. */
  readonly rows: readonly CastRow[];
};

type Born = {
  readonly name: string;
  readonly sex: Sex;
  readonly region: string;
  readonly on: string;
};

function person(serial: number, born: Born, other: Partial<CastPerson> = {}): CastPerson {
  const birthDate = plainDate(born.on);
  return {
    name: born.name,
    sex: born.sex,
    documentKind: 'idCard',
    // The last sequence numbers of the day, which the others never reach.
    documentNumber: residentId(born.region, birthDate, born.sex, 49),
    birthDate,
    phone: mobileNumber(9000 + serial),
    hukouType: 'localUrban',
    account: account(born.name, 900_000 + serial),
    ...other,
  };
}

export function account(holderName: string, serial: number): CastAccount {
  return { bankName: '江岳银行', accountNumber: bankCard(serial), holderName };
}

type Place = {
  readonly tenant: TenantKey;
  readonly number: number;
  readonly entityKey: string;
  readonly cityCode: string;
  readonly startsOn: string;
  readonly department: string;
  readonly position: string;
};

function row(
  who: CastPerson,
  place: Place,
  pay: { readonly base: string } & Partial<CastRow['pay']>,
  other: Partial<CastRow> = {},
): CastRow {
  const { base, ...items } = pay;
  const { number, startsOn, ...rest } = place;
  return {
    ...rest,
    employeeNumber: employeeNumber(place.tenant, number),
    person: who,
    startsOn: plainDate(startsOn),
    endsOn: null,
    leavingReason: null,
    form: 'fullTime',
    costCentre: null,
    hostKey: null,
    insurance: insured(place, yuan(base)),
    pay: { basePay: yuan(base), ...items },
    deductions: {},
    firstEmployment: 'none',
    onProbation: false,
    ...other,
  };
}

function insured(
  { tenant, entityKey, startsOn }: Pick<Place, 'tenant' | 'entityKey' | 'startsOn'>,
  base: Fen,
  other: Partial<CastInsurance> = {},
): CastInsurance {
  const from = insuredFrom(tenant, plainDate(startsOn));
  return { entityKey, base, from, fundBase: base, fundRate: null, ...other };
}

const beijing = (number: number, position: string, department = '数字中心'): Place => ({
  tenant: 'retail',
  number,
  entityKey: 'retail-north',
  cityCode: '110000',
  startsOn: '2023-03-06',
  department,
  position,
});

const shenzhen = (number: number, position: string): Place => ({
  ...beijing(number, position, '西丽店'),
  entityKey: 'retail-south',
  cityCode: '440300',
});

const standard = person(1, { name: '龚䶮', sex: 'male', region: '110108', on: '1988-04-17' });
const twoEntities = person(2, { name: '陆㛃', sex: 'female', region: '310104', on: '1990-11-02' });
const twoClients = person(3, { name: '巴特尔', sex: 'male', region: '150102', on: '1995-06-21' });
const graduate = person(4, { name: '阮知远', sex: 'male', region: '420106', on: '2004-02-29' });
const retiree = person(5, { name: '尉迟秀英', sex: 'female', region: '320102', on: '1966-08-09' });
const hongKong = person(
  6,
  { name: '霍予安', sex: 'female', region: '440305', on: '1992-12-12' },
  { documentKind: 'hkMacaoPermit', documentNumber: 'H09871234', hukouType: null },
);
const maternity = person(7, {
  name: '阿依古丽·买买提',
  sex: 'female',
  region: '650102',
  on: '1993-05-30',
});
const leaver = person(8, { name: '艾力江·亚森', sex: 'male', region: '650102', on: '1991-01-08' });
const floor = person(9, { name: '牟春梅', sex: 'female', region: '411627', on: '1984-10-15' });
const noAccount = person(
  10,
  { name: '次仁卓嘎', sex: 'female', region: '620102', on: '2000-07-07' },
  { account: null },
);
const sharer = person(11, { name: '解建国', sex: 'male', region: '130432', on: '1979-03-03' });
const sharing = person(
  12,
  { name: '车秀英', sex: 'female', region: '130432', on: '1981-09-19' },
  { account: sharer.account },
);
const changed = person(13, { name: '单思远', sex: 'male', region: '330106', on: '1996-04-04' });
const overLimit = person(14, { name: '诸葛立新', sex: 'male', region: '110105', on: '1976-12-25' });
const mismatch = person(15, { name: '查语嫣', sex: 'female', region: '310115', on: '1998-08-18' });
const closed = person(16, { name: '仇一鸣', sex: 'male', region: '440106', on: '1994-02-14' });
const returned = person(17, { name: '冼国栋', sex: 'male', region: '321283', on: '1987-11-11' });

/** The new card of 单思远, which the November roster brings. */
export const changedAccount = account(changed.name, 900_113);

export const goldenPeople: readonly GoldenPerson[] = [
  golden('standard', '北京月薪2万，公积金12%，专项附加扣除每月3,000元', 'Beijing 20,000', [
    row(
      standard,
      beijing(9001, '数据工程师'),
      { base: '20000.00' },
      {
        deductions: { elderSupport: yuan('3000.00') },
      },
    ),
  ]),
  golden('twoEntities', '一人在两个主体任职：两个累计', 'Two entities, two cumulations', [
    row(
      twoEntities,
      { ...beijing(9002, '区域督导', '张江店'), entityKey: 'retail-east', cityCode: '310000' },
      { base: '16000.00' },
      { deductions: { housingRent: yuan('1500.00') } },
    ),
    row(
      twoEntities,
      { ...beijing(9003, '培训讲师', '营运中心'), startsOn: '2026-03-01' },
      { base: '6500.00' },
      { form: 'partTime', insurance: null },
    ),
  ]),
  golden('oneEntityTwoClients', '同一主体、两个客户：一个累计', 'One entity, two clients', [
    row(
      twoClients,
      {
        tenant: 'calls',
        number: 9001,
        entityKey: 'heyi-outsourcing',
        cityCode: '320100',
        startsOn: '2025-05-12',
        department: '热线一组',
        position: '现场主管',
      },
      { base: '7200.00' },
    ),
    row(
      twoClients,
      {
        tenant: 'live',
        number: 9001,
        entityKey: 'heyi-outsourcing',
        cityCode: '330100',
        startsOn: '2026-04-01',
        department: '主播运营组',
        position: '夜间场控',
      },
      { base: '3600.00' },
      { form: 'partTime', insurance: null },
    ),
  ]),
  golden('graduate', '首次就业的应届毕业生', 'First job after graduation', [
    row(
      graduate,
      { ...beijing(9004, '管理培训生'), startsOn: '2026-07-01' },
      { base: '11000.00' },
      { firstEmployment: 'student' },
    ),
  ]),
  golden('retiree', '退休返聘：按工资薪金计税，不参加社保', 'Rehired retiree', [
    row(
      retiree,
      beijing(9005, '门店顾问', '望和店'),
      { base: '7800.00' },
      {
        form: 'rehiredRetiree',
        insurance: null,
      },
    ),
  ]),
  golden('hongKong', '香港居民，持港澳居民来往内地通行证', 'Hong Kong resident', [
    row(hongKong, shenzhen(9006, '店长'), { base: '14500.00' }),
  ]),
  golden('maternity', '产假无工资，个人部分形成个人欠款', 'Maternity leave: a negative month', [
    row(maternity, beijing(9007, '采购专员', '采购中心'), { base: '9600.00' }),
  ]),
  golden('paidAfterLeaving', '十月离职，十一月补发提成', 'A leaver with pay after leaving', [
    row(
      leaver,
      beijing(9008, '区域督导', '营运中心'),
      { base: '13200.00' },
      {
        endsOn: plainDate('2026-10-31'),
        leavingReason: 'resignation',
      },
    ),
  ]),
  golden('floor', '北京最低缴费基数：7、8月补差', 'At the floor of Beijing: differences', [
    row(floor, beijing(9009, '保洁员', '芍药居店'), { base: '4200.00' }),
  ]),
  golden('noAccount', '没有收款账户：缓发', 'No bank account: held', [
    row(
      noAccount,
      { ...beijing(9010, '店员', '北苑店'), startsOn: '2026-10-01' },
      { base: '5100.00' },
    ),
  ]),
  golden('sharedAccount', '两人同一账户（一）', 'Two people, one account (first)', [
    row(sharer, beijing(9011, '夜班店员', '亦庄店'), { base: '5600.00' }),
  ]),
  golden('sharesAccount', '两人同一账户（二）', 'Two people, one account (second)', [
    row(sharing, beijing(9012, '收银员', '亦庄店'), { base: '5200.00' }),
  ]),
  golden('changedAccount', '十一月更换了收款账户', 'Changed the account in November', [
    row(
      changed,
      { ...beijing(9013, '值班经理', '文三店'), entityKey: 'retail-delta', cityCode: '330100' },
      { base: '8300.00' },
    ),
  ]),
  golden('fundOverLimit', '公积金缴存超过免税限额：超标计税', 'Housing fund above the limit', [
    row(
      overLimit,
      beijing(9014, '总监', '财务中心'),
      { base: '60000.00' },
      {
        deductions: { elderSupport: yuan('1500.00'), childEducation: yuan('2000.00') },
      },
    ),
  ]),
  golden('nameMismatch', '十一月付款失败：户名不符', 'Payment fails: name does not match', [
    row(
      mismatch,
      { ...beijing(9015, '店员', '花木店'), entityKey: 'retail-east', cityCode: '310000' },
      { base: '5900.00' },
    ),
  ]),
  golden('accountClosed', '十一月付款失败：收款账户已销户', 'Payment fails: account closed', [
    row(
      closed,
      { ...beijing(9016, '店员', '员村店'), entityKey: 'retail-south', cityCode: '440100' },
      { base: '5400.00' },
    ),
  ]),
  golden('returned', '周五付款成功，随后退汇', 'Paid on Friday, then returned', [
    row(
      returned,
      {
        tenant: 'factory',
        number: 9001,
        entityKey: 'heyi-dispatch',
        cityCode: '320500',
        startsOn: '2025-08-18',
        department: '装配一线',
        position: '操作工',
      },
      { base: '5800.00' },
      { form: 'dispatch', hostKey: 'factory' },
    ),
  ]),
];

function golden(
  key: GoldenKey,
  titleZh: string,
  titleEn: string,
  rows: readonly CastRow[],
): GoldenPerson {
  return { key, titleZh, titleEn, rows };
}

export function goldenPerson(key: GoldenKey): GoldenPerson {
  return goldenPeople.find((one) => one.key === key)!;
}

/** What November pays beside the monthly items: the commission of the leaver. */
export const commissionAfterLeaving = yuan('4200.00');
/** Above what 12 % of the capped wage would be: the fund took the contribution all the same. */
export const fundOverLimitContribution = fen(720_000);
export const fundOverLimitBase = yuan('60000.00');
/** 产假 of 阿依古丽·买买提: unpaid by the employer, who pays her contributions on. */
export const maternityFrom: PlainDate = plainDate('2026-09-01');
