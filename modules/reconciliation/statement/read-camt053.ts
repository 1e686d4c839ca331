import {
  type Fen,
  fen,
  type Instant,
  parsePlainDate,
  parseYuan,
  type PlainDate,
} from '@heyi/kernel';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { AccountStatement, BankLine } from './statement.ts';
import { kindOfLine } from './line-kind.ts';
import { UnreadableStatement } from './unreadable-statement.ts';

/** What is being read: texts by the path below the statement or the entry they stand in. */
type Texts = Map<string, string[]>;

type Draft = { texts: Texts; balances: Texts[]; entries: BankLine[] };

/** Containers whose texts are kept apart from those around them. */
const containers = new Set(['Stmt', 'Bal', 'Ntry']);
const pieceBytes = 65_536;

/**
 * Reads camt.053 of any version, piece by piece: the document never stands in memory as a tree. A
 * document type is refused, so that no entity of the file's own is ever expanded. Entries that are
 * not booked yet are left out.
 */
export function readCamt053(content: Uint8Array): AccountStatement[] {
  const statements: AccountStatement[] = [];
  const reader = openReader((statement) => statements.push(statement));
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let start = 0; start < content.length; start += pieceBytes) {
      reader.write(decoder.decode(content.subarray(start, start + pieceBytes), { stream: true }));
    }
    reader.close();
  } catch (error) {
    if (error instanceof UnreadableStatement) throw error;
    throw new UnreadableStatement('文件不是完整的 XML', { cause: error });
  }
  if (statements.length === 0) throw new UnreadableStatement('文件中没有对账单（Stmt）');
  return statements;
}

