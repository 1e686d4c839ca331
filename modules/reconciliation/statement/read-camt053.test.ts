import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatId, newId } from '@heyi/kernel';
import { readCamt053 } from './read-camt053.ts';
import { UnreadableStatement } from './unreadable-statement.ts';

const order = formatId('pay', newId());
const batch = formatId('pfl', newId());

const balance = (code: string, amount: string, day: string, side = 'CRDT') =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">${amount}</Amt>` +
  `<CdtDbtInd>${side}</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;

type EntryFacts = {
  amount?: string;
  side?: string;
  status?: string;
  booked?: string;
  reference?: string;
  more?: string;
};

const entry = ({
  amount = '100.00',
  side = 'DBIT',
  status = '<Sts><Cd>BOOK</Cd></Sts>',
  booked = '<DtTm>2026-11-23T09:30:00+08:00</DtTm>',
  reference = '<AcctSvcrRef>B1</AcctSvcrRef>',
  more = '',
}: EntryFacts = {}) =>
  `<Ntry><NtryRef>1</NtryRef><Amt Ccy="CNY">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd>${status}` +
  `<BookgDt>${booked}</BookgDt>${reference}${more}</Ntry>`;

const document = (entries: string, rest = '') =>
  Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">` +
      `<BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>S</Id>` +
      `<FrToDt><FrDtTm>2026-11-23T00:00:00+08:00</FrDtTm><ToDtTm>2026-11-23T23:59:59+08:00</ToDtTm></FrToDt>` +
      `<Acct><Id><Othr><Id>110900000000019</Id></Othr></Id><Ccy>CNY</Ccy></Acct>${rest}` +
      `${balance('OPBD', '1000.00', '2026-11-23')}${balance('CLBD', '900.00', '2026-11-23')}` +
      `${entries}</Stmt></BkToCstmrStmt></Document>`,
  );

test('camt.053：账户、币种、起止、期初期末、一行明细的各项', () => {
  const details =
    `<NtryDtls><TxDtls><Refs><EndToEndId>${order}</EndToEndId></Refs><RltdPties>` +
    `<Cdtr><Pty><Nm>阿依古丽·买买提 &amp; 䶮</Nm></Pty></Cdtr>` +
    `<CdtrAcct><Id><Othr><Id>6222020200012345678</Id></Othr></Id></CdtrAcct></RltdPties>` +
    `<RmtInf><Ustrd>2026年11月工资</Ustrd></RmtInf></TxDtls></NtryDtls>`;
  const [statement] = readCamt053(document(entry({ more: details })));
  assert.deepEqual(statement, {
    account: '110900000000019',
    currency: 'CNY',
    from: '2026-11-23',
    until: '2026-11-23',
    opening: 100_000,
    closing: 90_000,
    lines: [
      {
        bankReference: 'B1',
        kind: 'transfer',
        bookedOn: '2026-11-23',
        bookedAt: '2026-11-23T09:30:00+08:00',
        amount: -10_000,
        balance: null,
        reference: order,
        counterpartyName: '阿依古丽·买买提 & 䶮',
        counterpartyAccount: '6222020200012345678',
        remark: '2026年11月工资',
      },
    ],
  });
});

const oneDetail = (reference: string) =>
  `<NtryDtls><TxDtls><Refs><EndToEndId>${reference}</EndToEndId></Refs></TxDtls></NtryDtls>`;

