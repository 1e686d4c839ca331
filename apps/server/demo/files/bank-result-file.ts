import type { Cell, Sheet } from './workbook.ts';

export type BankResultLine = {
  readonly account: string;
  readonly name: string;
  /** Yuan. */
  readonly amount: string;
  /** Null: paid. */
  readonly failure: string | null;
};

/** The result file of a bank without a link, as its online counter exports it. */
export function bankResultSheet(title: string, lines: readonly BankResultLine[]): Sheet {
  return {
    name: '代发结果',
    widths: [8, 24, 16, 14, 10, 30, 24],
    merges: ['A1:G1'],
    rows: [
      [{ text: title, tone: 'title' }],
      ['序号', '收款账号', '户名', '金额', '处理结果', '失败原因', '银行流水号'].map(
        (text): Cell => ({ text, tone: 'header' }),
      ),
      ...lines.map(({ account, name, amount, failure }, index): Cell[] => [
        { number: String(index + 1) },
        account,
        name,
        { number: amount },
        failure === null ? '成功' : '失败',
        failure === null ? null : { text: failure, tone: 'red' },
        failure === null ? `YH${account.slice(-8)}${String(index + 1).padStart(4, '0')}` : null,
      ]),
    ],
  };
}
