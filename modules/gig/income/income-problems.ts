import type { CustomProblem } from '@heyi/platform';
import { rowProblem, type Said } from '../worker/worker-problems.ts';
import type { IncomeLineCode } from './income-line.ts';

type Place = { readonly key: string; readonly problem: CustomProblem };

const at = (key: string, code: IncomeLineCode, zh: Said, en: Said): Place => ({
  key,
  problem: rowProblem(code, zh, en),
});

/** What a row of an income sheet is refused for, and in which column. */
export const incomeProblems: Readonly<Record<IncomeLineCode, Place>> = {
  'income_line.business_id_reused': at(
    'businessId',
    'income_line.business_id_reused',
    ['这个业务编号已报过别的内容。', '一个编号只对应一笔收入；更正请另报一条负数。'],
    ['The business id was reported with other content.', 'Correct it by a negative line.'],
  ),
  'worker.not_found': at(
    'externalWorkerId',
    'worker.not_found',
    ['没有登记这个从业人员。', '请先登记，再报收入。'],
    ['No such worker is registered.', 'Register the worker first.'],
  ),
  'worker.not_admissible': at(
    'externalWorkerId',
    'worker.not_admissible',
    ['此人不予准入或已退出。', '请在从业人员页面查看原因。'],
    ['The worker was refused or has left.', 'See the reasons on the page of the worker.'],
  ),
  'income_line.business_income': at(
    'incomeKind',
    'income_line.business_income',
    ['经营所得由个体工商户自行申报，不在这里发放和扣缴。', '不得把劳务报酬改报为经营所得。'],
    ['Business income is declared by the business itself.', 'Labour pay must not be renamed so.'],
  ),
  'income_line.amount_zero': at(
    'amount',
    'income_line.amount_zero',
    ['金额为零。', '请删除这一行或填写金额。'],
    ['The amount is zero.', 'Remove the row, or enter the amount.'],
  ),
  'income_line.amount_too_large': at(
    'amount',
    'income_line.amount_too_large',
    ['单笔超过一千万元。', '请核对金额单位。'],
    ['The amount is above ten million yuan.', 'Check the unit.'],
  ),
  'income_line.in_future': at(
    'acceptedOn',
    'income_line.in_future',
    ['验收日期或所属月在将来。', '只报已验收的任务。'],
    ['The acceptance or the month lies in the future.', 'Report accepted work only.'],
  ),
  'income_line.correction_unnamed': at(
    'correctsBusinessId',
    'income_line.correction_unnamed',
    ['负数须写明更正哪一条，正数不写。', '请填写被更正的业务编号。'],
    ['A negative line names what it corrects, others do not.', 'Enter the business id.'],
  ),
  'income_line.corrected_unknown': at(
    'correctsBusinessId',
    'income_line.corrected_unknown',
    ['找不到被更正的那一条，或种类不同。', '请核对业务编号和所得项目。'],
    ['The corrected line is not on file, or of another kind.', 'Check id and kind.'],
  ),
  'income_line.correction_too_large': at(
    'amount',
    'income_line.correction_too_large',
    ['更正合计超过原金额。', '请核对以前的更正。'],
    ['Corrections exceed the line.', 'Look at the earlier corrections.'],
  ),
  'income_line.already_withdrawn': at(
    'amount',
    'income_line.already_withdrawn',
    ['这笔收入已提现，余额不够冲减。', '请与从业人员另行结算。'],
    ['The income was withdrawn, the balance is too low.', 'Settle it with the worker.'],
  ),
};
