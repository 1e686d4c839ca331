import type { EmploymentForm } from './cast-row.ts';
import type { TenantKey } from './company.ts';

/** What somebody is, and is paid a month: yuan from and to, in steps of ten. */
export type Job = {
  readonly position: string;
  readonly base: readonly [from: number, to: number];
  readonly performance?: readonly [from: number, to: number];
  readonly meal?: number;
  readonly transport?: number;
  /** How often it occurs beside the others of its unit. */
  readonly weight: number;
};

/** Some people of one city, entity and kind of work. */
export type Unit = {
  readonly tenant: TenantKey;
  readonly entityKey: string;
  readonly hostKey?: string;
  readonly cityCode: string;
  readonly headcount: number;
  readonly form?: EmploymentForm;
  /** `{n}` counts the departments up to `departmentCount`. */
  readonly departments: readonly string[];
  readonly costCentres?: readonly string[];
  readonly jobs: readonly Job[];
  /** Of a hundred, how many came within the year. */
  readonly newThisYear: number;
  /** Who left during the year, beside those who are counted. */
  readonly left: number;
  /** Interns, part-timers and so on: paid without insurance. */
  readonly uninsured?: boolean;
  readonly probationPercent?: number;
};

const storeJobs: readonly Job[] = [
  { position: '店员', base: [3200, 4600], performance: [600, 1800], meal: 300, weight: 62 },
  { position: '收银员', base: [3200, 4300], performance: [400, 1200], meal: 300, weight: 20 },
  { position: '值班经理', base: [4800, 6400], performance: [1200, 2600], meal: 300, weight: 10 },
  { position: '店长', base: [6800, 9800], performance: [2000, 5200], meal: 400, weight: 8 },
];

const headOfficeJobs: readonly Job[] = [
  { position: '采购专员', base: [8200, 12_500], meal: 400, transport: 300, weight: 30 },
  { position: '数据分析师', base: [14_000, 22_000], meal: 400, transport: 300, weight: 20 },
  { position: '区域督导', base: [11_000, 16_500], performance: [2000, 4500], weight: 25 },
  { position: '财务主管', base: [15_000, 21_000], meal: 400, weight: 15 },
  { position: '总监', base: [32_000, 58_000], performance: [6000, 15_000], weight: 10 },
];

const stores = (words: string): readonly string[] => words.split(' ').map((word) => `${word}店`);

const retail = (
  entityKey: string,
  cityCode: string,
  headcount: number,
  departments: readonly string[],
): Unit => ({
  tenant: 'retail',
  entityKey,
  cityCode,
  headcount,
  departments,
  costCentres: departments.map(
    (_, index) => `${cityCode.slice(0, 4)}-${String(index + 1).padStart(3, '0')}`,
  ),
  jobs: storeJobs,
  newThisYear: 22,
  left: Math.round(headcount * 0.08),
});

