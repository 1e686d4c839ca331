import type { ModuleWording } from './wording.ts';

export const peopleWording = {
  permission: {
    'legal_entity:read': {
      zh: '查看法人主体和单位户',
      en: 'Read legal entities and registrations',
    },
    'legal_entity:update': {
      zh: '维护法人主体和单位户',
      en: 'Maintain legal entities and registrations',
    },
    'person:read': { zh: '查看人员', en: 'Read people' },
    'person:update': { zh: '维护人员', en: 'Maintain people' },
    'person:reveal': {
      zh: '查看完整证件号、手机号和银行账号',
      en: 'Reveal document, phone and account numbers',
    },
    'three_in_one:request': { zh: '申请三位一体例外', en: 'Request three-in-one exceptions' },
    'three_in_one:approve': { zh: '审批三位一体例外', en: 'Approve three-in-one exceptions' },
  },
  operation: {
    createLegalEntity: { zh: '新建法人主体', en: 'Create a legal entity' },
    updateLegalEntity: { zh: '修改法人主体', en: 'Change a legal entity' },
    listLegalEntities: { zh: '法人主体', en: 'List legal entities' },
    createRegistration: { zh: '新建单位户', en: 'Create a registration' },
    updateRegistration: { zh: '修改单位户', en: 'Change a registration' },
    setRegistrationRates: { zh: '调整单位费率', en: 'Set the rates of a registration' },
    listRegistrations: { zh: '单位户', en: 'List registrations' },
    joinPerson: { zh: '办理入职', en: 'Enter a joiner' },
    createPerson: { zh: '新建人员', en: 'Create a person' },
    updatePerson: { zh: '修改人员信息', en: 'Change a person' },
    revealPersonField: { zh: '查看完整号码', en: 'Reveal a number' },
    setPayeeAccount: { zh: '设置收款账户', en: 'Set the payee account' },
    endPayeeAccount: { zh: '停用收款账户', en: 'End the payee account' },
    createEmployment: { zh: '新建用工关系', en: 'Create an employment' },
    updateEmployment: { zh: '更正用工关系', en: 'Correct an employment' },
    reviseEmployment: { zh: '办理异动', en: 'Enter a mover' },
    endEmployment: { zh: '办理离职', en: 'Enter a leaver' },
    listEmployments: { zh: '花名册', en: 'Roster' },
    exportRoster: { zh: '导出花名册', en: 'Export the roster' },
    listHeadcounts: { zh: '各客户人数', en: 'Head counts' },
    getEmployment: { zh: '人员全貌', en: 'Everything about an employment' },
    setEnrolment: { zh: '参保或调整基数', en: 'Enrol, or set the base' },
    stopEnrolment: { zh: '停保', en: 'Stop an enrolment' },
    listThreeInOneBreaches: { zh: '三位一体问题清单', en: 'List three-in-one breaches' },
    requestThreeInOneException: { zh: '申请三位一体例外', en: 'Request a three-in-one exception' },
    approveThreeInOneException: { zh: '批准三位一体例外', en: 'Approve a three-in-one exception' },
    rejectThreeInOneException: { zh: '驳回三位一体例外', en: 'Reject a three-in-one exception' },
    withdrawThreeInOneException: {
      zh: '撤回三位一体例外申请',
      en: 'Withdraw a three-in-one request',
    },
    listThreeInOneExceptions: { zh: '三位一体例外', en: 'List three-in-one exceptions' },
  },
  failure: {
    'roster.nobody': {
      title: { zh: '没有可导出的人员', en: 'There is nobody to export' },
      fix: {
        zh: '请选择其他在职状态，或先导入花名册。',
        en: 'Choose other states, or import a roster first.',
      },
    },
    'legal_entity.not_found': {
      title: { zh: '没有这个法人主体', en: 'No such legal entity' },
      fix: { zh: '请从法人主体列表中选择。', en: 'Choose it from the list of legal entities.' },
    },
    'legal_entity.uscc_malformed': {
      title: { zh: '统一社会信用代码不正确', en: 'The unified social credit code is not valid' },
      fix: {
        zh: '请对照营业执照核对18位代码；代码中没有字母 I、O、S、V、Z。',
        en: 'Compare all 18 characters with the licence; the letters I, O, S, V, Z never occur.',
      },
    },
    'legal_entity.parent_not_found': {
      title: { zh: '分支机构没有指定总公司', en: 'The branch names no company it belongs to' },
      fix: {
        zh: '请选择本客户下的一家公司作为总公司；公司本身不填总公司。',
        en: 'Choose a company of the same client; a company itself has none.',
      },
    },
    'legal_entity.uscc_taken': {
      title: { zh: '已有相同信用代码的主体', en: 'Another entity has this credit code' },
      fix: {
        zh: '请直接使用已有的主体，或更正代码。',
        en: 'Use the entity that exists, or correct the code.',
      },
    },
    'registration.not_found': {
      title: { zh: '没有这个单位户', en: 'No such registration' },
      fix: { zh: '请从单位户列表中选择。', en: 'Choose it from the list of registrations.' },
    },
    'registration.city_unknown': {
      title: {
        zh: '政策库中没有这个城市的方案',
        en: 'The policy library has no scheme for this city',
      },
      fix: {
        zh: '请核对城市代码；公积金和社保的城市范围不同，见政策库。',
        en: 'Check the code; the cities of fund and insurance differ, see the policy library.',
      },
    },
    'registration.rate_missing': {
      title: { zh: '缺少单位费率', en: "The unit's own rate is missing" },
      fix: {
        zh: '社保户须填工伤费率，公积金户须填缴存比例；其他比例留空。',
        en: 'Social insurance needs the injury rate, the housing fund its rate; leave the others empty.',
      },
    },
    'registration.rate_out_of_range': {
      title: { zh: '费率超出允许范围', en: 'The rate is out of range' },
      fix: {
        zh: '工伤费率为0.1%至3%；公积金为5%至12%的整数比例；补充公积金为1%至5%。',
        en: 'Injury 0.1 % to 3 %; housing fund whole per cent from 5 to 12; supplementary 1 to 5.',
      },
    },
    'registration.number_taken': {
      title: { zh: '该机构下已有相同编号的单位户', en: 'This number is already registered there' },
      fix: {
        zh: '请使用已有的单位户，或更正编号。',
        en: 'Use the one that exists, or correct the number.',
      },
    },
    'person.not_found': {
      title: { zh: '没有这个人员', en: 'No such person' },
      fix: { zh: '请从花名册中选择。', en: 'Choose the person from the roster.' },
    },
    'person.document_malformed': {
      title: { zh: '证件号码不正确', en: 'The document number is not valid' },
      fix: {
        zh: '请对照证件核对类型和号码；身份证共18位，末位为校验码。',
        en: 'Compare kind and number with the document; an ID card has 18 places and a check digit.',
      },
    },
    'person.phone_malformed': {
      title: { zh: '手机号不正确', en: 'The phone number is not valid' },
      fix: {
        zh: '请填写11位手机号；境外号码以 + 和国家代码开头。',
        en: 'Enter 11 digits, or + and the country code.',
      },
    },
    'person.document_taken': {
      title: { zh: '已有相同证件的人员', en: 'Another person has this document' },
      fix: {
        zh: '请在花名册中查找该人员，为其新增用工关系。',
        en: 'Find the person and add an employment.',
      },
    },
    'person.name_differs': {
      title: { zh: '该证件已登记为另一个姓名', en: 'The document is on file under another name' },
      fix: {
        zh: '请核对姓名；确需改名时先修改人员信息。',
        en: 'Check the name; if it was changed, change the person first.',
      },
    },
    'person.field_empty': {
      title: { zh: '没有登记这项信息', en: 'Nothing is on file there' },
      fix: { zh: '请先补充。', en: 'Enter it first.' },
    },
    'payee_account.not_found': {
      title: { zh: '没有收款账户', en: 'There is no payee account' },
      fix: { zh: '请先登记收款账户。', en: 'Set a payee account first.' },
    },
    'payee_account.number_malformed': {
      title: { zh: '银行账号不正确', en: 'The account number is not valid' },
      fix: {
        zh: '请对照银行卡核对：8至30位数字；16至19位的卡号会核对校验位。',
        en: 'Compare it with the card: 8 to 30 digits; the check digit of a UnionPay card must be right.',
      },
    },
    'employment.not_found': {
      title: { zh: '没有这段用工关系', en: 'No such employment' },
      fix: { zh: '请从花名册中选择。', en: 'Choose it from the roster.' },
    },
    'employment.entity_not_found': {
      title: { zh: '主体不存在', en: 'An entity does not exist' },
      fix: {
        zh: '签约、发薪、参保和用工单位须是本客户或服务商的法人主体。',
        en: 'Each must be an entity of this client or of the provider.',
      },
    },
    'employment.host_required': {
      title: { zh: '派遣须填用工单位', en: 'A dispatched worker needs a host employer' },
      fix: {
        zh: '请选择客户的法人主体作为用工单位。',
        en: "Choose the client's entity where the work is done.",
      },
    },
    'three_in_one.refused': {
      title: {
        zh: '参保主体不是用人单位（大库代缴）',
        en: 'The insuring account does not employ the person',
      },
      fix: {
        zh: '请改用用人单位自己的参保账户，或将合作模式改为由服务商用工；此项不能申请例外。',
        en: "Insure under the employer's own account, or change who employs; no exception is possible.",
      },
    },
    'employment.number_taken': {
      title: { zh: '工号已被占用', en: 'The employee number is taken' },
      fix: {
        zh: '请更换工号，或检查是否重复入职。',
        en: 'Choose another, or look for a double entry.',
      },
    },
    'employment.overlaps': {
      title: {
        zh: '与同一主体的另一段用工关系重叠',
        en: 'It overlaps another employment at the entity',
      },
      fix: {
        zh: '请先办理上一段的离职，或更正日期。',
        en: 'End the other employment first, or correct the days.',
      },
    },
    'employment.ends_before_start': {
      title: { zh: '离职日期早于入职日期', en: 'The last day is before the first' },
      fix: {
        zh: '请核对日期；离职日期是最后一个工作日。',
        en: 'Check the days; the end is the last day of work.',
      },
    },
    'employment.leaving_reason_missing': {
      title: { zh: '离职日期和离职原因须同时填写', en: 'Last day and reason go together' },
      fix: { zh: '请补上离职原因，或同时清空两项。', en: 'Enter the reason, or clear both.' },
    },
    'employment.starts_after_revision': {
      title: { zh: '入职日期晚于已登记的异动', en: 'The first day is after a change on file' },
      fix: { zh: '请选择第一次异动之前的日期。', en: 'Choose a day before the first change.' },
    },
    'employment.revision_outside': {
      title: { zh: '异动日期不在用工期间内', en: 'The change lies outside the employment' },
      fix: {
        zh: '请选择入职日期之后、离职日期之前的日期。',
        en: 'Choose a day after the first and before the last.',
      },
    },
    'employment.already_ended': {
      title: { zh: '已经办理离职', en: 'The leaving is already entered' },
      fix: {
        zh: '如需更正日期，请使用“更正用工关系”。',
        en: 'To correct the day, correct the employment.',
      },
    },
    'enrolment.not_found': {
      title: { zh: '没有这条参保记录', en: 'No such enrolment' },
      fix: { zh: '请刷新页面后重试。', en: 'Refresh the page.' },
    },
    'enrolment.form_not_insured': {
      title: { zh: '这种用工形式不参加该险种', en: 'This employment form is not insured there' },
      fix: {
        zh: '非全日制、退休返聘和实习只能单独参加工伤保险；劳务不在此参保。',
        en: 'Part-time, rehired and interns can have injury insurance only; service agreements none.',
      },
    },
    'enrolment.before_start': {
      title: { zh: '起缴月早于入职月', en: 'The first month is before the employment' },
      fix: {
        zh: '请核对起缴月；不得为入职前的月份参保。',
        en: 'No month before the employment can be insured.',
      },
    },
    'enrolment.rate_out_of_range': {
      title: { zh: '公积金比例超出允许范围', en: 'The fund rate is out of range' },
      fix: {
        zh: '公积金为5%至12%的整数比例；补充为1%至5%。',
        en: 'Whole per cent, 5 to 12; supplementary 1 to 5.',
      },
    },
    'enrolment.overlaps': {
      title: { zh: '这些月份已在另一单位户参保', en: 'These months are insured elsewhere' },
      fix: {
        zh: '请先停保，或更正起缴月。',
        en: 'Stop the other enrolment, or correct the month.',
      },
    },
    'enrolment.already_stopped': {
      title: { zh: '已经停保', en: 'It is already stopped' },
      fix: { zh: '请刷新页面。', en: 'Refresh the page.' },
    },
    'enrolment.stops_before_start': {
      title: { zh: '末次缴费月早于起缴月', en: 'The last month is before the first' },
      fix: {
        zh: '请核对月份；末次缴费月是最后一个要缴费的月份。',
        en: 'Check the months; the last one is still paid.',
      },
    },
    'exception.not_found': {
      title: { zh: '没有这个例外申请', en: 'No such exception' },
      fix: { zh: '请刷新页面。', en: 'Refresh the page.' },
    },
    'exception.not_possible': {
      title: { zh: '此项不能申请例外', en: 'No exception is possible here' },
      fix: {
        zh: '请更正主体或合作模式；法律不允许例外。',
        en: 'Correct the entities or the mode; the law allows none.',
      },
    },
    'exception.nothing_to_except': {
      title: { zh: '该人员没有这个问题', en: 'The person has no such finding' },
      fix: { zh: '请刷新三位一体问题清单。', en: 'Refresh the list of breaches.' },
    },
    'exception.expiry_out_of_range': {
      title: { zh: '到期日须在一年以内', en: 'The expiry must be within a year' },
      fix: {
        zh: '请选择今天之后、一年以内的日期。',
        en: 'Choose a day after today and within a year.',
      },
    },
    'exception.already_requested': {
      title: { zh: '已有未到期的例外申请', en: 'An exception is already requested' },
      fix: {
        zh: '请等待审批，或在到期后重新申请。',
        en: 'Wait for the approval, or for its expiry.',
      },
    },
    'exception.already_approved': {
      title: { zh: '已经批准', en: 'It is already approved' },
      fix: { zh: '请刷新页面。', en: 'Refresh the page.' },
    },
    'exception.ended': {
      title: { zh: '申请已驳回或已撤回', en: 'The request was rejected or withdrawn' },
      fix: { zh: '需要时请重新申请。', en: 'Ask anew where it is still needed.' },
    },
    'exception.foreign_request': {
      title: { zh: '只有申请人可以撤回', en: 'Only who asked can take it back' },
      fix: {
        zh: '请由申请人撤回，或由审批人驳回。',
        en: 'Let whoever asked withdraw it, or an approver reject it.',
      },
    },
    'exception.expired': {
      title: { zh: '申请已过到期日', en: 'The request has expired' },
      fix: { zh: '请重新申请。', en: 'Request it again.' },
    },
    'exception.own_request': {
      title: { zh: '不能批准自己的申请', en: 'You cannot approve your own request' },
      fix: { zh: '请由另一位有审批权限的同事批准。', en: 'Have somebody else approve it.' },
    },
  },
} as const satisfies ModuleWording;
