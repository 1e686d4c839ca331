import { plainDate, type Rate, rate, yuan } from '@heyi/kernel';
import type {
  ClientKey,
  DemoClient,
  DemoEntity,
  DemoLicence,
  DemoPayerAccount,
  DemoRegistration,
} from './company.ts';
import { companyAccount, creditCode } from './numbers.ts';

const cityNames: Readonly<Record<string, string>> = {
  '110000': '北京市',
  '310000': '上海市',
  '320100': '南京市',
  '320500': '苏州市',
  '330100': '杭州市',
  '440100': '广州市',
  '440300': '深圳市',
  '500000': '重庆市',
};

/** Administrative division of the seat, as the credit code carries it. */
const seats: Readonly<Record<string, string>> = {
  '110000': '110105',
  '310000': '310115',
  '320100': '320102',
  '320500': '320506',
  '330100': '330106',
  '440100': '440106',
  '440300': '440305',
  '500000': '500103',
};

let entityCount = 0;

function entity(
  key: string,
  name: string,
  cityCode: string,
  registered: readonly (readonly [cityCode: string, injuryRate: string, fundRate: string])[],
): DemoEntity {
  entityCount += 1;
  const serial = entityCount;
  const registrations = registered.map(([city, injury, fund], index): DemoRegistration => ({
    cityCode: city,
    socialInsuranceNumber: `S${city}${serial}${index + 1}`.padEnd(12, '0'),
    medicalNumber: `M${city}${serial}${index + 1}`.padEnd(12, '0'),
    housingFundNumber: `F${city}${serial}${index + 1}`.padEnd(12, '0'),
    injuryRate: rate(injury),
    housingFundRate: rate(fund),
  }));
  const uscc = creditCode(seats[cityCode]!, serial);
  const taxBureauName = `国家税务总局${cityNames[cityCode]!}税务局`;
  return { key, name, uscc, cityCode, taxBureauName, registrations };
}

/** The provider, 合一人力资源服务, with one company a line of business. */
export const providerEntities: readonly DemoEntity[] = [
  entity('heyi', '合一人力资源服务（北京）有限公司', '110000', [['110000', '0.002', '0.12']]),
  entity('heyi-dispatch', '合一劳务派遣（苏州）有限公司', '320500', [['320500', '0.007', '0.08']]),
  entity('heyi-outsourcing', '合一业务外包（南京）有限公司', '320100', [
    ['320100', '0.004', '0.08'],
    ['330100', '0.004', '0.08'],
  ]),
];

/** What each of the provider's companies may do, and until when: one of them ends within sixty days. */
export const providerLicences: readonly DemoLicence[] = [
  {
    kind: 'business',
    number: providerEntities[0]!.uscc,
    holderName: providerEntities[0]!.name,
    issuedBy: '北京市朝阳区市场监督管理局',
    validFrom: plainDate('2016-05-18'),
    expiresOn: null,
  },
  {
    kind: 'hrService',
    number: '(京)人服证字〔2022〕第0105000213号',
    holderName: providerEntities[0]!.name,
    issuedBy: '北京市朝阳区人力资源和社会保障局',
    validFrom: plainDate('2022-06-01'),
    expiresOn: plainDate('2028-05-31'),
  },
  {
    kind: 'labourDispatch',
    number: '3205062024010047',
    holderName: providerEntities[1]!.name,
    issuedBy: '苏州市吴中区行政审批局',
    validFrom: plainDate('2024-01-08'),
    expiresOn: plainDate('2027-01-07'),
  },
];

export const provider = {
  name: providerEntities[0]!.name,
  shortName: '合一',
  uscc: providerEntities[0]!.uscc,
  settings: {
    payMonthRule: 'sameMonth',
    payDay: 25,
    prorationMethod: 'paidDays2175',
    advanceLimit: yuan('0'),
    advanceDays: 0,
    clientCutoffDays: 0,
    language: 'zh-CN',
  },
} as const;

const retailEntities = [
  entity('retail-north', '澄栗便利连锁（北京）有限公司', '110000', [['110000', '0.004', '0.12']]),
  entity('retail-east', '澄栗便利连锁（上海）有限公司', '310000', [['310000', '0.004', '0.07']]),
  entity('retail-south', '澄栗便利连锁（广东）有限公司', '440100', [
    ['440100', '0.004', '0.08'],
    ['440300', '0.004', '0.05'],
  ]),
  entity('retail-delta', '澄栗便利连锁（江浙）有限公司', '330100', [
    ['330100', '0.004', '0.12'],
    ['320100', '0.004', '0.08'],
  ]),
];