const entries: [title: string, entry: string, seen: object | null][] = [
  ['收款是到款', entry({ side: 'CRDT' }), { kind: 'receipt', amount: 10_000, reference: null }],
  [
    '冲正标志',
    entry({ side: 'CRDT', more: `<RvslInd>true</RvslInd>${oneDetail(order)}` }),
    { kind: 'reversal', reference: order },
  ],
  [
    '带我方参考号的进账是退回，不是到款',
    entry({ side: 'CRDT', more: oneDetail(order) }),
    { kind: 'reversal', amount: 10_000 },
  ],
  ['银行写 NOTPROVIDED 等于没有', entry({ more: oneDetail('NOTPROVIDED') }), { reference: null }],
  [
    '一行是整批：取批次号',
    entry({
      more:
        `<NtryDtls><Btch><PmtInfId>${batch}</PmtInfId></Btch>` +
        `<TxDtls><Refs><EndToEndId>${order}</EndToEndId></Refs></TxDtls>` +
        `<TxDtls><Refs><EndToEndId>x</EndToEndId></Refs></TxDtls></NtryDtls>`,
    }),
    { reference: batch },
  ],
  ['旧版本的状态写法', entry({ status: '<Sts>BOOK</Sts>' }), { amount: -10_000 }],
  [
    '只有日期',
    entry({ booked: '<Dt>2026-11-23</Dt>' }),
    { bookedOn: '2026-11-23', bookedAt: null },
  ],
  [
    '没有时区的时间是北京时间',
    entry({ booked: '<DtTm>2026-11-23T09:30:00</DtTm>' }),
    { bookedAt: '2026-11-23T09:30:00+08:00' },
  ],
  ['没有银行流水号用行号', entry({ reference: '' }), { bankReference: '1' }],
  ['在途的不算', entry({ status: '<Sts><Cd>PDNG</Cd></Sts>' }), null],
  ['零金额不算', entry({ amount: '0.00' }), null],
];

for (const [title, written, seen] of entries) {
  test(`camt.053 明细：${title}`, () => {
    const [line] = readCamt053(document(written))[0]!.lines;
    if (seen === null) assert.equal(line, undefined);
    else assert.partialDeepStrictEqual(line, seen);
  });
}

test('camt.053：带命名空间前缀、透支余额、一个文件几个账户', () => {
  const prefixed = document(entry())
    .toString()
    .replaceAll(/<(\/?)(?=[A-Z])/g, '<$1c:')
    .replace('xmlns=', 'xmlns:c=');
  assert.equal(readCamt053(Buffer.from(prefixed))[0]!.lines.length, 1);
  const overdrawn = document('').toString().replace('CRDT</CdtDbtInd><Dt>', 'DBIT</CdtDbtInd><Dt>');
  assert.equal(readCamt053(Buffer.from(overdrawn))[0]!.opening, -100_000);
  const two = document(entry())
    .toString()
    .replace(/<Stmt>.*<\/Stmt>/, (one) => one + one);
  assert.equal(readCamt053(Buffer.from(two)).length, 2);
});

const unreadable: [title: string, content: Buffer | string, reason: RegExp][] = [
  ['截断的文件', document(entry()).subarray(0, 700), /不是完整的 XML/],
  ['别的 XML', '<html><body>x</body></html>', /没有对账单/],
  ['金额三位小数', document(entry({ amount: '1.005' })), /金额或借贷方向有误：1.005/],
  ['没有借贷方向', document(entry({ side: '' })), /金额或借贷方向有误/],
  ['负金额', document(entry({ amount: '-1.00' })), /金额或借贷方向有误/],
  ['日期不存在', document(entry({ booked: '<Dt>2026-02-30</Dt>' })), /记账日期有误/],
  [
    '文档类型声明与外部实体',
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><Document>&x;</Document>',
    /文档类型/,
  ],
  [
    '实体膨胀',
    '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><Document>&b;</Document>',
    /文档类型/,
  ],
  ['没有声明过的实体', document(entry({ more: '<AddtlNtryInf>&x;</AddtlNtryInf>' })), /XML/],
  ['不是 UTF-8', Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0xfe]), /XML/],
];

for (const [title, content, reason] of unreadable) {
  test(`camt.053 读不了：${title}`, () => {
    assert.throws(
      () => readCamt053(Buffer.from(content)),
      (error) => error instanceof UnreadableStatement && reason.test(error.message),
    );
  });
}
