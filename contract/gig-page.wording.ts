import type { ModuleWording } from './wording.ts';

/** Pages of a worker on the phone. */
export const gigPageWording = {
  permission: {
    'link:withdrawals': { zh: '本人的提现页面', en: 'One’s own withdrawal pages' },
    'workers:page': { zh: '为从业人员打开本人页面', en: 'Open a worker’s own pages' },
  },
  operation: {
    createWorkerPageLink: { zh: '生成从业人员页面链接', en: 'Make a link to a worker’s pages' },
    revokeWorkerPageLink: { zh: '撤回从业人员页面链接', en: 'Revoke a link to a worker’s pages' },
    getOwnBalance: { zh: '本人可提现余额', en: 'My withdrawable balance' },
    tryOwnWithdrawal: { zh: '本人提现试算', en: 'Try my withdrawal' },
    withdrawOwn: { zh: '本人提现', en: 'Withdraw my income' },
    listOwnWithdrawals: { zh: '本人提现记录', en: 'My withdrawals' },
    getOwnWithdrawal: { zh: '本人提现详情', en: 'Look at my withdrawal' },
    listOwnMonths: { zh: '本人各月提现', en: 'My months' },
    downloadOwnStatement: { zh: '下载本人扣缴明细单', en: 'Download my withholding statement' },
    getOwnAccount: { zh: '本人收款账户', en: 'My account' },
  },
  failure: {},
} as const satisfies ModuleWording;
