import {
  addSeconds,
  daysBetween,
  type Fen,
  fen,
  formatYuan,
  type Instant,
  type PlainDate,
  plainDate,
} from '@heyi/kernel';
import type { Bank } from './bank.ts';
import { type AccountRow, bankReference, type EntryRow } from './book.store.ts';
import { distort, type StatementFault } from './statement-fault.ts';

export type WireStatementLine = {
  sequence: number;
  bank_reference: string;
  kind: EntryRow['kind'];
  booked_at: Instant;
  booked_on: string;
  direction: 'debit' | 'credit';
  amount: string;
  balance: string;
  counterparty_account: string | null;
  counterparty_name: string | null;
  text: string;
  reference: string | null;
};

export const statementLinesMax = 500;

/** A page of an account's day, oldest first; go on after the last `sequence` while `has_more`. */
export function listStatement(
  bank: Bank,
  account: string,
  day: PlainDate,
  page: { after: number; limit: number },
) {
  const rows = entriesOf(bank, account, day, page.after, page.limit + 1);
  const lines = rows.slice(0, page.limit).map(wireLine);
  return { account, day, lines, has_more: rows.length > page.limit };
}

/** As the statement tells them; an account with faults is told as a whole, and cut afterwards. */
function entriesOf(
  bank: Bank,
  account: string,
  day: PlainDate,
  after: number,
  limit: number,
): readonly EntryRow[] {
  const faults = bank.book.statementFaults.all(account) as StatementFault[];
  if (faults.length === 0) {
    return bank.book.entriesOfDay.all(account, day, after, limit) as EntryRow[];
  }
  const told = distort(bank.book.entriesOfDay.all(account, day, 0, -1) as EntryRow[], faults);
  const rest = told.filter(({ sequence }) => sequence > after);
  return limit < 0 ? rest : rest.slice(0, limit);
}

/** An account's day with both balances. Those of faults that do not add up are the book's own. */
function dayOf(bank: Bank, account: string, day: PlainDate) {
  const rows = entriesOf(bank, account, day, 0, -1);
  const before = bank.book.balanceBefore.get(account, day) as { balance: Fen } | undefined;
  const opening = fen(before?.balance ?? 0);
  const last = bank.book.entriesOfDay.all(account, day, 0, -1).at(-1) as EntryRow | undefined;
  const faults = bank.book.statementFaults.all(account) as StatementFault[];
  const follows = faults.every(({ adds_up }) => adds_up === 1);
  const told = rows.reduce((sum, { amount }) => sum + amount, opening as number);
  return { rows, opening, closing: follows ? fen(told) : (last?.balance ?? opening) };
}

const fileColumns = [
  '交易日期',
  '银行流水号',
  '业务参考号',
  '对方户名',
  '对方账号',
  '收入金额',
  '支出金额',
  '余额',
  '摘要',
];

