import { peopleContract as contract } from '@heyi/contract';
import type { Fen, PayPeriod, PlainDate, Rate } from '@heyi/kernel';
import type { Choice, ColumnSpec } from '@heyi/platform';
import { housingFundCities, socialInsuranceCities } from '@heyi/statutory';
import type { LeavingReason } from '../employment/employment.ts';
import type { EntityId, LegalEntities } from '../legal-entity/legal-entity.ts';
import type { DocumentKind, HukouType } from '../person/person.ts';
import type { EmploymentForm } from '../three-in-one/three-in-one.ts';

/** One row of the sheet. An empty cell leaves what is on file. */
export type RosterValues = {
  readonly name: string;
  readonly documentKind: DocumentKind | null;
  readonly documentNumber: string;
  readonly employeeNumber: string | null;
  readonly phone: string | null;
  readonly hukouType: HukouType | null;
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate | null;
  readonly leavingReason: LeavingReason | null;
  readonly form: EmploymentForm | null;
  readonly department: string | null;
  readonly position: string | null;
  readonly costCentre: string | null;
  readonly workCityCode: string;
  readonly contractEntityId: EntityId | null;
  readonly payTaxEntityId: EntityId | null;
  readonly insuranceEntityId: EntityId | null;
  readonly hostEntityId: EntityId | null;
  readonly insuranceBase: Fen | null;
  readonly insuranceFrom: PayPeriod | null;
  readonly fundBase: Fen | null;
  readonly fundRate: Rate | null;
  readonly fundFrom: PayPeriod | null;
  readonly bankName: string | null;
  readonly accountNumber: string | null;
  readonly bankCode: string | null;
  readonly holderName: string | null;
};

type Labels<K extends string> = Readonly<Record<K, readonly [string, string, ...string[]]>>;

const documentLabels: Labels<DocumentKind> = {
  idCard: ['居民身份证', 'ID card', '身份证', '二代身份证'],
  hkMacaoPermit: ['港澳居民来往内地通行证', 'HK/Macao permit', '港澳通行证', '回乡证'],
  taiwanPermit: ['台湾居民来往大陆通行证', 'Taiwan permit', '台胞证', '台湾通行证'],
  passport: ['护照', 'Passport', '外国护照', '中国护照'],
  foreignPermanentResident: [
    '外国人永久居留身份证',
    'Foreign permanent resident ID card',
    '外国人永久居留证',
  ],
  hkMacaoTaiwanResidencePermit: ['港澳台居民居住证', 'HK/Macao/Taiwan residence permit', '居住证'],
};

const hukouLabels: Labels<HukouType> = {
  localUrban: ['本地城镇', 'Local urban', '本市城镇', '城镇'],
  localRural: ['本地农业', 'Local rural', '本市农村', '本地农村'],
  otherUrban: ['外埠城镇', 'Other urban', '外地城镇', '非本市城镇'],
  otherRural: ['外埠农业', 'Other rural', '外地农村', '外埠农村', '非本市农村'],
};

const formLabels: Labels<EmploymentForm> = {
  fullTime: ['全职', 'Full-time', '全日制', '正式', '合同制'],
  partTime: ['非全日制', 'Part-time', '兼职', '小时工'],
  dispatch: ['派遣', 'Dispatch', '劳务派遣', '派遣制'],
  serviceAgreement: ['劳务', 'Service agreement', '劳务协议'],
  rehiredRetiree: ['退休返聘', 'Rehired retiree', '返聘'],
  intern: ['实习', 'Intern', '实习生'],
};

const reasonLabels: Labels<LeavingReason> = {
  resignation: ['个人辞职', 'Resignation', '辞职', '主动离职'],
  mutualAgreement: ['协商解除', 'Mutual agreement', '协商一致'],
  dismissal: ['单位解除', 'Dismissal', '辞退', '开除'],
  contractEnded: ['合同终止', 'Contract ended', '合同到期', '到期不续签'],
  probationFailed: ['试用期不合格', 'Probation failed', '试用期不符合录用条件'],
  retirement: ['退休', 'Retirement'],
  death: ['死亡', 'Death'],
  transfer: ['调动', 'Transfer', '调出'],
  dispatchReturn: ['退回派遣单位', 'Dispatch return', '退回'],
  other: ['其他', 'Other'],
};

