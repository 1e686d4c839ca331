import type { ModuleWording } from './wording.ts';

/** Programs of settlement and withdrawals. */
export const gigWithdrawalWording = {
  permission: {
    'gig_program:read': { zh: '查看结算方案与客户资金', en: 'Look at programs and their money' },
    'gig_program:write': { zh: '设置结算方案', en: 'Set up programs' },
    'withdrawal:read': { zh: '查看提现', en: 'Look at withdrawals' },
    'withdrawal:pay': { zh: '退汇后重新付款', en: 'Pay returned withdrawals again' },
    'withdrawals:read': { zh: '查询提现与余额', en: 'Read withdrawals and balances' },
    'withdrawals:write': { zh: '发起与取消提现', en: 'Make and cancel withdrawals' },
  },
  operation: {
    createProgram: { zh: '新建结算方案', en: 'Create a program' },
    updateProgram: { zh: '修改结算方案', en: 'Change a program' },
    listPrograms: { zh: '结算方案列表', en: 'List programs' },
    getProgramFunds: { zh: '查看方案资金', en: 'Look at the money of a program' },
    withdraw: { zh: '提现', en: 'Withdraw' },
    tryWithdrawal: { zh: '提现试算', en: 'Try a withdrawal' },
    readBalances: { zh: '查询可提现余额', en: 'Read withdrawable balances' },
    readWithdrawal: { zh: '查询提现', en: 'Read a withdrawal' },
    readWithdrawals: { zh: '查询从业人员的提现', en: 'Read the withdrawals of a worker' },
    cancelWithdrawal: { zh: '取消提现', en: 'Cancel a withdrawal' },
    listWithdrawals: { zh: '提现列表', en: 'List withdrawals' },
    payWithdrawalAgain: { zh: '重新付款', en: 'Pay again' },
    proveWithdrawals: { zh: '重算并核对提现', en: 'Compute and compare withdrawals again' },
  },
  failure: {
    'program.report_not_filed': {
      title: { zh: '平台基本信息尚未报送', en: 'The platform’s basic report is not on file' },
      fix: {
        zh: '累计预扣只适用于已报送基本信息的平台：请填报送日期，或改用劳务报酬预扣率表。',
        en: 'Only platforms that have reported may cumulate: enter the day, or take the ordinary table.',
      },
    },
    'program.limits_contradict': {
      title: { zh: '限额互相矛盾', en: 'The limits contradict each other' },
      fix: {
        zh: '下限须大于零，且不高于上限、个人日限额和方案日限额。',
        en: 'The minimum is above zero, and at most the maximum and each day’s limit.',
      },
    },
    'program.entity_taken': {
      title: { zh: '该主体已有结算方案', en: 'The entity has a program already' },
      fix: {
        zh: '一个扣缴主体在一个环境里只有一个方案：请修改原方案。',
        en: 'An entity has one program in an environment: change that one.',
      },
    },
    'program.account_not_sandbox': {
      title: {
        zh: '沙箱方案要有自己的仿真银行账户',
        en: 'A sandbox program needs an account of its own at the stand-in bank',
      },
      fix: {
        zh: '沙箱不动真钱：请为沙箱方案另设一个走仿真银行渠道的付款账户（HEYI_SANDBOX_BANK=1 启用仿真银行），正式方案用别的账户。',
        en: 'A sandbox moves no real money: give it another payer account whose channel is the stand-in bank (HEYI_SANDBOX_BANK=1 starts one); live programs use other accounts.',
      },
    },
    'program.not_active': {
      title: { zh: '结算方案未启用', en: 'The program is not active' },
      fix: {
        zh: '请联系服务机构启用方案后再提现。',
        en: 'Ask the provider to activate it, then repeat.',
      },
    },
    'worker.account_unusable': {
      title: { zh: '收款账户不能用', en: 'The account cannot be paid to' },
      fix: {
        zh: '银行答复收款账户已销户、户名不符或被冻结。请换一个账户，核验后再提现：平台调用 setWorkerAccount，或由服务机构在控制台“从业人员”里更换；本人请告诉平台。余额不受影响。',
        en: 'The bank says that the account is closed, frozen or of another name. Change it and withdraw again once it is checked: the platform by setWorkerAccount, the provider on the worker’s page; the worker tells the platform. The balance stays.',
      },
    },
    'worker.not_admitted': {
      title: { zh: '从业人员未准入', en: 'The worker is not admitted' },
      fix: {
        zh: '请查询从业人员的准入状态和原因，补齐后再提现。',
        en: 'Read the worker’s state and its reasons, cure them, then withdraw again.',
      },
    },
    'withdrawal.key_reused': {
      title: { zh: '幂等键已用于另一请求', en: 'The key was used for another request' },
      fix: { zh: '请为新的提现换一个幂等键。', en: 'Take another key for another withdrawal.' },
    },
    'withdrawal.business_id_reused': {
      title: {
        zh: '业务单号已用于另一提现',
        en: 'The business id was used for another withdrawal',
      },
      fix: {
        zh: '同一单号只能对应同一金额和收入类型：请核对，或换一个单号。',
        en: 'One id means one amount and kind of income: compare, or take another id.',
      },
    },
    'withdrawal.amount_too_small': {
      title: { zh: '金额低于单笔下限', en: 'The amount is below the minimum' },
      fix: {
        zh: '请提高金额；下限见结算方案。',
        en: 'Withdraw more; the program says the minimum.',
      },
    },
    'withdrawal.amount_too_large': {
      title: { zh: '金额高于单笔上限', en: 'The amount is above the maximum' },
      fix: {
        zh: '请分次提现；上限见结算方案。',
        en: 'Withdraw in parts; the program says the maximum.',
      },
    },
    'withdrawal.tax_unknown': {
      title: { zh: '本月税法数值不在册', en: 'The tax figures of the month are not on file' },
      fix: {
        zh: '请联系服务机构更新政策库。',
        en: 'Ask the provider to update the policy library.',
      },
    },
    'withdrawal.balance_too_low': {
      title: { zh: '可提现余额不足', en: 'The withdrawable balance is too low' },
      fix: {
        zh: '请查询余额，按余额以内的金额提现。',
        en: 'Read the balance and withdraw within it.',
      },
    },
    'withdrawal.worker_day_count': {
      title: { zh: '当日次数已满', en: 'No more withdrawals today' },
      fix: { zh: '请次日再提现。', en: 'Withdraw again tomorrow.' },
    },
    'withdrawal.worker_day_limit': {
      title: { zh: '超过个人日限额', en: 'Above the worker’s limit of the day' },
      fix: { zh: '请减少金额，或次日再提现。', en: 'Withdraw less, or tomorrow.' },
    },
    'withdrawal.day_limit': {
      title: { zh: '超过方案日限额', en: 'Above the program’s limit of the day' },
      fix: {
        zh: '请次日再提现，或请服务机构调整限额。',
        en: 'Withdraw tomorrow, or ask for another limit.',
      },
    },
    'withdrawal.funds_short': {
      title: { zh: '客户资金不足', en: 'The client’s money does not suffice' },
      fix: {
        zh: '请在客户充值到账后再提现。',
        en: 'Withdraw again when the client’s money has arrived.',
      },
    },
    'withdrawal.not_found': {
      title: { zh: '没有这笔提现', en: 'There is no such withdrawal' },
      fix: { zh: '请核对提现编号。', en: 'Check the id of the withdrawal.' },
    },
    'withdrawal.already_sent': {
      title: { zh: '提现已发送或已有结果', en: 'The withdrawal was sent or has an outcome' },
      fix: {
        zh: '发送后不能取消：请查询结果。',
        en: 'What was sent cannot be cancelled: read its outcome.',
      },
    },
    'withdrawal.not_returned': {
      title: { zh: '这笔提现无需重新付款', en: 'The withdrawal is not to be paid again' },
      fix: {
        zh: '只有退汇后保留待付的提现可以重新付款；其余已退回可提现余额。',
        en: 'Only a return that stayed owed is paid again; others went back to the balance.',
      },
    },
  },
} as const satisfies ModuleWording;
