import type { OrderService } from '../line/line.ts';

/** What a cell of a form holds; `blank` is filled in by hand at the counter. */
export type CounterField =
  | 'number'
  | 'personName'
  | 'sex'
  | 'documentNumber'
  | 'insuredType'
  | 'tick'
  | 'reason'
  | 'base'
  | 'startsOn'
  | 'stopsOn'
  | 'unitName'
  | 'uscc'
  | 'registrationNumber'
  | 'filledOn'
  | 'agencyName'
  | 'blank';

export type CounterLayout = {
  readonly cityCode: string;
  readonly service: OrderService;
  readonly title: string;
  /** Where the layout was seen, and how far that is to be trusted. */
  readonly source: string;
  readonly mark: 'official-quoted' | 'official-cited' | 'secondary' | 'own-knowledge';
  readonly rowsOnPage: number;
  readonly head: readonly (readonly [label: string, field: CounterField])[];
  readonly columns: readonly {
    readonly title: string;
    readonly field: CounterField;
    /** Share of the width. */
    readonly share: number;
  }[];
  readonly foot: readonly (readonly [label: string, field: CounterField])[];
};

const beijingHead = [
  ['填报单位', 'unitName'],
  ['统一社会信用代码', 'uscc'],
  ['社会保险登记证编码', 'registrationNumber'],
] as const;
const beijingFoot = [
  ['单位负责人', 'blank'],
  ['单位经办人', 'blank'],
  ['填报日期', 'filledOn'],
  ['经办机构', 'agencyName'],
  ['办理日期', 'blank'],
] as const;
const kinds = ['养老', '失业', '工伤', '生育', '医疗'];

/** Printed forms by city and matter; a city without one is done online or by hand. */
export const counterLayouts: readonly CounterLayout[] = [
  {
    cityCode: '110000',
    service: 'enrol',
    title: '北京市社会保险参保人员增加表',
    source: '公开程序打印的表样，未与经办机构现行表样核对',
    mark: 'secondary',
    rowsOnPage: 12,
    head: beijingHead,
    columns: [
      { title: '序号', field: 'number', share: 3 },
      { title: '姓名', field: 'personName', share: 9 },
      { title: '性别', field: 'sex', share: 3 },
      { title: '*公民身份号码', field: 'documentNumber', share: 14 },
      { title: '*缴费人员类别', field: 'insuredType', share: 9 },
      ...kinds.map((title) => ({ title, field: 'tick' as const, share: 3 })),
      { title: '*个人缴费(恢复)原因', field: 'reason', share: 12 },
      { title: '*申报月工资收入(元)', field: 'base', share: 10 },
      { title: '*增加日期', field: 'startsOn', share: 9 },
    ],
    foot: beijingFoot,
  },
  {
    cityCode: '110000',
    service: 'stop',
    title: '北京市社会保险参保人员减少表',
    source: '按增加表推定，未与经办机构现行表样核对',
    mark: 'own-knowledge',
    rowsOnPage: 12,
    head: beijingHead,
    columns: [
      { title: '序号', field: 'number', share: 3 },
      { title: '姓名', field: 'personName', share: 9 },
      { title: '性别', field: 'sex', share: 3 },
      { title: '*公民身份号码', field: 'documentNumber', share: 14 },
      ...kinds.map((title) => ({ title, field: 'tick' as const, share: 3 })),
      { title: '*个人停止缴费原因', field: 'reason', share: 14 },
      { title: '*停止缴费日期', field: 'stopsOn', share: 10 },
    ],
    foot: beijingFoot,
  },
];

export function counterLayout(cityCode: string, service: OrderService): CounterLayout | null {
  return counterLayouts.find((one) => one.cityCode === cityCode && one.service === service) ?? null;
}
