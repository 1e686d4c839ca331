import { type Fen, parsePlainDate, parseYuan } from '@heyi/kernel';
import { readTable } from '@heyi/platform';
import type { AccountStatement, BankLine } from './statement.ts';
import { lineOfRow, movedBy, statementColumns } from './statement-columns.ts';
import { UnreadableStatement } from './unreadable-statement.ts';

/** What stands above the table: one fact a row, its name in the first cell. */
const headFacts = ['账号', '日期', '期初余额', '期末余额', '笔数'] as const;
type HeadFact = (typeof headFacts)[number];

/**
 * Reads a bank's own statement file: CSV in UTF-8 or GB18030, with the account, the day and both
 * balances above the table of lines.
 */
export async function readBankFile(content: Buffer): Promise<AccountStatement> {
  const head = headOf(content);
  const [day, opening, closing] = [
    parsePlainDate(head.get('日期') ?? ''),
    amountIn(head, '期初余额'),
    amountIn(head, '期末余额'),
  ];
  if (day === null) throw new UnreadableStatement('文件没有写明日期');
  const lines = head.get('笔数') === '0' ? [] : await linesOf(content);
  if (head.has('笔数') && head.get('笔数') !== String(lines.length)) {
    throw new UnreadableStatement(`文件写明 ${head.get('笔数')} 笔，实有 ${lines.length} 笔`);
  }
  const account = head.get('账号') ?? null;
  return { account, currency: null, from: day, until: day, opening, closing, lines };
}

function headOf(content: Buffer): Map<HeadFact, string> {
  const head = new Map<HeadFact, string>();
  const start = decoded(content.subarray(0, 4096));
  for (const row of start.split(/\r?\n/).slice(0, headFacts.length + 1)) {
    const [name = '', value = ''] = row.replace(/^\uFEFF/, '').split(',');
    const fact = headFacts.find((one) => one === name.trim());
    if (fact && value !== '') head.set(fact, value.trim());
  }
  return head;
}

/** A piece may end inside a character: only whole files are refused for that. */
function decoded(piece: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(piece, { stream: true });
  } catch {
    return new TextDecoder('gb18030').decode(piece);
  }
}

function amountIn(head: ReadonlyMap<HeadFact, string>, fact: HeadFact): Fen | null {
  const written = head.get(fact);
  if (written === undefined) return null;
  const amount = parseYuan(written);
  if (amount === null) throw new UnreadableStatement(`${fact}有误：${written}`);
  return amount;
}

async function linesOf(content: Buffer): Promise<BankLine[]> {
  const lines: BankLine[] = [];
  let wrong: string | null = null;
  const read = await readTable(content, statementColumns, {}, (row) => {
    if (row.ok) {
      if (movedBy(row.values) !== 0) lines.push(lineOfRow(row.values));
    } else
      wrong ??= `第 ${row.row} 行：${(row.errors[0]?.message ?? '格式有误').replace(/。$/, '')}`;
  });
  if (!read.ok) throw new UnreadableStatement('文件中没有找到对账单明细表');
  if (wrong !== null) throw new UnreadableStatement(wrong);
  return lines;
}