/** The demo's workforce, without the golden people, who are added by name. */
export const units: readonly Unit[] = [
  {
    ...retail('retail-north', '110000', 71, ['采购中心', '数字中心', '财务中心', '营运中心']),
    jobs: headOfficeJobs,
    newThisYear: 10,
    left: 3,
  },
  retail(
    'retail-north',
    '110000',
    441,
    stores('望和 芍药居 北苑 亦庄 常营 回龙观 西二旗 草桥 石榴庄 黄村 五棵松 上地'),
  ),
  retail(
    'retail-east',
    '310000',
    478,
    stores('张江 金桥 花木 曹杨 莘庄 七宝 江湾 彭浦 共康 九亭 川沙 周浦'),
  ),
  retail('retail-south', '440100', 319, stores('天河北 车陂 员村 沙园 江燕 嘉禾 永泰 番禺')),
  retail('retail-south', '440300', 238, stores('西丽 白石洲 固戍 民治 布吉 龙岗')),
  retail('retail-delta', '330100', 239, stores('文三 九堡 滨盛 良渚 三墩 勾庄')),
  retail('retail-delta', '320100', 199, stores('仙林 江宁 河西 百家湖 桥北')),
  {
    tenant: 'internet',
    entityKey: 'internet',
    cityCode: '110000',
    headcount: 84,
    departments: ['基础架构部', '交易产品部', '增长部', '职能部门'],
    jobs: [
      { position: '软件工程师', base: [18_000, 34_000], meal: 600, weight: 50 },
      { position: '产品经理', base: [17_000, 30_000], meal: 600, weight: 20 },
      { position: '设计师', base: [14_000, 24_000], meal: 600, weight: 15 },
      { position: '人事行政', base: [9000, 14_000], meal: 600, weight: 10 },
      { position: '技术总监', base: [52_000, 78_000], performance: [8000, 20_000], weight: 5 },
    ],
    newThisYear: 18,
    left: 7,
  },
  {
    tenant: 'internet',
    entityKey: 'internet',
    cityCode: '330100',
    headcount: 34,
    departments: ['杭州研发中心'],
    jobs: [
      { position: '软件工程师', base: [16_000, 30_000], meal: 600, weight: 70 },
      { position: '测试工程师', base: [12_000, 20_000], meal: 600, weight: 30 },
    ],
    newThisYear: 20,
    left: 3,
  },
  {
    tenant: 'factory',
    entityKey: 'heyi-dispatch',
    hostKey: 'factory',
    cityCode: '320500',
    headcount: 147,
    form: 'dispatch',
    departments: ['冲压车间', '注塑车间', '装配一线', '装配二线', '仓储物流'],
    jobs: [
      { position: '操作工', base: [2700, 3400], performance: [1200, 2400], meal: 330, weight: 80 },
      { position: '质检员', base: [3000, 3800], performance: [1200, 2200], meal: 330, weight: 15 },
      { position: '班组长', base: [4200, 5400], performance: [1800, 3200], meal: 330, weight: 5 },
    ],
    newThisYear: 34,
    left: 22,
  },
  {
    tenant: 'calls',
    entityKey: 'heyi-outsourcing',
    cityCode: '320100',
    headcount: 139,
    departments: ['热线一组', '热线二组', '在线客服组', '投诉处理组', '质检组'],
    costCentres: ['语岸热线项目（2026-12-31止）'],
    jobs: [
      { position: '客服专员', base: [3100, 3900], performance: [800, 2600], meal: 200, weight: 84 },
      { position: '质检专员', base: [4200, 5200], performance: [600, 1500], meal: 200, weight: 8 },
      { position: '现场主管', base: [5600, 7400], performance: [1200, 2600], weight: 8 },
    ],
    newThisYear: 62,
    left: 24,
    probationPercent: 35,
  },
  {
    tenant: 'estate',
    entityKey: 'estate',
    cityCode: '500000',
    headcount: 60,
    departments: ['工程管理部', '成本合约部', '营销管理部', '党群工作部', '财务资产部'],
    costCentres: ['4210010100', '4210010200', '4210020100', '4210030100', '4210040100'],
    jobs: [
      { position: '项目主管', base: [7200, 9800], performance: [1800, 4200], weight: 40 },
      { position: '业务主办', base: [5400, 7600], performance: [1200, 2600], weight: 40 },
      { position: '部长', base: [11_000, 15_000], performance: [4000, 8000], weight: 20 },
    ],
    newThisYear: 5,
    left: 1,
  },
  {
    tenant: 'live',
    entityKey: 'heyi-outsourcing',
    cityCode: '330100',
    headcount: 73,
    departments: ['内容审核组', '主播运营组', '活动策划组'],
    costCentres: ['审核中台', '直播运营', '活动项目'],
    jobs: [
      {
        position: '内容审核员',
        base: [4200, 5400],
        performance: [600, 1600],
        meal: 300,
        weight: 60,
      },
      {
        position: '主播运营',
        base: [6200, 8800],
        performance: [1500, 4200],
        meal: 300,
        weight: 30,
      },
      { position: '活动策划', base: [7600, 10_500], performance: [1000, 3000], weight: 10 },
    ],
    newThisYear: 38,
    left: 12,
  },
  {
    tenant: 'live',
    entityKey: 'heyi-outsourcing',
    cityCode: '330100',
    headcount: 6,
    form: 'serviceAgreement',
    departments: ['签约讲师'],
    jobs: [{ position: '兼职讲师', base: [3000, 9500], weight: 1 }],
    newThisYear: 50,
    left: 0,
    uninsured: true,
  },
  {
    tenant: 'house',
    entityKey: 'heyi',
    cityCode: '110000',
    headcount: 36,
    departments: ['薪酬服务部', '社保服务部', '客户成功部', '财务部', '产品技术部'],
    jobs: [
      { position: '服务专员', base: [6800, 9200], performance: [800, 2200], meal: 500, weight: 55 },
      { position: '服务主管', base: [10_000, 14_000], performance: [1500, 3500], weight: 25 },
      { position: '工程师', base: [16_000, 26_000], meal: 500, weight: 15 },
      { position: '总经理', base: [38_000, 45_000], performance: [8000, 12_000], weight: 5 },
    ],
    newThisYear: 12,
    left: 2,
  },
];
