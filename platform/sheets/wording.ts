/** Every failure and cell error of files in and out, with its wording. `{name}` is a fact. */

export type Locale = 'zh-CN' | 'en';
/** What is wrong, and what to do. */
export type Words = { readonly message: string; readonly howToFix: string };
export type Wording = { readonly [L in Locale]: Words };
export type Facts = { readonly [name: string]: string | number };

function wording(zh: readonly [string, string], en: readonly [string, string]): Wording {
  return {
    'zh-CN': { message: zh[0], howToFix: zh[1] },
    en: { message: en[0], howToFix: en[1] },
  };
}

const saveAsXlsxZh = '请用 Excel 或 WPS 打开，“另存为”选择“Excel 工作簿 (*.xlsx)”，再上传。';
const saveAsXlsxEn =
  'Open it in Excel or WPS, choose “Save as”, “Excel workbook (*.xlsx)”, upload that.';

/** A file or a table that is refused as a whole. */
export const sheetWordings = {
  'sheet.empty_file': wording(
    ['文件是空的（0 字节）。', '请重新导出后上传。'],
    ['The file is empty (0 bytes).', 'Export it again and upload it.'],
  ),
  'sheet.file_too_large': wording(
    ['文件超过 {limit} MB。', '请拆成几个文件分别上传。'],
    ['The file is larger than {limit} MB.', 'Split it and upload the parts.'],
  ),
  'sheet.not_a_sheet': wording(
    ['这不是表格文件（按内容判断，与文件名无关）。', '请上传 .xlsx 或 .csv 文件。'],
    ['This is no spreadsheet, whatever its name says.', 'Upload an .xlsx or .csv file.'],
  ),
  'sheet.old_xls': wording(
    ['这是旧版 Excel 97–2003 文件 (.xls)，不能读取。', saveAsXlsxZh],
    ['This is an old Excel 97–2003 file (.xls), which is not read.', saveAsXlsxEn],
  ),
  'sheet.other_format': wording(
    ['文件内容是 {format}，不能读取。', saveAsXlsxZh],
    ['The content of the file is {format}, which is not read.', saveAsXlsxEn],
  ),
  'sheet.encrypted': wording(
    ['文件设有打开密码。', '请在 Excel 或 WPS 中取消密码，保存后再上传。'],
    [
      'The file is protected by a password.',
      'Remove the password in Excel or WPS and upload again.',
    ],
  ),
  'sheet.damaged': wording(
    ['文件已损坏，读不完整。', '请在 Excel 或 WPS 中打开确认，另存一份后再上传。'],
    ['The file is damaged and cannot be read to its end.', 'Open it in Excel or WPS, save a copy.'],
  ),
  'sheet.zip_bomb': wording(
    [
      '文件解压后过大（超过 {limit} MB 或压缩比异常）。',
      '请删除多余的工作表、图片和空白格式后再上传。',
    ],
    [
      'The file unpacks to too much (over {limit} MB, or an abnormal ratio).',
      'Remove needless sheets, pictures and formatted empty cells.',
    ],
  ),
  'sheet.too_many_rows': wording(
    ['超过 {limit} 行。', '请拆成几个文件分别上传。'],
    ['There are more than {limit} rows.', 'Split it and upload the parts.'],
  ),
  'sheet.too_many_columns': wording(
    ['第 {row} 行超过 {limit} 列。', '请删除表格右侧多余的列。'],
    ['Row {row} has more than {limit} columns.', 'Delete the needless columns at the right.'],
  ),
  'sheet.sheet_not_found': wording(
    ['没有名为“{sheet}”的工作表；文件里有：{names}。', '请改工作表名，或选择其中一个。'],
    [
      'There is no sheet “{sheet}”; the file has: {names}.',
      'Rename the sheet or choose one of these.',
    ],
  ),
  'sheet.no_rows': wording(
    ['工作表“{sheet}”里没有数据。', '请确认数据在第一个可见的工作表。'],
    ['The sheet “{sheet}” holds no data.', 'See that the data is on the first visible sheet.'],
  ),
  'sheet.encoding_unknown': wording(
    ['文字编码无法识别（不是 UTF-8、GBK/GB18030 或 UTF-16）。', '请另存为“CSV UTF-8”或 .xlsx。'],
    ['The encoding is none of UTF-8, GBK/GB18030, UTF-16.', 'Save it as “CSV UTF-8” or as .xlsx.'],
  ),
  'sheet.quote_not_closed': wording(
    ['第 {row} 行开始的双引号没有结束。', '请检查这一行的引号，或改用 .xlsx 上传。'],
    ['A quotation mark opened in row {row} is never closed.', 'Check that row, or upload .xlsx.'],
  ),
  'table.header_not_found': wording(
    [
      '前 {searched} 行里找不到表头。需要的列：{required}。',
      '请使用下载的模板，或在列对应中手工指定。',
    ],
    [
      'No header row was found in the first {searched} rows. Required columns: {required}.',
      'Use the template, or map the columns by hand.',
    ],
  ),
  'table.columns_missing': wording(
    ['第 {row} 行表头缺少必填列：{missing}。', '请补上这些列，或在列对应中手工指定。'],
    [
      'The header in row {row} lacks required columns: {missing}.',
      'Add them, or map them by hand.',
    ],
  ),
  'table.columns_collide': wording(
    ['“{title}”对应了多列：{headers}。', '一个目标只能对应一列，请删除或改名其中的列。'],
    ['Several columns stand for “{title}”: {headers}.', 'Keep one; delete or rename the others.'],
  ),
} as const satisfies { [code: string]: Wording };

