import { fail, ok, parseYuan, type Fen, type Result, zeroFen } from '@heyi/kernel';
import { type ColumnSpec, readSheet, writeWorkbook } from '@heyi/platform';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/**
 * The templates as this bureau hands them out, column by column. A file with another header is
 * refused, as the client program does.
 */
const who = '工号 *姓名 *证件类型 *证件号码';
const ends = '准予扣除的捐赠额 减免税额 协定减免 备注';

function titles(...groups: string[]): string {
  return groups.join(' ');
}

export const templates = {
  wages: titles(
    who,
    '本期收入 本期免税收入 基本养老保险费 基本医疗保险费 失业保险费 住房公积金',
    '累计子女教育 累计继续教育 累计住房贷款利息 累计住房租金 累计赡养老人',
    '累计3岁以下婴幼儿照护 累计个人养老金 企业(职业)年金 商业健康保险 税延养老保险',
    '公务交通费用 通讯费用 律师办案费用 西藏附加减除费用 其他',
    ends,
  ),
  annualBonus: titles(who, '*全年一次性奖金额 免税收入 其他', ends),
  labourRemuneration: titles(
    who,
    '*所得项目 *收入 免税收入 商业健康保险 税延养老保险 其他 允许扣除的税费',
    '减免税额 协定减免 备注',
  ),
  registration: titles(
    who,
    '*国籍(地区) *性别 *出生日期 是否高级专家 *任职受雇从业类型 其他情况说明',
    '入职年度就业情形 手机号码 任职受雇从业日期 离职日期 是否离职后补发工资',
    '实际补发工资的月份 是否残疾 是否烈属 是否孤老 残疾证件类型 残疾证号 烈属证号',
    '是否扣除减除费用 个人投资额 个人投资比例(%) 备注 中文名 涉税事由',
    '出生国家(地区) 首次入境时间 预计离境时间 其他证件类型 其他证件号码',
    '户籍所在地(省) 户籍所在地(市) 户籍所在地(区县) 户籍所在地(详细地址)',
    '经常居住地(省) 经常居住地(市) 经常居住地(区县) 经常居住地(详细地址)',
    '联系地址(省) 联系地址(市) 联系地址(区县) 联系地址(详细地址)',
    '电子邮箱 学历 开户银行 银行账号 开户行省份 职务',
  ),
} as const;

export type Template = keyof typeof templates;

/** A row by the titles of its template, without stars; absent cells are empty text. */
export type Row = Readonly<Record<string, string>>;

export type Refusal = { readonly code: string; readonly text: string };

/** Reads the first sheet; which template it is, its header says. */
export async function readTemplate(
  content: Uint8Array,
): Promise<Result<{ template: Template; rows: Row[] }, Refusal>> {
  const rows: Row[] = [];
  let header: string[] = [];
  let template: Template | undefined;
  const read = await readSheet(content, {}, ({ cells }) => {
    const texts = cells.map((cell) => cell?.text ?? '');
    if (header.length === 0) {
      header = texts;
      template = templateOf(texts);
      return;
    }
    rows.push(Object.fromEntries(header.map((title, at) => [plain(title), texts[at] ?? ''])));
  });
  if (!read.ok) return fail({ code: 'not_a_sheet', text: '文件不是可读取的表格' });
  if (template === undefined)
    return fail({ code: 'wrong_template', text: '模板版本不符，请下载最新模板' });
  const wrong = rows.flatMap((row, at) =>
    problemsOf(template!, row).map((text) => `第${at + 2}行${text}`),
  );
  if (wrong.length > 0) return fail({ code: 'wrong_cells', text: wrong.slice(0, 20).join('；') });
  return ok({ template, rows });
}

function templateOf(titles: readonly string[]): Template | undefined {
  const line = titles.join(' ');
  return (Object.keys(templates) as Template[]).find((name) => templates[name] === line);
}

function plain(title: string): string {
  return title.replace(/^\*/, '');
}

/** Titles of the income sheets that hold no amount. */
const textTitles = ['工号', '姓名', '证件类型', '证件号码', '所得项目', '备注'];

/** Empty required cells, and amounts that are not yuan with two decimals and no separators. */
function problemsOf(template: Template, row: Row): string[] {
  const problems: string[] = [];
  for (const title of templates[template].split(' ')) {
    const text = row[plain(title)] ?? '';
    if (title.startsWith('*') && text === '') problems.push(`${plain(title)}不能为空`);
    const isAmount = template !== 'registration' && !textTitles.includes(plain(title));
    if (isAmount && text !== '' && !/^\d+\.\d{2}$/.test(text)) {
      problems.push(`${plain(title)}应为两位小数且不带千分位`);
    }
  }
  return problems;
}

export function amountOf(row: Row, title: string): Fen {
  const text = row[title] ?? '';
  return text === '' ? zeroFen : (parseYuan(text) ?? zeroFen);
}

/** An answer of the bureau: every cell is text. */
export function writeAnswer(
  name: string,
  titles: readonly string[],
  rows: readonly Row[],
): Promise<Buffer> {
  const columns: ColumnSpec[] = titles.map((title) => ({
    kind: 'text',
    key: title,
    title,
    titleEn: title,
  }));
  const target = new PassThrough();
  writeWorkbook(target, [{ name, columns, rows }]).catch((error: Error) => target.destroy(error));
  return buffer(target);
}