export const clients: readonly DemoClient[] = [
  {
    key: 'retail',
    name: retailEntities[0]!.name,
    shortName: '澄栗便利',
    uscc: retailEntities[0]!.uscc,
    cooperationMode: 'agency',
    payMonthRule: 'sameMonth',
    payDay: 25,
    prorationMethod: 'paidDays2175',
    advanceLimit: yuan('0'),
    advanceDays: 0,
    entities: retailEntities,
    payEntityKeys: retailEntities.map(({ key }) => key),
    contacts: [
      contact('祝南乔', '人力资源总监', 'zhu.nanqiao', 'client_hr', true),
      contact('庄一帆', '财务经理', 'zhuang.yifan', 'client_finance', false),
    ],
  },
  oneEntityClient({
    key: 'internet',
    shortName: '霁桥科技',
    cooperationMode: 'payrollAgency',
    payMonthRule: 'nextMonth',
    payDay: 10,
    prorationMethod: 'calendarDays',
    entity: entity('internet', '霁桥网络科技（北京）有限公司', '110000', [
      ['110000', '0.002', '0.12'],
      ['330100', '0.002', '0.12'],
    ]),
    payEntityKeys: ['internet'],
    contacts: [contact('屠静言', '薪酬经理', 'tu.jingyan', 'client_hr', true)],
  }),
  oneEntityClient({
    key: 'factory',
    shortName: '铭岳精密',
    cooperationMode: 'dispatch',
    payMonthRule: 'sameMonth',
    payDay: 20,
    prorationMethod: 'dueDays',
    entity: entity('factory', '铭岳精密制造（苏州）有限公司', '320500', []),
    payEntityKeys: ['heyi-dispatch'],
    contacts: [contact('倪国栋', '厂务人事主管', 'ni.guodong', 'client_hr', true)],
  }),
  oneEntityClient({
    key: 'calls',
    shortName: '语岸客服',
    cooperationMode: 'outsourcing',
    payMonthRule: 'sameMonth',
    payDay: 26,
    prorationMethod: 'paidDays2175',
    entity: entity('calls', '语岸客户服务（南京）有限公司', '320100', []),
    payEntityKeys: ['heyi-outsourcing'],
    contacts: [contact('季若曦', '项目运营经理', 'ji.ruoxi', 'client_hr', true)],
  }),
  oneEntityClient({
    key: 'estate',
    shortName: '沅川置业',
    cooperationMode: 'archive',
    payMonthRule: 'sameMonth',
    payDay: 15,
    prorationMethod: 'paidDays2175',
    entity: entity('estate', '沅川城市建设置业（重庆）有限公司', '500000', [
      ['500000', '0.005', '0.12'],
    ]),
    payEntityKeys: ['estate'],
    contacts: [contact('单书恒', '人力资源部部长', 'shan.shuheng', 'client_hr', true)],
  }),
  oneEntityClient({
    key: 'live',
    shortName: '星屿直播',
    cooperationMode: 'outsourcing',
    payMonthRule: 'sameMonth',
    payDay: 27,
    prorationMethod: 'paidDays2175',
    entity: entity('live', '星屿文化传播（杭州）有限公司', '330100', []),
    payEntityKeys: ['heyi-outsourcing'],
    contacts: [
      contact('甘沐晴', '主播运营总监', 'gan.muqing', 'client_hr', true),
      contact('柏令仪', '财务经理', 'bai.lingyi', 'client_finance', false),
    ],
  }),
];

type OneEntity = Pick<
  DemoClient,
  'key' | 'shortName' | 'cooperationMode' | 'payMonthRule' | 'payDay' | 'prorationMethod'
> &
  Pick<DemoClient, 'payEntityKeys' | 'contacts'> & { readonly entity: DemoEntity };

function oneEntityClient({ entity, ...client }: OneEntity): DemoClient {
  return {
    ...client,
    name: entity.name,
    uscc: entity.uscc,
    // 垫付 is lent on the provider's own accounts alone.
    advanceLimit: client.payEntityKeys[0] === entity.key ? yuan('0') : yuan('1500000'),
    advanceDays: client.payEntityKeys[0] === entity.key ? 0 : 30,
    entities: [entity],
  };
}

function contact(
  name: string,
  position: string,
  loginName: string,
  role: 'client_hr' | 'client_finance',
  mayApprovePayroll: boolean,
) {
  return { name, position, loginName, role, mayApprovePayroll };
}

export function clientOf(key: ClientKey): DemoClient {
  return clients.find((client) => client.key === key)!;
}

let accountCount = 0;

function account(
  entityKey: string,
  bankName: string,
  opening: string,
  other: Partial<DemoPayerAccount> = {},
): DemoPayerAccount {
  accountCount += 1;
  return {
    entityKey,
    accountNumber: companyAccount(80_100 + accountCount),
    bankName,
    channel: 'sandbox',
    sending: 'single',
    openingBalance: yuan(opening),
    ...other,
  };
}

/** The client of a payroll agency pays in; the wages leave the provider's pass-through account. */
export const payerAccounts: readonly DemoPayerAccount[] = [
  account('retail-north', '江岳银行北京朝阳支行', '0.00'),
  account('retail-east', '江岳银行上海张江支行', '0.00'),
  account('retail-south', '岚港银行广州天河支行', '0.00'),
  account('retail-delta', '岚港银行杭州西湖支行', '0.00'),
  account('heyi', '江岳银行北京国贸支行', '0.00'),
  account('heyi-dispatch', '云汀银行苏州吴中支行', '0.00', { sending: 'batch' }),
  account('heyi-outsourcing', '云汀银行南京玄武支行', '0.00'),
  account('estate', '渝汇农商银行渝中支行', '0.00', { channel: 'file', sending: 'batch' }),
];

/** From which the live-streaming platform pays its workers; nobody's wages leave it. */
export const gigPayerAccount = account('live', '岚港银行杭州滨江支行', '0.00');

/** Of the same platform's sandbox program: it stays at the stand-in bank. */
export const gigSandboxAccount = account('live', '岚港银行杭州滨江支行', '0.00');

/** Which account pays the wages of an entity. */
export function payerOf(payEntityKey: string): DemoPayerAccount {
  const holder = payEntityKey === 'internet' ? 'heyi' : payEntityKey;
  return payerAccounts.find(({ entityKey }) => entityKey === holder)!;
}

export function rateText(value: Rate): string {
  return `${value / 10_000}%`;
}