/** A value that is refused in its cell; the row is invalid, the rest of the table is read on. */
export const cellWordings = {
  'cell.required': wording(['{title}未填写。', '请填写。'], ['{title} is missing.', 'Fill it in.']),
  'cell.too_long': wording(
    ['{title}超过 {max} 个字符。', '请缩短。'],
    ['{title} is longer than {max} characters.', 'Shorten it.'],
  ),
  'cell.not_money': wording(
    ['不是金额。', '请填数字，如 12345.60。'],
    ['This is not an amount.', 'Enter a number such as 12345.60.'],
  ),
  'cell.money_negative': wording(
    ['{title}不能为负数。', '请核对正负号。'],
    ['{title} cannot be negative.', 'Check the sign.'],
  ),
  'cell.money_decimals': wording(
    ['金额超过两位小数。', '请四舍五入到分（公式可用 ROUND(…,2)）。'],
    ['The amount has more than two decimals.', 'Round it to the fen, e.g. ROUND(…,2).'],
  ),
  'cell.money_too_large': wording(
    ['金额超过 {max} 元。', '请核对单位与小数点。'],
    ['The amount is above {max} yuan.', 'Check the unit and the decimal point.'],
  ),
  'cell.not_a_date': wording(
    ['不是日期。', '请按 2026-11-05 填写。'],
    ['This is not a date.', 'Write it as 2026-11-05.'],
  ),
  'cell.date_does_not_exist': wording(
    ['日历上没有这一天。', '请核对年月日。'],
    ['There is no such day in the calendar.', 'Check year, month and day.'],
  ),
  'cell.not_a_month': wording(
    ['不是月份。', '请按 2026-11 填写。'],
    ['This is not a month.', 'Write it as 2026-11.'],
  ),
  'cell.not_a_number': wording(
    ['不是数字。', '请填数字，如 21.75。'],
    ['This is not a number.', 'Enter a number such as 21.75.'],
  ),
  'cell.not_an_integer': wording(
    ['不是整数。', '请填整数，如 12。'],
    ['This is not a whole number.', 'Enter a whole number such as 12.'],
  ),
  'cell.number_decimals': wording(
    ['超过 {max} 位小数。', '请减少小数位。'],
    ['There are more than {max} decimals.', 'Use fewer decimals.'],
  ),
  'cell.number_out_of_range': wording(
    ['应在 {min} 到 {max} 之间。', '请核对。'],
    ['It must lie between {min} and {max}.', 'Check it.'],
  ),
  'cell.not_a_rate': wording(
    ['不是比例。', '请填百分比，如 5%，或小数，如 0.05。'],
    ['This is not a rate.', 'Enter a percentage such as 5% or a decimal such as 0.05.'],
  ),
  'cell.not_a_choice': wording(
    ['“{value}”不在可选项中：{choices}。', '请从下拉列表中选择。'],
    ['“{value}” is none of: {choices}.', 'Choose from the list.'],
  ),
  'cell.not_an_identifier': wording(
    ['只能包含数字、字母和 - _ / . 。', '请去掉其他字符。'],
    ['Only digits, letters and - _ / . are allowed.', 'Remove the other characters.'],
  ),
  'cell.number_lost_digits': wording(
    ['号码以数字格式保存，第 15 位以后已丢失。', '请先把该列设为“文本”格式，再重新输入完整号码。'],
    [
      'The number was stored as a numeric value; digits beyond the 15th are lost.',
      'Format the column as text and enter the whole number again.',
    ],
  ),
  'cell.formula_error': wording(
    ['公式结果为错误值 {value}。', '请修正公式，或粘贴为数值。'],
    ['The formula gives the error {value}.', 'Correct the formula, or paste the value.'],
  ),
  'cell.formula_without_value': wording(
    ['公式没有保存计算结果。', '请在 Excel 或 WPS 中打开并保存一次，或粘贴为数值。'],
    [
      'The formula holds no computed value.',
      'Open and save it in Excel or WPS, or paste the value.',
    ],
  ),
  'cell.merged': wording(
    ['数据区不能使用合并单元格。', '请取消合并，逐行填写。'],
    ['Merged cells are not allowed among the data.', 'Unmerge them and fill in every row.'],
  ),
} as const satisfies { [code: string]: Wording };

export type SheetCode = keyof typeof sheetWordings;
export type CellCode = keyof typeof cellWordings;

/** Why a file or its table is refused; the facts fill its wording. */
export type SheetFailure = { readonly code: SheetCode; readonly facts: Facts };

export function describe(words: Wording, facts: Facts, locale: Locale): Words {
  const fill = (text: string) =>
    text.replace(/\{(\w+)\}/g, (hole, name: string) => String(facts[name] ?? hole));
  return { message: fill(words[locale].message), howToFix: fill(words[locale].howToFix) };
}

export function describeSheetFailure(failure: SheetFailure, locale: Locale): Words {
  return describe(sheetWordings[failure.code], failure.facts, locale);
}
