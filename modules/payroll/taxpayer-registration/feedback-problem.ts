import type { CustomProblem } from '@heyi/platform';

function problem(
  code: string,
  zh: readonly [message: string, howToFix: string],
  en: readonly [message: string, howToFix: string],
): CustomProblem {
  return {
    code,
    wording: {
      'zh-CN': { message: zh[0], howToFix: zh[1] },
      en: { message: en[0], howToFix: en[1] },
    },
  };
}

/** Why a row of the bureau's files is not taken. */
export const feedbackProblems = {
  documentType: problem(
    'taxpayer.document_type_unknown',
    ['不认识的证件类型', '请使用扣缴端导出的证件类型名称。'],
    ['Unknown document type', 'Use the names that the client program exports.'],
  ),
  notOnFile: problem(
    'taxpayer.not_on_file',
    ['该扣缴单位没有这个纳税人', '请核对文件是否属于本单位，或先采集人员信息。'],
    ['The entity has no such taxpayer', 'Check whose file it is, or collect the people first.'],
  ),
  nameDiffers: problem(
    'taxpayer.name_differs',
    ['姓名与系统中不一致', '请核对姓名和证件号码。'],
    ['The name differs from ours', 'Check name and document number.'],
  ),
  notSent: problem(
    'taxpayer.not_sent',
    ['此人尚未报送', '请先生成人员信息采集表。'],
    ['The person was not reported', 'Make the registration sheet first.'],
  ),
  reasonMissing: problem(
    'taxpayer.reason_missing',
    ['报送失败没有写明原因', '请补上扣缴端给出的失败原因。'],
    ['A failure without its reason', 'Add the reason that the client program gives.'],
  ),
  incomeItem: problem(
    'withholding_return.income_item_unknown',
    ['不认识的所得项目', '请使用扣缴端的所得项目名称。'],
    ['Unknown kind of income', 'Use the names of the client program.'],
  ),
} as const;
