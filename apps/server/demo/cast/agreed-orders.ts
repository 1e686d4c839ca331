import type { ordersContract as contract, WireInput } from '@heyi/contract';
import type { TenantKey } from './company.ts';
import { creditCode } from './numbers.ts';

/** What clients have ordered from the provider, city by city; every name and price is invented. */

type Terms = WireInput<typeof contract.createServiceOrder>;
export type AgreedItem = Terms['items'][number];

export type AgreedOrder = Omit<Terms, 'tenantId' | 'supplierId'> & {
  readonly tenant: TenantKey;
  readonly supplierKey: 'nanjing' | null;
};

type PriceKind = 'perHead' | 'perCase';
type Channel = AgreedItem['channel'];

function item(
  name: AgreedItem['item'],
  price: string,
  channel: Channel = 'manualOnline',
  kind: PriceKind = 'perHead',
): AgreedItem {
  return { item: name, channel, price: { kind, price } };
}

const insured = (social: string, fund: string): AgreedItem[] => [
  item('socialInsurance', social),
  item('housingFund', fund),
];

const onDemand: readonly AgreedItem[] = [
  item('benefitClaim', '120.00', 'counter', 'perCase'),
  item('housingFundBusiness', '180.00', 'counter', 'perCase'),
];
const certificate = (channel: Channel) => item('certificate', '20.00', channel, 'perCase');

const order = (
  tenant: TenantKey,
  cooperationMode: AgreedOrder['cooperationMode'],
  [cityCode, title]: readonly [string, string],
  items: readonly AgreedItem[],
): AgreedOrder => ({
  tenant,
  cooperationMode,
  cityCode,
  title,
  collection: 'postpaid',
  fromPeriod: '2026-01',
  supplierKey: items.some(({ channel }) => channel === 'supplier') ? 'nanjing' : null,
  items: [...items],
});

const retailCities = [
  ['110000', '北京'],
  ['310000', '上海'],
  ['440100', '广州'],
  ['440300', '深圳'],
  ['330100', '杭州'],
] as const;

export const agreedOrders: readonly AgreedOrder[] = [
  ...retailCities.map(([cityCode, city]) =>
    order(
      'retail',
      'agency',
      [cityCode, `澄栗便利 ${city}社保公积金代理`],
      [...insured('18.00', '8.00'), ...onDemand, certificate('manualOnline')],
    ),
  ),
  order(
    'retail',
    'agency',
    ['320100', '澄栗便利 南京社保公积金代理'],
    [...insured('18.00', '8.00'), ...onDemand, certificate('supplier')],
  ),
  order(
    'factory',
    'dispatch',
    ['320500', '铭岳精密 派遣员工参保'],
    [...insured('25.00', '10.00'), ...onDemand],
  ),
  order('calls', 'outsourcing', ['320100', '语岸热线项目参保'], insured('25.00', '10.00')),
  order(
    'live',
    'outsourcing',
    ['330100', '星屿直播 外包员工参保'],
    [...insured('45.00', '15.00'), item('payroll', '60.00'), certificate('manualOnline')],
  ),
  ...(
    [
      ['110000', '北京'],
      ['330100', '杭州'],
    ] as const
  ).map(([cityCode, city]) =>
    order(
      'internet',
      'payrollAgency',
      [cityCode, `霁桥科技 ${city}工资代发`],
      [item('payroll', '28.00'), item('incomeTax', '6.00')],
    ),
  ),
  order(
    'estate',
    'archive',
    ['500000', '沅川置业 档案托管'],
    [item('personnelFile', '15.00'), certificate('manualOnline')],
  ),
  order('house', 'own', ['110000', '合一自有员工'], insured('0.00', '0.00')),
];

/** Whose people we tell agencies about, month by month. */
export const servedTenants: readonly TenantKey[] = ['retail', 'factory', 'calls', 'live', 'house'];

export const supplier: WireInput<typeof contract.createSupplier> = {
  name: '宁聚人力资源服务（南京）有限公司',
  shortName: '宁聚人力',
  uscc: creditCode('320102', 901),
  cityCodes: ['320100'],
  contactName: '崔若彤',
  contactEmail: 'cuiruotong@ningju.example',
  answerDays: 1,
  note: '南京、镇江窗口业务；每月 5 日前交上月账单',
  prices: [
    { cityCode: '320100', item: 'certificate', kind: 'perCase', price: '12.00' },
    { cityCode: '320100', item: 'benefitClaim', kind: 'perCase', price: '80.00' },
  ],
};

type UnitProcedure = {
  readonly entityKey: string;
  readonly cityCode: string;
  readonly kinds: readonly ('socialInsurance' | 'medical' | 'housingFund')[];
  readonly enrolDay: number;
  readonly stopDay: number;
  readonly effective: 'thisMonth' | 'nextMonth';
  readonly signIn: 'uKey' | 'taxOfficer' | 'businessLicence' | 'password' | 'legalPerson';
  readonly source: string;
};

const both = ['socialInsurance', 'medical'] as const;

/** What the agencies of some units said by telephone: it holds from November on. */
export const procedures: readonly UnitProcedure[] = [
  {
    entityKey: 'retail-south',
    cityCode: '440100',
    kinds: both,
    enrolDay: 24,
    stopDay: 24,
    effective: 'nextMonth',
    signIn: 'uKey',
    source: '经办窗口电话答复（演示），2026-11-02',
  },
  {
    entityKey: 'retail-south',
    cityCode: '440300',
    kinds: both,
    enrolDay: 20,
    stopDay: 20,
    effective: 'nextMonth',
    signIn: 'businessLicence',
    source: '经办窗口电话答复（演示），2026-11-02',
  },
  {
    entityKey: 'retail-delta',
    cityCode: '330100',
    kinds: both,
    enrolDay: 25,
    stopDay: 25,
    effective: 'thisMonth',
    signIn: 'taxOfficer',
    source: '办税服务厅电话答复（演示），2026-11-03',
  },
];
