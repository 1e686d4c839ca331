import type { ModuleWording } from './wording.ts';

/** Workers of platforms: admission, income, paying them out. Tax has a file of its own. */
export const gigWorkerWording = {
  permission: {
    'gig_worker:read': { zh: '查看从业人员和收入', en: 'Read workers and their income' },
    'gig_worker:write': { zh: '维护从业人员', en: 'Maintain workers' },
    'gig_settings:write': {
      zh: '维护准入设置、协议文本和增值税读法',
      en: 'Maintain admission, agreement texts and the reading of VAT',
    },
    'workers:read': { zh: '查询从业人员', en: 'Read workers' },
    'workers:write': { zh: '登记从业人员', en: 'Register workers' },
    'income:read': { zh: '查询收入', en: 'Read income' },
    'income:write': { zh: '上报收入', en: 'Report income' },
    'payouts:read': { zh: '查询批量付款', en: 'Read payouts' },
    'payouts:write': { zh: '发起批量付款和单笔付款', en: 'Pay out' },
  },
  operation: {
    registerWorker: { zh: '登记从业人员', en: 'Register a worker' },
    registerWorkers: { zh: '批量登记从业人员', en: 'Register workers' },
    listWorkers: { zh: '从业人员', en: 'List workers' },
    getWorker: { zh: '从业人员全貌', en: 'Look at a worker' },
    readWorker: { zh: '查询从业人员', en: 'Read a worker' },
    setWorkerAccount: { zh: '更换收款账户', en: 'Change the account of a worker' },
    changeWorkerAccount: {
      zh: '更换从业人员收款账户',
      en: 'Change the account of a worker for the platform',
    },
    signWorkerAgreement: { zh: '记录签约或授权', en: 'Record a signature' },
    checkWorker: { zh: '重新核验', en: 'Check a worker again' },
    suspendWorker: { zh: '暂停从业人员', en: 'Suspend a worker' },
    resumeWorker: { zh: '恢复从业人员', en: 'Resume a worker' },
    leaveWorker: { zh: '办理退出', en: 'Let a worker leave' },
    listBlockEntries: { zh: '黑名单与冲突名单', en: 'List block entries' },
    addBlockEntry: { zh: '加入名单', en: 'Add a block entry' },
    removeBlockEntry: { zh: '移出名单', en: 'Remove a block entry' },
    listAgreementTexts: { zh: '协议文本', en: 'List agreement texts' },
    publishAgreementText: { zh: '发布协议文本', en: 'Publish an agreement text' },
    getAdmissionSettings: { zh: '准入设置', en: 'Admission settings' },
    putAdmissionSettings: { zh: '修改准入设置', en: 'Change the admission settings' },
    reportIncomeLines: { zh: '上报收入明细', en: 'Report income lines' },
    readIncomeLine: { zh: '查询收入明细', en: 'Read an income line' },
    listIncomeLines: { zh: '收入明细', en: 'List income lines' },
    createPayout: { zh: '单笔付款', en: 'Pay one worker' },
    createPayoutBatch: { zh: '创建批量付款', en: 'Create a payout batch' },
    confirmPayoutBatch: { zh: '确认批量付款', en: 'Confirm a payout batch' },
    cancelPayoutBatch: { zh: '取消批量付款', en: 'Cancel a payout batch' },
    readPayoutBatch: { zh: '查询批量付款', en: 'Read a payout batch' },
    listPayoutBatches: { zh: '批量付款列表', en: 'List payout batches' },
    getPayoutBatch: { zh: '批量付款详情', en: 'Look at a payout batch' },
  },
  failure: {
    'program.not_found': {
      title: { zh: '没有可用的结算方案', en: 'No program to settle by' },
      fix: {
        zh: '请先为这个客户开通结算方案；有几个时写明用哪一个。',
        en: 'Set up a program for the client first; where there are several, name one.',
      },
    },
    'worker.not_found': {
      title: { zh: '没有登记这个从业人员', en: 'No such worker' },
      fix: { zh: '请核对编号；没有登记的先登记。', en: 'Check the id; register the worker first.' },
    },
    'worker.document_malformed': {
      title: { zh: '证件号码不正确', en: 'The document number is not valid' },
      fix: {
        zh: '请对照证件核对类型和号码。',
        en: 'Compare kind and number with the document.',
      },
    },
    'worker.birth_date_missing': {
      title: { zh: '缺少出生日期', en: 'The date of birth is missing' },
      fix: {
        zh: '该类证件号码不含出生日期，请填写；准入要核对年龄。',
        en: 'This number does not hold it: enter it, as admission depends on the age.',
      },
    },
    'worker.phone_malformed': {
      title: { zh: '手机号不正确', en: 'The phone number is not valid' },
      fix: {
        zh: '请填写11位手机号；境外号码以加号和国家代码开头。',
        en: 'Enter 11 digits; foreign numbers begin with + and the country code.',
      },
    },
    'worker.account_malformed': {
      title: { zh: '收款账户不正确', en: 'The account is not valid' },
      fix: {
        zh: '请核对渠道和账户：卡号校验位、支付宝登录名、微信标识各不相同。',
        en: 'Check channel and account: card number, Alipay name and WeChat id differ.',
      },
    },
    'worker.channel_not_open': {
      title: { zh: '收款渠道未开通', en: 'The channel is not open' },
      fix: { zh: '请换一个渠道，或先在准入设置中开通。', en: 'Choose another, or open it.' },
    },
    'worker.already_registered': {
      title: { zh: '这个编号已登记，内容不同', en: 'The id is registered with other content' },
      fix: {
        zh: '请核对编号；账户变更请用更换收款账户。',
        en: 'Check the id; an account is changed by its own operation.',
      },
    },
    'worker.document_taken': {
      title: { zh: '这个证件已有人登记', en: 'The document is registered already' },
      fix: { zh: '一人在一个客户只登记一次，请核对。', en: 'A person registers once; check it.' },
    },
    'worker.left': {
      title: { zh: '此人已退出', en: 'The worker has left' },
      fix: {
        zh: '退出后不能再改；请查看历史。',
        en: 'Nothing is changed any more; see the history.',
      },
    },
    'worker.already_suspended': {
      title: { zh: '已经暂停', en: 'Suspended already' },
      fix: { zh: '无需再次暂停；请刷新。', en: 'Nothing to do; reload.' },
    },
    'worker.not_suspended': {
      title: { zh: '没有暂停', en: 'Not suspended' },
      fix: { zh: '请刷新后查看状态和原因。', en: 'Reload and look at state and reasons.' },
    },
    'worker.balance_left': {
      title: { zh: '还有可提现余额', en: 'There is a balance left' },
      fix: {
        zh: '请先让本人提现，或用负数行冲减，再办理退出。',
        en: 'Let the worker withdraw it, or correct it by a negative line, first.',
      },
    },
    'agreement.version_unknown': {
      title: { zh: '没有这个协议版本', en: 'No such version of the agreement' },
      fix: { zh: '请先在协议文本中发布，再收集签署。', en: 'Publish it before it is signed.' },
    },
    'agreement.signed_in_future': {
      title: { zh: '签署时间在将来', en: 'The time of the signature lies in the future' },
      fix: { zh: '请核对平台服务器的时钟。', en: 'Check the clock of the platform.' },
    },
    'agreement.version_taken': {
      title: { zh: '这个版本已发布', en: 'The version was published before' },
      fix: {
        zh: '文本不能改；请用新的版本号发布。',
        en: 'A text is never changed: use a new version.',
      },
    },
    'block_entry.exists': {
      title: { zh: '已在名单上', en: 'On the list already' },
      fix: { zh: '无需再次加入；请查看名单。', en: 'Nothing to do; look at the list.' },
    },
    'block_entry.not_found': {
      title: { zh: '名单上没有这一条', en: 'No such entry on the list' },
      fix: { zh: '可能已被移出，请刷新名单。', en: 'It may have been removed; reload the list.' },
    },
    'income_line.not_found': {
      title: { zh: '没有这条收入', en: 'No such income line' },
      fix: { zh: '请核对从业人员和业务编号。', en: 'Check worker and business id.' },
    },
    'payout_batch.not_found': {
      title: { zh: '没有这个批次', en: 'No such batch' },
      fix: { zh: '请核对批次号。', en: 'Check the batch number.' },
    },
    'payout_batch.number_reused': {
      title: { zh: '批次号已用于别的内容', en: 'The batch number was used for other content' },
      fix: { zh: '请换一个批次号；原批次不受影响。', en: 'Use another; the first batch stands.' },
    },
    'payout_batch.cancelled': {
      title: { zh: '批次已取消', en: 'The batch was cancelled' },
      fix: { zh: '请用新的批次号重新创建。', en: 'Create it again under another number.' },
    },
    'payout_batch.already_confirmed': {
      title: { zh: '批次已确认', en: 'The batch was confirmed' },
      fix: {
        zh: '付款已在进行；未发出的可逐笔取消提现。',
        en: 'It is being paid; withdrawals that were not sent can be cancelled one by one.',
      },
    },
    'payout_batch.totals_differ': {
      title: { zh: '笔数或金额与批次不符', en: 'Count or amount differ from the batch' },
      fix: { zh: '请重新查询批次，核对后再确认。', en: 'Read the batch again and compare.' },
    },
  },
} satisfies ModuleWording;
