import { type Fen, formatYuan } from '@heyi/kernel';
import type { CastRow, EmploymentForm, HukouType, LeavingReason } from '../cast/cast-row.ts';
import { clients, providerEntities, rateText } from '../cast/companies.ts';
import { type Cell, letterOf, type Sheet } from './workbook.ts';

/** The words of the roster's lists. */
const documentWords = { idCard: '居民身份证', hkMacaoPermit: '港澳居民来往内地通行证' } as const;

const hukouWords: Readonly<Record<HukouType, string>> = {
  localUrban: '本地城镇',
  localRural: '本地农业',
  otherUrban: '外埠城镇',
  otherRural: '外埠农业',
};

const formWords: Readonly<Record<EmploymentForm, string>> = {
  fullTime: '全职',
  partTime: '非全日制',
  dispatch: '派遣',
  serviceAgreement: '劳务',
  rehiredRetiree: '退休返聘',
  intern: '实习',
};

const reasonWords: Readonly<Record<LeavingReason, string>> = {
  resignation: '个人辞职',
  mutualAgreement: '协商解除',
  dismissal: '单位解除',
  contractEnded: '合同终止',
  probationFailed: '试用期不合格',
  retirement: '退休',
  death: '死亡',
  transfer: '调动',
  dispatchReturn: '退回派遣单位',
  other: '其他',
};

const cityWords: Readonly<Record<string, string>> = {
  '110000': '北京',
  '310000': '上海',
  '320100': '南京',
  '320500': '苏州',
  '330100': '杭州',
  '440100': '广州',
  '440300': '深圳',
  '500000': '重庆',
};

const entityNames = new Map(
  [...providerEntities, ...clients.flatMap(({ entities }) => entities)].map((entity) => [
    entity.key,
    entity.name,
  ]),
);

export function entityName(key: string): string {
  return entityNames.get(key)!;
}

type Column = readonly [title: string, width: number, cell: (row: CastRow) => Cell];

const columns: readonly Column[] = [
  ['工号', 10, (row) => row.employeeNumber],
  ['姓名', 16, ({ person }) => person.name],
  ['证件类型', 14, ({ person }) => documentWords[person.documentKind]],
  ['证件号码', 22, ({ person }) => person.documentNumber],
  ['手机号', 14, ({ person }) => person.phone],
  ['户口性质', 10, ({ person }) => (person.hukouType ? hukouWords[person.hukouType] : null)],
  ['入职日期', 12, (row) => row.startsOn],
  ['离职日期', 12, (row) => row.endsOn],
  ['离职原因', 12, (row) => (row.leavingReason ? reasonWords[row.leavingReason] : null)],
  ['用工形式', 10, (row) => formWords[row.form]],
  ['部门', 16, (row) => row.department],
  ['岗位', 14, (row) => row.position],
  ['成本中心', 14, (row) => row.costCentre],
  ['工作城市', 10, (row) => cityWords[row.cityCode]!],
  ['签约主体', 34, (row) => entityName(row.entityKey)],
  ['发薪主体', 34, (row) => entityName(row.entityKey)],
  ['参保主体', 34, ({ insurance }) => (insurance ? entityName(insurance.entityKey) : null)],
  ['用工单位', 34, ({ hostKey }) => (hostKey ? entityName(hostKey) : null)],
  ['社保基数', 12, ({ insurance }) => amount(insurance?.base)],
  ['社保起缴月', 12, ({ insurance }) => insurance?.from ?? null],
  ['公积金基数', 12, ({ insurance }) => amount(insurance?.fundBase)],
  [
    '公积金比例',
    12,
    ({ insurance }) => (insurance?.fundRate ? rateText(insurance.fundRate) : null),
  ],
  ['公积金起缴月', 12, ({ insurance }) => (insurance?.fundBase ? insurance.from : null)],
  ['开户行', 14, ({ person }) => person.account?.bankName ?? null],
  ['银行账号', 24, ({ person }) => person.account?.accountNumber ?? null],
  ['开户名', 16, ({ person }) => person.account?.holderName ?? null],
];

function amount(value: Fen | null | undefined): Cell {
  return value === null || value === undefined ? null : { number: formatYuan(value) };
}

/** 花名册: a title over the whole width, then one row an employment. */
export function rosterSheet(title: string, rows: readonly CastRow[]): Sheet {
  return {
    name: '花名册',
    merges: [`A1:${letterOf(columns.length - 1)}1`],
    widths: columns.map(([, width]) => width),
    rows: [
      [{ text: title, tone: 'title' }],
      columns.map(([header]) => ({ text: header, tone: 'header' })),
      ...rows.map((row) => columns.map(([, , cell]) => cell(row))),
    ],
  };
}