function choices<K extends string>(codes: readonly K[], labels: Labels<K>): Choice[] {
  return codes.map((code) => {
    const [label, labelEn, ...synonyms] = labels[code];
    return { code, label, labelEn, synonyms };
  });
}

/** Every city of the policy library by its name, with or without 市. */
function cityChoices(): Choice[] {
  const cities = new Map(
    [...housingFundCities(), ...socialInsuranceCities()].map((c) => [c.code, c]),
  );
  return [...cities.values()]
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, name }) => ({
      code,
      label: name.zh,
      labelEn: name.en,
      synonyms: [name.zh.endsWith('市') ? name.zh.slice(0, -1) : `${name.zh}市`],
    }));
}

function entityChoices(entities: LegalEntities): Choice[] {
  return [...entities.values()].map(({ id, name, uscc }) => ({
    code: id,
    label: name,
    labelEn: name,
    synonyms: [uscc],
  }));
}

/** The columns of this client's template: its entities and the provider's stand in the lists. */
export function rosterColumns(entities: LegalEntities): readonly ColumnSpec[] {
  return [
    ...personColumns(),
    ...employmentColumns(),
    ...placeColumns(entities),
    ...insuranceColumns(),
    ...bankColumns,
  ];
}

function personColumns(): ColumnSpec[] {
  return [
    {
      kind: 'text',
      key: 'name',
      title: '姓名',
      titleEn: 'Name',
      required: true,
      maxLength: 60,
      synonyms: ['员工姓名', '人员姓名', '名字'],
      sample: '阿依古丽·买买提',
    },
    {
      kind: 'choice',
      key: 'documentKind',
      title: '证件类型',
      titleEn: 'Document kind',
      synonyms: ['证件种类', '证照类型'],
      choices: choices(contract.documentKinds, documentLabels),
      note: '不填为居民身份证',
      sample: '居民身份证',
    },
    {
      kind: 'identifier',
      key: 'documentNumber',
      title: '证件号码',
      titleEn: 'Document number',
      required: true,
      maxLength: 30,
      synonyms: ['身份证号', '身份证号码', '证照号码', '证件号'],
      note: '请设为文本格式',
    },
    {
      kind: 'text',
      key: 'employeeNumber',
      title: '工号',
      titleEn: 'Employee number',
      maxLength: 40,
      synonyms: ['员工编号', '员工工号', '人员编号'],
      sample: 'A0001',
    },
    {
      kind: 'text',
      key: 'phone',
      title: '手机号',
      titleEn: 'Phone',
      maxLength: 20,
      synonyms: ['手机', '手机号码', '联系电话', '移动电话'],
    },
    {
      kind: 'choice',
      key: 'hukouType',
      title: '户口性质',
      titleEn: 'Hukou type',
      synonyms: ['户籍性质', '户口类型', '户籍类型'],
      choices: choices(contract.hukouTypes, hukouLabels),
    },
  ];
}

function employmentColumns(): ColumnSpec[] {
  return [
    {
      kind: 'date',
      key: 'startsOn',
      title: '入职日期',
      titleEn: 'First day',
      required: true,
      synonyms: ['入职时间', '到岗日期', '用工起始日期'],
      sample: '2026-11-02',
    },
    {
      kind: 'date',
      key: 'endsOn',
      title: '离职日期',
      titleEn: 'Last day',
      synonyms: ['离职时间', '最后工作日'],
      note: '最后一个工作日',
    },
    {
      kind: 'choice',
      key: 'leavingReason',
      title: '离职原因',
      titleEn: 'Reason of leaving',
      choices: choices(contract.leavingReasons, reasonLabels),
      note: '填了离职日期而不填原因为“其他”',
    },
    {
      kind: 'choice',
      key: 'form',
      title: '用工形式',
      titleEn: 'Employment form',
      synonyms: ['用工性质', '用工类型', '员工类型'],
      choices: choices(contract.employmentForms, formLabels),
      note: '不填：派遣模式为派遣，其他为全职',
    },
    {
      kind: 'text',
      key: 'department',
      title: '部门',
      titleEn: 'Department',
      maxLength: 120,
      synonyms: ['所属部门', '部门名称'],
    },
    {
      kind: 'text',
      key: 'position',
      title: '岗位',
      titleEn: 'Position',
      maxLength: 80,
      synonyms: ['职位', '职务', '岗位名称'],
    },
    {
      kind: 'text',
      key: 'costCentre',
      title: '成本中心',
      titleEn: 'Cost centre',
      maxLength: 80,
      synonyms: ['成本中心编码', '成本中心代码'],
    },
  ];
}