/** The account's day in the bank's own layout: facts above, a table of lines below; CSV in UTF-8. */
export function exportStatementFile(bank: Bank, account: AccountRow, day: PlainDate): string {
  const { rows, opening, closing } = dayOf(bank, account.account, day);
  const head = [
    ['账号', account.account],
    ['日期', day],
    ['期初余额', formatYuan(opening)],
    ['期末余额', formatYuan(closing)],
    ['笔数', String(rows.length)],
  ];
  const lines = rows.map((row) => [
    row.booked_on,
    bankReference(row.booked_on, row.journal),
    row.reference ?? '',
    row.counterparty_name ?? '',
    row.counterparty_account ?? '',
    row.amount > 0 ? formatYuan(row.amount) : '',
    row.amount < 0 ? formatYuan(fen(-row.amount)) : '',
    formatYuan(row.balance),
    row.text,
  ]);
  const text = [...head, fileColumns, ...lines].map((cells) => cells.map(quoted).join(','));
  return `\uFEFF${text.join('\r\n')}\r\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function wireLine(row: EntryRow): WireStatementLine {
  return {
    sequence: row.sequence,
    bank_reference: bankReference(row.booked_on, row.journal),
    kind: row.kind,
    booked_at: row.booked_at,
    booked_on: row.booked_on,
    direction: row.amount < 0 ? 'debit' : 'credit',
    amount: formatYuan(fen(Math.abs(row.amount))),
    balance: formatYuan(row.balance),
    counterparty_account: row.counterparty_account,
    counterparty_name: row.counterparty_name,
    text: row.text,
    reference: row.reference,
  };
}

/** The account's day as an ISO 20022 camt.053.001.08 document. */
export function exportCamt053(
  bank: Bank,
  account: AccountRow,
  day: PlainDate,
  now: Instant,
): string {
  const { rows, opening, closing } = dayOf(bank, account.account, day);
  // One statement a day since the account was opened: the numbers have no gap.
  const number = daysBetween(plainDate(account.opened_on), day) + 1;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>STMT-${account.account.slice(-12)}-${day}</MsgId><CreDtTm>${now}</CreDtTm></GrpHdr>
<Stmt><Id>${account.account.slice(-12)}-${day}</Id><ElctrncSeqNb>${number}</ElctrncSeqNb>
<CreDtTm>${now}</CreDtTm>
<FrToDt><FrDtTm>${day}T00:00:00+08:00</FrDtTm><ToDtTm>${day}T23:59:59+08:00</ToDtTm></FrToDt>
<Acct><Id><Othr><Id>${account.account}</Id></Othr></Id><Ccy>CNY</Ccy>
<Nm>${xml(account.name)}</Nm></Acct>
${balanceXml('OPBD', opening, day)}
${balanceXml('CLBD', closing, day)}
${rows.map(entryXml).join('\n')}
</Stmt></BkToCstmrStmt></Document>
`;
}

function balanceXml(type: 'OPBD' | 'CLBD', amount: Fen, day: PlainDate): string {
  const kind = `<Tp><CdOrPrtry><Cd>${type}</Cd></CdOrPrtry></Tp>`;
  return `<Bal>${kind}${amountXml(amount)}<Dt><Dt>${day}</Dt></Dt></Bal>`;
}

function amountXml(amount: Fen): string {
  const side = amount < 0 ? 'DBIT' : 'CRDT';
  const text = formatYuan(fen(Math.abs(amount)));
  return `<Amt Ccy="CNY">${text}</Amt><CdtDbtInd>${side}</CdtDbtInd>`;
}

function entryXml(row: EntryRow): string {
  const receipt = bankReference(row.booked_on, row.journal);
  const reversal = row.kind === 'reversal' || row.kind === 'return';
  const family = row.amount < 0 ? 'ICDT' : 'RCDT';
  const party = row.amount < 0 ? 'Cdtr' : 'Dbtr';
  const at = `${addSeconds(row.booked_at, 8 * 3600).slice(0, 19)}+08:00`;
  const name = row.counterparty_name === null ? '' : `<Nm>${xml(row.counterparty_name)}</Nm>`;
  const number = xml(row.counterparty_account ?? 'NOTPROVIDED');
  const account = `<${party}Acct><Id><Othr><Id>${number}</Id></Othr></Id></${party}Acct>`;
  const endToEnd = xml(row.reference ?? 'NOTPROVIDED');
  return [
    `<Ntry><NtryRef>${row.sequence}</NtryRef>${amountXml(row.amount)}`,
    reversal ? '<RvslInd>true</RvslInd>' : '',
    `<Sts><Cd>BOOK</Cd></Sts><BookgDt><DtTm>${at}</DtTm></BookgDt>`,
    `<ValDt><Dt>${row.booked_on}</Dt></ValDt><AcctSvcrRef>${receipt}</AcctSvcrRef>`,
    `<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>${family}</Cd>`,
    `<SubFmlyCd>OTHR</SubFmlyCd></Fmly></Domn></BkTxCd>`,
    `<NtryDtls><TxDtls><Refs><EndToEndId>${endToEnd}</EndToEndId></Refs>`,
    `<RltdPties><${party}><Pty>${name}</Pty></${party}>${account}</RltdPties>`,
    `<RmtInf><Ustrd>${xml(row.text)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`,
  ].join('');
}

function xml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
