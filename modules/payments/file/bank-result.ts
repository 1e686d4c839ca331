import type { Fen } from '@heyi/kernel';
import type { ColumnSpec, RowValues } from '@heyi/platform';
import type { PayOrderState } from '../order/pay-order.ts';

/** The columns of a bank's result file, under the headers that banks use. */
export const bankResultColumns = [
  {
    kind: 'identifier',
    key: 'payeeAccount',
    title: '收款账号',
    titleEn: 'Payee account',
    synonyms: ['账号', '卡号', '收款人账号', '收款方账号'],
    required: true,
    sample: '6222020200012345678',
  },
  {
    kind: 'text',
    key: 'payeeName',
    title: '户名',
    titleEn: 'Payee name',
    synonyms: ['收款户名', '收款人', '收款人姓名', '收款人名称', '姓名'],
    required: true,
    sample: '李文静',
  },
  {
    kind: 'money',
    key: 'amount',
    title: '金额',
    titleEn: 'Amount',
    synonyms: ['交易金额', '付款金额', '实发金额'],
    required: true,
    sample: '8300.50',
  },
  {
    kind: 'choice',
    key: 'state',
    title: '状态',
    titleEn: 'State',
    synonyms: ['处理结果', '交易状态', '交易结果', '处理状态'],
    required: true,
    sample: '成功',
    choices: [
      {
        code: 'succeeded',
        label: '成功',
        labelEn: 'succeeded',
        synonyms: ['交易成功', '付款成功', '处理成功', '已支付'],
      },
      {
        code: 'failed',
        label: '失败',
        labelEn: 'failed',
        synonyms: ['交易失败', '付款失败', '处理失败', '拒绝'],
      },
      {
        code: 'returned',
        label: '退汇',
        labelEn: 'returned',
        synonyms: ['已退汇', '退票', '退款'],
      },
    ],
  },
  {
    kind: 'text',
    key: 'reason',
    title: '失败原因',
    titleEn: 'Reason',
    synonyms: ['原因', '结果说明', '错误信息', '备注', '退汇原因'],
    sample: '',
  },
  {
    kind: 'text',
    key: 'bankReference',
    title: '银行流水号',
    titleEn: 'Bank reference',
    synonyms: ['流水号', '交易流水号', '核心流水号'],
    maxLength: 64,
  },
  {
    kind: 'text',
    key: 'reference',
    title: '业务参考号',
    titleEn: 'Reference',
    synonyms: ['参考号', '业务编号', '客户流水号'],
    maxLength: 30,
  },
] as const satisfies readonly ColumnSpec[];

export type BankResultRow = RowValues<typeof bankResultColumns>;

/** The words banks use, as a reason in the spirit of ISO 20022. */
const reasonCodes: readonly [RegExp, string][] = [
  [/户名|姓名不符/, 'BE01'],
  [/销户/, 'AC04'],
  [/冻结|二类|止付|限制/, 'AC06'],
  [/联行号|行号/, 'RC01'],
  [/账号|卡号|账户不存在/, 'AC01'],
  [/限额/, 'AM02'],
  [/余额不足/, 'AM04'],
];

export function codeOfReason(reason: string | null): string {
  return reasonCodes.find(([pattern]) => pattern.test(reason ?? ''))?.[1] ?? 'NARR';
}

/** What the file is compared with. */
export type ResultCandidate = {
  reference: string;
  payeeAccount: string;
  payeeName: string;
  amount: Fen;
  state: PayOrderState;
};

export type ResultProblem =
  | 'bank_result.order_unknown'
  | 'bank_result.ambiguous'
  | 'bank_result.account_differs'
  | 'bank_result.name_differs'
  | 'bank_result.amount_differs'
  | 'bank_result.not_sent'
  | 'bank_result.contradicts';

/** What may become of an order by a result file: it never turns a known outcome round. */
const allowed: Record<string, readonly PayOrderState[]> = {
  succeeded: ['sent', 'unknown', 'manual'],
  failed: ['sent', 'unknown', 'manual'],
  returned: ['sent', 'unknown', 'manual', 'succeeded'],
};

/** The problem of a row with the order it names; null when the row moves the order on. */
export function judgeResult(row: BankResultRow, order: ResultCandidate): ResultProblem | null {
  if (row.payeeAccount !== order.payeeAccount) return 'bank_result.account_differs';
  if (row.payeeName !== order.payeeName) return 'bank_result.name_differs';
  if (row.amount !== order.amount) return 'bank_result.amount_differs';
  if (order.state === 'queued' || order.state === 'held') return 'bank_result.not_sent';
  return allowed[row.state]!.includes(order.state) ? null : 'bank_result.contradicts';
}

type Words = { message: string; howToFix: string };

export const resultWording: Record<ResultProblem, { 'zh-CN': Words; en: Words }> = {
  'bank_result.order_unknown': {
    'zh-CN': { message: '本批次没有这笔付款。', howToFix: '请确认结果文件属于这个付款批次。' },
    en: { message: 'The batch has no such order.', howToFix: 'Check that the file belongs to it.' },
  },
  'bank_result.ambiguous': {
    'zh-CN': { message: '有几笔同账号同金额的付款，无法区分。', howToFix: '请补上业务参考号列。' },
    en: { message: 'Several orders look the same.', howToFix: 'Add the reference column.' },
  },
  'bank_result.account_differs': {
    'zh-CN': { message: '收款账号与付款指令不一致。', howToFix: '请核对业务参考号与账号。' },
    en: { message: 'The account differs from the order.', howToFix: 'Check the reference.' },
  },
  'bank_result.name_differs': {
    'zh-CN': { message: '户名与付款指令不一致。', howToFix: '请核对收款人；不要修改结果文件。' },
    en: { message: 'The name differs from the order.', howToFix: 'Check the payee.' },
  },
  'bank_result.amount_differs': {
    'zh-CN': { message: '金额与付款指令不一致。', howToFix: '请与银行核对这笔付款。' },
    en: { message: 'The amount differs from the order.', howToFix: 'Ask the bank.' },
  },
  'bank_result.not_sent': {
    'zh-CN': { message: '这笔付款尚未导出指令文件。', howToFix: '请先生成付款指令文件。' },
    en: { message: 'The order is in no file yet.', howToFix: 'Release the file first.' },
  },
  'bank_result.contradicts': {
    'zh-CN': { message: '与已有的付款结果矛盾。', howToFix: '请向银行核实，必要时转人工处理。' },
    en: { message: 'It contradicts the known outcome.', howToFix: 'Ask the bank.' },
  },
};
