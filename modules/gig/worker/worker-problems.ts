import type { CustomProblem } from '@heyi/platform';
import type { RegistrationRefusal } from './register-workers.ts';

export type Said = readonly [message: string, howToFix: string];

export function rowProblem(code: string, zh: Said, en: Said) {
  const wording = {
    'zh-CN': { message: zh[0], howToFix: zh[1] },
    en: { message: en[0], howToFix: en[1] },
  };
  return { code, wording } satisfies CustomProblem;
}

const externalIdMalformed = rowProblem(
  'gig_row.id_malformed',
  ['编号只能用字母、数字和 . : _ -，最多64位。', '请按平台系统里的编号填写。'],
  ['An id is of letters, digits and . : _ -, 64 at most.', 'Enter it as the platform has it.'],
);

/** Ids of the platform keep their case: the same text as through the API. */
export function checkExternalId(value: string): CustomProblem | null {
  return /^[\w.:-]{1,64}$/.test(value) ? null : externalIdMalformed;
}

type Place = { readonly key: string; readonly problem: CustomProblem };

const at = (key: string, code: string, zh: Said, en: Said): Place => ({
  key,
  problem: rowProblem(code, zh, en),
});

/** What a row of the workers' sheet is refused for, and in which column. */
export const registrationProblems: Readonly<Record<RegistrationRefusal, Place>> = {
  'worker.document_malformed': at(
    'documentNumber',
    'worker.document_malformed',
    ['证件号码不符合该类证件的规则。', '请对照证件核对类型和号码。'],
    ['The number does not fit the kind of document.', 'Compare both with the document.'],
  ),
  'worker.birth_date_missing': at(
    'birthDate',
    'worker.birth_date_missing',
    ['该类证件号码不含出生日期。', '请填写出生日期，准入要核对年龄。'],
    ['The number does not hold the date of birth.', 'Enter it: admission depends on the age.'],
  ),
  'worker.phone_malformed': at(
    'phone',
    'worker.phone_malformed',
    ['手机号不正确。', '请填写11位手机号；境外号码以加号开头。'],
    ['The phone number is not valid.', 'Enter 11 digits; foreign numbers begin with +.'],
  ),
  'worker.account_malformed': at(
    'accountNumber',
    'worker.account_malformed',
    ['收款账户与渠道不符，或卡号校验位不对。', '请与本人核对账户。'],
    ['The account does not fit its channel, or its check digit is wrong.', 'Ask the worker.'],
  ),
  'worker.channel_not_open': at(
    'channel',
    'worker.channel_not_open',
    ['本客户未开通这个收款渠道。', '请换一个渠道，或先在准入设置中开通。'],
    ['The channel is not open for this client.', 'Choose another, or open it in the settings.'],
  ),
  'worker.already_registered': at(
    'externalWorkerId',
    'worker.already_registered',
    ['这个编号已登记，内容不同。', '请核对编号；账户变更请用账户变更。'],
    ['The id is registered with other content.', 'Check the id; change an account by itself.'],
  ),
  'worker.document_taken': at(
    'documentNumber',
    'worker.document_taken',
    ['同一客户下这个证件已有人登记。', '一人只登记一次，请核对。'],
    ['The document is registered for this client.', 'A person registers once; check it.'],
  ),
  'agreement.version_unknown': at(
    'cooperationVersion',
    'agreement.version_unknown',
    ['没有这个协议版本。', '请先发布该版本的协议文本，或核对协议与授权的版本。'],
    ['There is no such version of the agreement.', 'Publish it, or check both versions.'],
  ),
  'agreement.signed_in_future': at(
    'signedOn',
    'agreement.signed_in_future',
    ['签署日期在将来。', '请核对签署日期。'],
    ['The day of signing lies in the future.', 'Check the day.'],
  ),
};
