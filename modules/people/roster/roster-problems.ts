import type { CustomProblem } from '@heyi/platform';

function problem(code: string, zh: readonly [string, string], en: readonly [string, string]) {
  const wording = {
    'zh-CN': { message: zh[0], howToFix: zh[1] },
    en: { message: en[0], howToFix: en[1] },
  };
  return { code, wording } satisfies CustomProblem;
}

/** What a roster row may be refused for, beside the shape of its cells. */
export const rosterProblems = {
  document: problem(
    'roster.document_malformed',
    ['证件号码与证件类型不符，或校验码不对。', '请对照证件核对；身份证共18位，末位是校验码。'],
    [
      'The number does not fit the document kind, or its check digit is wrong.',
      'Check the document.',
    ],
  ),
  phone: problem(
    'roster.phone_malformed',
    ['手机号不正确。', '请填写11位手机号，境外号码以 + 开头。'],
    ['The phone number is not valid.', 'Enter 11 digits, or + and the country code.'],
  ),
  account: problem(
    'roster.account_malformed',
    ['银行账号不正确。', '请对照银行卡核对；62开头的卡号会核对校验位。'],
    ['The account number is not valid.', 'Compare it with the card.'],
  ),
  bank: problem(
    'roster.bank_missing',
    ['填写了银行账号但没有开户行。', '请补上开户行。'],
    ['There is an account number without its bank.', 'Enter the bank.'],
  ),
  nameDiffers: problem(
    'roster.name_differs',
    ['该证件已登记为另一个姓名。', '请核对姓名和证件号；确需改名时先在人员页面修改。'],
    [
      'The document is on file under another name.',
      'Check both; change the name on its page first.',
    ],
  ),
  ends: problem(
    'roster.ends_before_start',
    ['离职日期早于入职日期。', '请核对日期。'],
    ['The last day is before the first.', 'Check the days.'],
  ),
  startsAfterRevision: problem(
    'roster.starts_after_revision',
    ['入职日期晚于已登记的异动日期。', '请核对入职日期。'],
    ['The first day is after a change on file.', 'Check the first day.'],
  ),
  host: problem(
    'roster.host_required',
    ['派遣人员须填用工单位。', '请填写客户的法人主体名称。'],
    ['A dispatched worker needs a host employer.', "Enter the client's entity."],
  ),
  contractEntity: problem(
    'roster.contract_entity_missing',
    ['有多个主体，无法确定签约主体。', '请填写签约主体的全称。'],
    ['There are several entities.', 'Enter the contract entity.'],
  ),
  thirdParty: problem(
    'three_in_one.refused',
    [
      '参保主体不是用人单位（大库代缴），依据社会保险法第58、84、88条和人社部令第48号不予办理。',
      '请改为用人单位自己的参保主体；此项不能申请例外。',
    ],
    [
      'The insuring entity does not employ the person (Social Insurance Law 58, 84, 88).',
      "Use the employer's own account; no exception is possible.",
    ],
  ),
  numberTaken: problem(
    'roster.number_taken',
    ['工号已被另一人占用。', '请更换工号，或核对证件号是否填错。'],
    ['Somebody else has the employee number.', 'Choose another, or check the document number.'],
  ),
  overlaps: problem(
    'roster.overlaps',
    ['与该人员在同一主体的另一段用工关系重叠。', '请核对入职和离职日期。'],
    ['It overlaps another employment at the entity.', 'Check the days.'],
  ),
  insuranceIncomplete: problem(
    'roster.insurance_incomplete',
    ['起缴月和基数须同时填写。', '请补上缺少的一项，或同时清空。'],
    ['First month and base go together.', 'Enter both, or clear both.'],
  ),
  registrationMissing: problem(
    'roster.registration_missing',
    ['参保主体在工作城市没有对应的单位户。', '请先在“单位户”中登记，或更正参保主体、工作城市。'],
    ['The insurance entity has no such registration in the work city.', 'Create it first.'],
  ),
  medicalMissing: problem(
    'roster.medical_registration_missing',
    [
      '参保主体在工作城市没有医保单位户。',
      '请先登记；社保、医保同一单位户时，用同一编号登记两个。',
    ],
    [
      'The insurance entity has no medical registration in the work city.',
      'Create it; where one unit serves both agencies, register its number twice.',
    ],
  ),
  notInsurable: problem(
    'enrolment.form_not_insured',
    ['这种用工形式不参加该险种。', '非全日制、返聘和实习只参加工伤保险；劳务不参保。'],
    ['This employment form is not insured there.', 'Clear the month and the base.'],
  ),
  beforeStart: problem(
    'enrolment.before_start',
    ['起缴月早于入职月。', '请核对起缴月。'],
    ['The first month is before the employment.', 'Check the month.'],
  ),
  fundRate: problem(
    'enrolment.rate_out_of_range',
    ['公积金比例须为5%至12%的整数比例。', '请核对比例。'],
    ['The fund rate is a whole per cent from 5 to 12.', 'Check the rate.'],
  ),
  insuredLater: problem(
    'enrolment.begins_later',
    ['该单位户从更晚的月份起参保。', '请更正起缴月；更早的月份请办理补缴。'],
    [
      'The registration insures from a later month.',
      'Correct the month; earlier ones are paid by back contribution.',
    ],
  ),
  insuredElsewhere: problem(
    'enrolment.overlaps',
    ['该月已在另一单位户参保。', '请先停保，或更正起缴月。'],
    ['The month is insured elsewhere.', 'Stop the other enrolment first.'],
  ),
} as const;
