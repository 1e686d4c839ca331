import { type Fen, fen, formatYuan, type PlainDate } from '@heyi/kernel';

export type StatementFileLine = {
  readonly bankReference: string;
  readonly bookedOn: PlainDate;
  /** Money that comes in is positive. */
  readonly amount: Fen;
  readonly counterparty: string;
  readonly text: string;
  /** Ours, where the bank carries it. */
  readonly reference: string | null;
  readonly isReversal: boolean;
};

/** camt.053.001.08 of an account from a day to a day, beginning with nothing on it. */
export function statementFile(
  account: string,
  days: { readonly from: PlainDate; readonly until: PlainDate },
  lines: readonly StatementFileLine[],
): Buffer {
  const closing = fen(lines.reduce((sum, { amount }) => sum + amount, 0));
  const { from, until } = days;
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>${account.slice(-8)}-${until}</MsgId><CreDtTm>${until}T23:59:59+08:00</CreDtTm></GrpHdr>
<Stmt><Id>${account.slice(-8)}-${until}</Id>
<FrToDt><FrDtTm>${from}T00:00:00+08:00</FrDtTm><ToDtTm>${until}T23:59:59+08:00</ToDtTm></FrToDt>
<Acct><Id><Othr><Id>${account}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>
${balanceXml('OPBD', fen(0), from)}
${balanceXml('CLBD', closing, until)}
${lines.map(lineXml).join('\n')}
</Stmt></BkToCstmrStmt></Document>
`;
  return Buffer.from(text);
}

function balanceXml(code: string, amount: Fen, day: PlainDate): string {
  const kind = `<Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>`;
  return `<Bal>${kind}${amountXml(amount)}<Dt><Dt>${day}</Dt></Dt></Bal>`;
}

function amountXml(amount: Fen): string {
  const side = amount < 0 ? 'DBIT' : 'CRDT';
  const size = formatYuan(fen(Math.abs(amount)));
  return `<Amt Ccy="CNY">${size}</Amt><CdtDbtInd>${side}</CdtDbtInd>`;
}

function lineXml(line: StatementFileLine): string {
  const party = line.amount < 0 ? 'Cdtr' : 'Dbtr';
  return [
    `<Ntry>${amountXml(line.amount)}${line.isReversal ? '<RvslInd>true</RvslInd>' : ''}`,
    `<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${line.bookedOn}</Dt></BookgDt>`,
    `<AcctSvcrRef>${escaped(line.bankReference)}</AcctSvcrRef><NtryDtls><TxDtls>`,
    line.reference === null ? '' : `<Refs><EndToEndId>${line.reference}</EndToEndId></Refs>`,
    `<RltdPties><${party}><Pty><Nm>${escaped(line.counterparty)}</Nm></Pty></${party}></RltdPties>`,
    `<RmtInf><Ustrd>${escaped(line.text)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`,
  ].join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