function placeColumns(entities: LegalEntities): ColumnSpec[] {
  const companies = entityChoices(entities);
  return [
    {
      kind: 'choice',
      key: 'workCityCode',
      title: '工作城市',
      titleEn: 'Work city',
      required: true,
      synonyms: ['工作地', '工作地点', '工作地城市', '参保城市'],
      choices: cityChoices(),
      sample: '北京',
    },
    {
      kind: 'choice',
      key: 'contractEntityId',
      title: '签约主体',
      titleEn: 'Contract entity',
      synonyms: ['合同主体', '劳动合同主体', '签约单位', '合同签订单位'],
      choices: companies,
      note: '全称或统一社会信用代码；只有一个主体时可不填',
    },
    {
      kind: 'choice',
      key: 'payTaxEntityId',
      title: '发薪主体',
      titleEn: 'Pay and tax entity',
      synonyms: ['发薪报税主体', '报税主体', '扣缴义务人', '发薪单位'],
      choices: companies,
      note: '不填与签约主体相同（代理、档案除外）',
    },
    {
      kind: 'choice',
      key: 'insuranceEntityId',
      title: '参保主体',
      titleEn: 'Insurance entity',
      synonyms: ['社保主体', '参保单位', '缴纳主体'],
      choices: companies,
      note: '不填：有起缴月时与签约主体相同',
    },
    {
      kind: 'choice',
      key: 'hostEntityId',
      title: '用工单位',
      titleEn: 'Host employer',
      synonyms: ['实际用工单位'],
      choices: companies,
      note: '派遣必填；客户只有一个主体时可不填',
    },
  ];
}

function insuranceColumns(): ColumnSpec[] {
  return [
    {
      kind: 'money',
      key: 'insuranceBase',
      title: '社保基数',
      titleEn: 'Insurance base',
      synonyms: ['社保缴费基数', '社会保险基数', '申报工资'],
      note: '与社保起缴月同时填写',
    },
    {
      kind: 'money',
      key: 'fundBase',
      title: '公积金基数',
      titleEn: 'Fund base',
      synonyms: ['公积金缴存基数', '住房公积金基数'],
      note: '与公积金起缴月同时填写',
    },
    {
      kind: 'rate',
      key: 'fundRate',
      title: '公积金比例',
      titleEn: 'Fund rate',
      synonyms: ['公积金缴存比例', '住房公积金比例'],
      note: '不填为单位比例',
      sample: '12%',
    },
    {
      kind: 'month',
      key: 'insuranceFrom',
      title: '社保起缴月',
      titleEn: 'Insured from',
      synonyms: ['社保起缴月份', '社保起始月', '社保开始月份'],
      sample: '2026-11',
    },
    {
      kind: 'month',
      key: 'fundFrom',
      title: '公积金起缴月',
      titleEn: 'Fund from',
      synonyms: ['公积金起缴月份', '公积金起始月', '公积金开始月份'],
    },
  ];
}

const bankColumns: ColumnSpec[] = [
  {
    kind: 'text',
    key: 'bankName',
    title: '开户行',
    titleEn: 'Bank',
    maxLength: 80,
    synonyms: ['开户银行', '银行名称', '开户支行'],
  },
  {
    kind: 'identifier',
    key: 'accountNumber',
    title: '银行账号',
    titleEn: 'Account number',
    maxLength: 40,
    synonyms: ['银行卡号', '工资卡号', '收款账号', '账号'],
    note: '请设为文本格式',
  },
  {
    kind: 'identifier',
    key: 'bankCode',
    title: '联行号',
    titleEn: 'Bank line number',
    maxLength: 12,
    synonyms: ['开户行联行号', '支付行号', '行号'],
    check: (value) =>
      /^\d{12}$/.test(value)
        ? null
        : {
            code: 'roster.bank_code_malformed',
            wording: {
              'zh-CN': { message: '联行号须为12位数字。', howToFix: '请向银行核对，或留空。' },
              en: {
                message: 'The line number has 12 digits.',
                howToFix: 'Ask the bank, or leave it.',
              },
            },
          },
  },
  {
    kind: 'text',
    key: 'holderName',
    title: '开户名',
    titleEn: 'Account holder',
    maxLength: 60,
    synonyms: ['户名', '收款人', '账户名'],
    note: '不填与姓名相同',
  },
];
