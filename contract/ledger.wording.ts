import type { ModuleWording } from './wording.ts';

export const ledgerWording = {
  permission: {
    'ledger:read': { zh: '查看账簿', en: 'Read the ledger' },
  },
  operation: {
    listLedgerAccounts: { zh: '查看账户余额', en: 'List ledger accounts' },
    listJournals: { zh: '查看凭证', en: 'List journals' },
    getTrialBalance: { zh: '查看试算平衡表', en: 'Look at the trial balance' },
    verifyLedger: { zh: '校验账簿', en: 'Verify the ledger' },
  },
  failure: {},
} as const satisfies ModuleWording;