function openReader(onStatement: (statement: AccountStatement) => void) {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const path: string[] = [];
  let draft: Draft | null = null;
  /** The texts of the innermost container, and how deep it stands. */
  const open: { texts: Texts; depth: number }[] = [];
  let text = '';
  const keep = (key: string, value: string) => {
    const texts = open.at(-1)?.texts;
    if (texts) texts.set(key, [...(texts.get(key) ?? []), value]);
  };
  parser.on('doctype', () => {
    throw new UnreadableStatement('文件带有文档类型声明，不予解析');
  });
  parser.on('error', (error) => {
    throw new UnreadableStatement('文件不是完整的 XML', { cause: error });
  });
  parser.on('opentag', (tag: SaxesTagPlain) => {
    const name = localName(tag.name);
    text = '';
    path.push(name);
    if (containers.has(name)) {
      open.push({ texts: new Map(), depth: path.length });
      if (name === 'Stmt') draft = { texts: open.at(-1)!.texts, balances: [], entries: [] };
    }
    const currency = tag.attributes['Ccy'];
    if (name === 'Amt' && currency !== undefined) keep('Ccy', currency);
  });
  parser.on('text', (part) => (text += part));
  parser.on('cdata', (part) => (text += part));
  parser.on('closetag', () => {
    const inner = open.at(-1);
    if (inner && path.length > inner.depth && text.trim() !== '') {
      keep(path.slice(inner.depth).join('/'), text.trim());
    }
    text = '';
    const name = path.pop();
    if (inner === undefined || path.length >= inner.depth) return;
    open.pop();
    if (draft === null) return;
    if (name === 'Bal') draft.balances.push(inner.texts);
    if (name === 'Ntry') draft.entries.push(...lineOf(inner.texts));
    if (name === 'Stmt') {
      onStatement(statementOf(draft));
      draft = null;
    }
  });
  return parser;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function first(texts: Texts, ...keys: string[]): string | null {
  for (const key of keys) {
    const found = texts.get(key)?.[0];
    if (found !== undefined) return found;
  }
  return null;
}

function statementOf({ texts, balances, entries }: Draft): AccountStatement {
  const opening = balanceOf(balances, ['OPBD', 'PRCD']);
  const closing = balanceOf(balances, ['CLBD']);
  const dayOf = (key: 'Fr' | 'To') => dayIn(first(texts, `FrToDt/${key}DtTm`, `FrToDt/${key}Dt`));
  const booked = entries.map(({ bookedOn }) => bookedOn).toSorted();
  const from = dayOf('Fr') ?? opening?.day ?? booked[0];
  const until = dayOf('To') ?? closing?.day ?? booked.at(-1);
  if (!from || !until || until < from) throw new UnreadableStatement('对账单没有写明日期');
  const currency = first(texts, 'Acct/Ccy') ?? opening?.currency ?? closing?.currency ?? null;
  return {
    account: first(texts, 'Acct/Id/Othr/Id', 'Acct/Id/IBAN'),
    currency,
    from,
    until,
    opening: opening?.amount ?? null,
    closing: closing?.amount ?? null,
    lines: entries,
  };
}

function balanceOf(balances: readonly Texts[], codes: readonly string[]) {
  const texts = codes
    .map((code) => balances.find((one) => first(one, 'Tp/CdOrPrtry/Cd') === code))
    .find((one) => one !== undefined);
  if (!texts) return null;
  const day = dayIn(first(texts, 'Dt/Dt', 'Dt/DtTm'));
  return { amount: amountOf(texts), day, currency: first(texts, 'Ccy') };
}

function amountOf(texts: Texts): Fen {
  const written = first(texts, 'Amt');
  const amount = written === null ? null : parseYuan(written);
  const side = first(texts, 'CdtDbtInd');
  if (amount === null || amount < 0 || (side !== 'CRDT' && side !== 'DBIT')) {
    throw new UnreadableStatement(`金额或借贷方向有误：${written ?? '空'}`);
  }
  return side === 'CRDT' ? amount : fen(0 - amount);
}

/** The day in the bank's own time: what the file writes before the T. */
function dayIn(written: string | null): PlainDate | null {
  return written === null ? null : parsePlainDate(written.slice(0, 10));
}

function lineOf(texts: Texts): BankLine[] {
  const status = first(texts, 'Sts/Cd', 'Sts');
  if (status !== null && status !== 'BOOK') return [];
  const amount = amountOf(texts);
  const written = first(texts, 'BookgDt/DtTm', 'BookgDt/Dt');
  const bookedOn = dayIn(written);
  const bankReference = first(texts, 'AcctSvcrRef', 'NtryDtls/TxDtls/Refs/AcctSvcrRef', 'NtryRef');
  if (bookedOn === null) throw new UnreadableStatement(`记账日期有误：${written ?? '空'}`);
  if (bankReference === null) throw new UnreadableStatement('有明细没有银行流水号');
  if (amount === 0) return [];
  const reference = referenceOf(texts);
  const isReversal = first(texts, 'RvslInd') === 'true';
  const party = amount < 0 ? 'Cdtr' : 'Dbtr';
  const parties = `NtryDtls/TxDtls/RltdPties/${party}`;
  return [
    {
      bankReference,
      kind: kindOfLine({ amount, reference, isReversal }),
      bookedOn,
      bookedAt: instantOf(written!),
      amount,
      balance: null,
      reference,
      counterpartyName: first(texts, `${parties}/Pty/Nm`, `${parties}/Nm`),
      counterpartyAccount: provided(
        first(texts, `${parties}Acct/Id/Othr/Id`, `${parties}Acct/Id/IBAN`),
      ),
      remark: first(texts, 'NtryDtls/TxDtls/RmtInf/Ustrd', 'AddtlNtryInf'),
    },
  ];
}

/** Of an entry that is a whole batch the batch's own; of one with a single transaction, its. */
function referenceOf(texts: Texts): string | null {
  const single = texts.get('NtryDtls/TxDtls/Refs/EndToEndId') ?? [];
  const batch = first(texts, 'NtryDtls/Btch/PmtInfId', 'NtryDtls/TxDtls/Refs/PmtInfId');
  return provided(single.length === 1 ? single[0]! : batch);
}

function provided(text: string | null): string | null {
  return text === 'NOTPROVIDED' ? null : text;
}

/** With its own zone; a time without one is Shanghai's. */
function instantOf(written: string): Instant | null {
  if (!written.includes('T')) return null;
  const zoned = /(Z|[+-]\d\d:\d\d)$/.test(written) ? written : `${written}+08:00`;
  return instantIn(zoned);
}

const instantPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

function instantIn(zoned: string): Instant | null {
  return instantPattern.test(zoned) ? zoned : null;
}
