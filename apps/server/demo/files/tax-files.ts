import type { CastPerson } from '../cast/cast-row.ts';
import type { Cell, Sheet } from './workbook.ts';

const documentWords = { idCard: '居民身份证', hkMacaoPermit: '港澳居民来往内地通行证' } as const;
const header = (text: string): Cell => ({ text, tone: 'header' });

/** 人员信息采集 feedback of the tax client: whom the bureau knows now, and whom it does not believe. */
export function feedbackSheet(
  people: readonly CastPerson[],
  refused: ReadonlySet<string> = new Set(),
): Sheet {
  return {
    name: '人员信息采集反馈',
    widths: [16, 24, 22, 12, 16, 36],
    rows: [
      ['姓名', '证件类型', '证件号码', '报送状态', '身份验证状态', '失败原因'].map(header),
      ...people.map((person): Cell[] => [
        person.name,
        documentWords[person.documentKind],
        person.documentNumber,
        '报送成功',
        refused.has(person.documentNumber) ? { text: '验证不通过', tone: 'red' } : '验证通过',
        refused.has(person.documentNumber) ? { text: '姓名与公安信息不一致', tone: 'red' } : null,
      ]),
    ],
  };
}
