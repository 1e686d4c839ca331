/* Made by tools/generate.ts from the contract. */

/** Method, path, what is answered, and whether it takes an Idempotency-Key. */
export const operationTable = {
  readWorker: ['GET', '/v1/workers/:externalWorkerId', 'json', false],
  registerWorkers: ['POST', '/v1/workers', 'json', true],
  setWorkerAccount: ['PUT', '/v1/workers/:externalWorkerId/account', 'json', true],
  signWorkerAgreement: ['POST', '/v1/workers/:externalWorkerId/signatures', 'json', true],
  cancelPayoutBatch: ['POST', '/v1/payout-batches/:batchNumber/cancellation', 'json', true],
  confirmPayoutBatch: ['POST', '/v1/payout-batches/:batchNumber/confirmation', 'json', true],
  createPayout: ['POST', '/v1/payouts', 'json', true],
  createPayoutBatch: ['POST', '/v1/payout-batches', 'json', true],
  readIncomeLine: ['GET', '/v1/workers/:externalWorkerId/income-lines/:businessId', 'json', false],
  readPayoutBatch: ['GET', '/v1/payout-batches/:batchNumber', 'json', false],
  reportIncomeLines: ['POST', '/v1/income-lines', 'json', true],
  readFunds: ['GET', '/v1/funds', 'json', false],
  readSettlementSheets: ['GET', '/v1/settlement-sheets', 'json', false],
  readTopUp: ['GET', '/v1/top-up-claims/:claimId', 'json', false],
  reportTopUp: ['POST', '/v1/top-up-claims', 'json', true],
  cancelWithdrawal: ['POST', '/v1/withdrawals/:withdrawalId/cancellation', 'json', true],
  readBalances: ['GET', '/v1/workers/:externalWorkerId/balances', 'json', false],
  readWithdrawal: ['GET', '/v1/withdrawals/:withdrawalId', 'json', false],
  readWithdrawals: ['GET', '/v1/workers/:externalWorkerId/withdrawals', 'json', false],
  tryWithdrawal: ['POST', '/v1/withdrawals/trial', 'json', false],
  withdraw: ['POST', '/v1/withdrawals', 'json', true],
  readWorkerStatement: ['GET', '/v1/workers/:externalWorkerId/statements/:year', 'file', false],
  createWorkerPageLink: ['POST', '/v1/workers/:externalWorkerId/page-links', 'json', true],
  revokeWorkerPageLink: ['DELETE', '/v1/worker-page-links/:linkId', 'json', true],
  deregisterWebhookEndpoint: ['DELETE', '/v1/webhook-endpoints/:endpointId', 'json', true],
  getOwnApp: ['GET', '/v1/app', 'json', false],
  readWebhookEndpoints: ['GET', '/v1/webhook-endpoints', 'json', false],
  registerWebhookEndpoint: ['POST', '/v1/webhook-endpoints', 'json', true],
} as const;

export type ApiFile = { readonly name: string; readonly type: string; readonly bytes: Uint8Array };

export type Operations = {
  /** 查询从业人员 · Read a worker: `GET /v1/workers/:externalWorkerId` */
  readWorker: {
    request: {
      readonly externalWorkerId: string;
    };
    answer: {
      /** wkr_… */
      readonly id: string;
      readonly environment: 'sandbox' | 'live';
      readonly externalWorkerId: string;
      readonly name: string;
      readonly documentKind: 'idCard' | 'hkMacaoPermit' | 'taiwanPermit' | 'passport' | 'foreignPermanentResident' | 'hkMacaoTaiwanResidencePermit';
      readonly documentMasked: string;
      readonly phoneMasked: string;
      readonly channel: 'bankCard' | 'alipay' | 'wechat';
      readonly accountMasked: string;
      readonly state: 'pending' | 'admitted' | 'refused' | 'suspended' | 'left';
      readonly reasons: readonly ('agreementUnsigned' | 'authorisationMissing' | 'identityUnchecked' | 'identityNoAnswer' | 'accountFrozen' | 'accountClosed' | 'accountNameDiffers' | 'identityDisagrees' | 'underAge' | 'blocked' | 'conflictDirector' | 'conflictShareholder' | 'conflictEmployee' | 'suspendedByOperator' | 'left')[];
      readonly registeredAt: string;
      readonly birthDate: string | null;
      readonly bankName: string | null;
      readonly accountTrouble: {
        readonly kind: 'frozen' | 'closed' | 'nameDiffers';
        readonly since: string;
      } | null;
      readonly identity: {
        readonly outcome: 'unchecked' | 'agrees' | 'disagrees' | 'noAnswer';
        readonly text: string | null;
        readonly checkedAt: string | null;
      };
      readonly signatures: readonly ({
        readonly kind: 'cooperation' | 'declarationAuthorisation';
        readonly version: string;
        readonly signedAt: string;
        readonly method: 'click' | 'sms' | 'electronicSignature' | 'paper';
      })[];
    };
    failure: 'worker.not_found';
  };
  /** 批量登记从业人员 · Register workers: `POST /v1/workers` */
  registerWorkers: {
    request: {
      readonly workers: readonly ({
        readonly externalWorkerId: string;
        readonly name: string;
        readonly documentKind: 'idCard' | 'hkMacaoPermit' | 'taiwanPermit' | 'passport' | 'foreignPermanentResident' | 'hkMacaoTaiwanResidencePermit';
        /** sealed: a compact JWE (ECDH-ES, A256GCM) of the text for a key of getFieldKeys; plain text only where the installation takes it */
        readonly documentNumber: string;
        readonly birthDate?: string | null;
        /** sealed: a compact JWE (ECDH-ES, A256GCM) of the text for a key of getFieldKeys; plain text only where the installation takes it */
        readonly phone: string;
        readonly channel: 'bankCard' | 'alipay' | 'wechat';
        /** sealed: a compact JWE (ECDH-ES, A256GCM) of the text for a key of getFieldKeys; plain text only where the installation takes it */
        readonly accountNumber: string;
        readonly bankName?: string | null;
        readonly bankCode?: string | null;
        readonly signatures?: readonly ({
          readonly kind: 'cooperation' | 'declarationAuthorisation';
          readonly version: string;
          readonly signedAt: string;
          readonly method: 'click' | 'sms' | 'electronicSignature' | 'paper';
        })[];
      })[];
    };
    answer: {
      readonly results: readonly ({
        readonly externalWorkerId: string;
        readonly outcome: 'registered' | 'unchanged' | 'refused';
        readonly code: 'worker.document_malformed' | 'worker.birth_date_missing' | 'worker.phone_malformed' | 'worker.account_malformed' | 'worker.channel_not_open' | 'worker.document_taken' | 'worker.already_registered' | 'agreement.version_unknown' | 'agreement.signed_in_future' | null;
        readonly state: 'pending' | 'admitted' | 'refused' | 'suspended' | 'left' | null;
        readonly reasons: readonly ('agreementUnsigned' | 'authorisationMissing' | 'identityUnchecked' | 'identityNoAnswer' | 'accountFrozen' | 'accountClosed' | 'accountNameDiffers' | 'identityDisagrees' | 'underAge' | 'blocked' | 'conflictDirector' | 'conflictShareholder' | 'conflictEmployee' | 'suspendedByOperator' | 'left')[];
      })[];
    };
    failure: 'program.not_found';
  };
  /** 更换收款账户 · Change the account of a worker: `PUT /v1/workers/:externalWorkerId/account` */
  setWorkerAccount: {
    request: {
      readonly externalWorkerId: string;
      readonly channel: 'bankCard' | 'alipay' | 'wechat';
      /** sealed: a compact JWE (ECDH-ES, A256GCM) of the text for a key of getFieldKeys; plain text only where the installation takes it */
      readonly accountNumber: string;
      readonly bankName?: string | null;
      readonly bankCode?: string | null;
    };
    answer: {
      /** wkr_… */
      readonly id: string;
      readonly environment: 'sandbox' | 'live';
      readonly externalWorkerId: string;
      readonly name: string;
      readonly documentKind: 'idCard' | 'hkMacaoPermit' | 'taiwanPermit' | 'passport' | 'foreignPermanentResident' | 'hkMacaoTaiwanResidencePermit';
      readonly documentMasked: string;
      readonly phoneMasked: string;
      readonly channel: 'bankCard' | 'alipay' | 'wechat';
      readonly accountMasked: string;
      readonly state: 'pending' | 'admitted' | 'refused' | 'suspended' | 'left';
      readonly reasons: readonly ('agreementUnsigned' | 'authorisationMissing' | 'identityUnchecked' | 'identityNoAnswer' | 'accountFrozen' | 'accountClosed' | 'accountNameDiffers' | 'identityDisagrees' | 'underAge' | 'blocked' | 'conflictDirector' | 'conflictShareholder' | 'conflictEmployee' | 'suspendedByOperator' | 'left')[];
      readonly registeredAt: string;
      readonly birthDate: string | null;
      readonly bankName: string | null;
      readonly accountTrouble: {
        readonly kind: 'frozen' | 'closed' | 'nameDiffers';
        readonly since: string;
      } | null;
      readonly identity: {
        readonly outcome: 'unchecked' | 'agrees' | 'disagrees' | 'noAnswer';
        readonly text: string | null;
        readonly checkedAt: string | null;
      };
      readonly signatures: readonly ({
        readonly kind: 'cooperation' | 'declarationAuthorisation';
        readonly version: string;
        readonly signedAt: string;
        readonly method: 'click' | 'sms' | 'electronicSignature' | 'paper';
      })[];
    };
    failure: 'worker.not_found' | 'worker.left' | 'worker.account_malformed' | 'worker.channel_not_open';
  };
  /** 记录签约或授权 · Record a signature: `POST /v1/workers/:externalWorkerId/signatures` */
  signWorkerAgreement: {
    request: {
      readonly externalWorkerId: string;
      readonly kind: 'cooperation' | 'declarationAuthorisation';
      readonly version: string;
      readonly signedAt: string;
      readonly method: 'click' | 'sms' | 'electronicSignature' | 'paper';
    };
    answer: {
      /** wkr_… */
      readonly id: string;
      readonly environment: 'sandbox' | 'live';
      readonly externalWorkerId: string;
      readonly name: string;
      readonly documentKind: 'idCard' | 'hkMacaoPermit' | 'taiwanPermit' | 'passport' | 'foreignPermanentResident' | 'hkMacaoTaiwanResidencePermit';
      readonly documentMasked: string;
      readonly phoneMasked: string;
      readonly channel: 'bankCard' | 'alipay' | 'wechat';
      readonly accountMasked: string;
      readonly state: 'pending' | 'admitted' | 'refused' | 'suspended' | 'left';
      readonly reasons: readonly ('agreementUnsigned' | 'authorisationMissing' | 'identityUnchecked' | 'identityNoAnswer' | 'accountFrozen' | 'accountClosed' | 'accountNameDiffers' | 'identityDisagrees' | 'underAge' | 'blocked' | 'conflictDirector' | 'conflictShareholder' | 'conflictEmployee' | 'suspendedByOperator' | 'left')[];
      readonly registeredAt: string;
      readonly birthDate: string | null;
      readonly bankName: string | null;
      readonly accountTrouble: {
        readonly kind: 'frozen' | 'closed' | 'nameDiffers';
        readonly since: string;
      } | null;
      readonly identity: {
        readonly outcome: 'unchecked' | 'agrees' | 'disagrees' | 'noAnswer';
        readonly text: string | null;
        readonly checkedAt: string | null;
      };
      readonly signatures: readonly ({
        readonly kind: 'cooperation' | 'declarationAuthorisation';
        readonly version: string;
        readonly signedAt: string;
        readonly method: 'click' | 'sms' | 'electronicSignature' | 'paper';
      })[];
    };
    failure: 'worker.not_found' | 'worker.left' | 'agreement.version_unknown' | 'agreement.signed_in_future';
  };
  /** 取消批量付款 · Cancel a payout batch: `POST /v1/payout-batches/:batchNumber/cancellation` */
  cancelPayoutBatch: {
    request: {
      readonly batchNumber: string;
    };
    answer: {
      /** pob_… */
      readonly id: string;
      readonly batchNumber: string;
      readonly state: 'draft' | 'confirmed' | 'cancelled';
      readonly items: number;
      /** yuan, two decimals, as text */
      readonly amount: string;
      readonly refused: number;
      readonly createdAt: string;
      readonly confirmedAt: string | null;
      readonly cancelledAt: string | null;
      readonly rows: readonly ({
        readonly businessId: string;
        readonly externalWorkerId: string;
        /** yuan, two decimals, as text */
        readonly amount: string;
        readonly code: 'income_line.business_id_reused' | 'worker.not_found' | 'worker.not_admissible' | 'income_line.business_income' | 'income_line.amount_zero' | 'income_line.amount_too_large' | 'income_line.in_future' | 'income_line.correction_unnamed' | 'income_line.corrected_unknown' | 'income_line.correction_too_large' | 'income_line.already_withdrawn' | 'worker.account_unusable' | 'worker.not_admitted' | 'payout.withdrawal_refused' | null;
        readonly withdrawalCode: string | null;
        readonly withdrawalId: string | null;
      })[];
    };
    failure: 'payout_batch.not_found' | 'payout_batch.already_confirmed';
  };
  /** 确认批量付款 · Confirm a payout batch: `POST /v1/payout-batches/:batchNumber/confirmation` */
  confirmPayoutBatch: {
    request: {
      readonly batchNumber: string;
      readonly items: number;
      /** yuan, two decimals, as text */
      readonly amount: string;
    };
    answer: {
      /** pob_… */
      readonly id: string;
      readonly batchNumber: string;
      readonly state: 'draft' | 'confirmed' | 'cancelled';
      readonly items: number;
      /** yuan, two decimals, as text */
      readonly amount: string;
      readonly refused: number;
      readonly createdAt: string;
      readonly confirmedAt: string | null;
      readonly cancelledAt: string | null;
      readonly rows: readonly ({
        readonly businessId: string;
        readonly externalWorkerId: string;
        /** yuan, two decimals, as text */
        readonly amount: string;
        readonly code: 'income_line.business_id_reused' | 'worker.not_found' | 'worker.not_admissible' | 'income_line.business_income' | 'income_line.amount_zero' | 'income_line.amount_too_large' | 'income_line.in_future' | 'income_line.correction_unnamed' | 'income_line.corrected_unknown' | 'income_line.correction_too_large' | 'income_line.already_withdrawn' | 'worker.account_unusable' | 'worker.not_admitted' | 'payout.withdrawal_refused' | null;
        readonly withdrawalCode: string | null;
        readonly withdrawalId: string | null;
      })[];
    };
    failure: 'payout_batch.not_found' | 'program.not_found' | 'payout_batch.cancelled' | 'payout_batch.totals_differ';
  };
  /** 单笔付款 · Pay one worker: `POST /v1/payouts` */
  createPayout: {
    request: {
      readonly businessId: string;
      readonly externalWorkerId: string;
      readonly incomeKind: 'labourRemuneration' | 'incidentalIncome' | 'businessIncome';
      readonly task: string;
      readonly acceptedOn: string;
      /** month, YYYY-MM */
      readonly workPeriod: string;
      /** yuan, two decimals, as text */
      readonly amount: string;
      /** prg_… */
      readonly programId?: string;
    };
    answer: {
      /** pob_… */
      readonly id: string;
      readonly batchNumber: string;
      readonly state: 'draft' | 'confirmed' | 'cancelled';
      readonly items: number;
      /** yuan, two decimals, as text */
      readonly amount: string;
      readonly refused: number;
      readonly createdAt: string;
      readonly confirmedAt: string | null;
      readonly cancelledAt: string | null;
      readonly rows: readonly ({
        readonly businessId: string;
        readonly externalWorkerId: string;
        /** yuan, two decimals, as text */
        readonly amount: string;
        readonly code: 'income_line.business_id_reused' | 'worker.not_found' | 'worker.not_admissible' | 'income_line.business_income' | 'income_line.amount_zero' | 'income_line.amount_too_large' | 'income_line.in_future' | 'income_line.correction_unnamed' | 'income_line.corrected_unknown' | 'income_line.correction_too_large' | 'income_line.already_withdrawn' | 'worker.account_unusable' | 'worker.not_admitted' | 'payout.withdrawal_refused' | null;
        readonly withdrawalCode: string | null;
        readonly withdrawalId: string | null;
      })[];
    };
    failure: 'program.not_found' | 'payout_batch.number_reused';
  };
  /** 创建批量付款 · Create a payout batch: `POST /v1/payout-batches` */
  createPayoutBatch: {
    request: {
      readonly batchNumber: string;
      /** prg_… */
      readonly programId?: string;
      readonly items: readonly ({
        readonly businessId: string;
        readonly externalWorkerId: string;
        readonly incomeKind: 'labourRemuneration' | 'incidentalIncome' | 'businessIncome';
        readonly task: string;
        readonly acceptedOn: string;
        /** month, YYYY-MM */
        readonly workPeriod: string;
        /** yuan, two decimals, as text */
        readonly amount: string;
      })[];
    };
    answer: {
      /** pob_… */
      readonly id: string;
      readonly batchNumber: string;
      readonly state: 'draft' | 'confirmed' | 'cancelled';
      readonly items: number;
      /** yuan, two decimals, as text */
      readonly amount: string;
      readonly refused: number;
      readonly createdAt: string;
      readonly confirmedAt: string | null;
      readonly cancelledAt: string | null;
      readonly rows: readonly ({
        readonly businessId: string;
        readonly externalWorkerId: string;
        /** yuan, two decimals, as text */
        readonly amount: string;
        readonly code: 'income_line.business_id_reused' | 'worker.not_found' | 'worker.not_admissible' | 'income_line.business_income' | 'income_line.amount_zero' | 'income_line.amount_too_large' | 'income_line.in_future' | 'income_line.correction_unnamed' | 'income_line.corrected_unknown' | 'income_line.correction_too_large' | 'income_line.already_withdrawn' | 'worker.account_unusable' | 'worker.not_admitted' | 'payout.withdrawal_refused' | null;
        readonly withdrawalCode: string | null;
        readonly withdrawalId: string | null;
      })[];
    };
    failure: 'program.not_found' | 'payout_batch.number_reused';
  };
  /** 查询收入明细 · Read an income line: `GET /v1/workers/:externalWorkerId/income-lines/:businessId` */
  readIncomeLine: {
    request: {
      readonly externalWorkerId: string;
      readonly businessId: string;
    };
    answer: {
      /** inl_… */
      readonly id: string;
      readonly businessId: string;
      readonly externalWorkerId: string;
      readonly incomeKind: 'labourRemuneration' | 'incidentalIncome';
      readonly task: string;
      readonly acceptedOn: string;
      /** month, YYYY-MM */
      readonly workPeriod: string;
      /** yuan, two decimals, as text */
      readonly amount: string;
      readonly correctsBusinessId: string | null;
      readonly source: 'api' | 'batch' | 'import';
      readonly reportedAt: string;
    };
    failure: 'worker.not_found' | 'income_line.not_found';
  };
  /** 查询批量付款 · Read a payout batch: `GET /v1/payout-batches/:batchNumber` */
  readPayoutBatch: {
    request: {
      readonly batchNumber: string;
    };
    answer: {
      /** pob_… */
      readonly id: string;
      readonly batchNumber: string;
      readonly state: 'draft' | 'confirmed' | 'cancelled';
      readonly items: number;
      /** yuan, two decimals, as text */
      readonly amount: string;
      readonly refused: number;
      readonly createdAt: string;
      readonly confirmedAt: string | null;
      readonly cancelledAt: string | null;
      readonly rows: readonly ({
        readonly businessId: string;
        readonly externalWorkerId: string;
        /** yuan, two decimals, as text */
        readonly amount: string;
        readonly code: 'income_line.business_id_reused' | 'worker.not_found' | 'worker.not_admissible' | 'income_line.business_income' | 'income_line.amount_zero' | 'income_line.amount_too_large' | 'income_line.in_future' | 'income_line.correction_unnamed' | 'income_line.corrected_unknown' | 'income_line.correction_too_large' | 'income_line.already_withdrawn' | 'worker.account_unusable' | 'worker.not_admitted' | 'payout.withdrawal_refused' | null;
        readonly withdrawalCode: string | null;
        readonly withdrawalId: string | null;
      })[];
    };
    failure: 'payout_batch.not_found';
  };
  /** 上报收入明细 · Report income lines: `POST /v1/income-lines` */
  reportIncomeLines: {
    request: {
      /** prg_… */
      readonly programId?: string;
      readonly lines: readonly ({
        readonly businessId: string;
        readonly externalWorkerId: string;
        readonly incomeKind: 'labourRemuneration' | 'incidentalIncome' | 'businessIncome';
        readonly task: string;
        readonly acceptedOn: string;
        /** month, YYYY-MM */
        readonly workPeriod: string;
        /** yuan, two decimals, as text */
        readonly amount: string;
        readonly correctsBusinessId?: string;
      })[];
    };
    answer: {
      readonly results: readonly ({
        readonly businessId: string;
        readonly outcome: 'accepted' | 'unchanged' | 'refused';
        readonly code: 'income_line.business_id_reused' | 'worker.not_found' | 'worker.not_admissible' | 'income_line.business_income' | 'income_line.amount_zero' | 'income_line.amount_too_large' | 'income_line.in_future' | 'income_line.correction_unnamed' | 'income_line.corrected_unknown' | 'income_line.correction_too_large' | 'income_line.already_withdrawn' | null;
        readonly incomeLineId: string | null;
      })[];
    };
    failure: 'program.not_found';
  };
  /** 查询客户资金 · Read the client’s money: `GET /v1/funds` */
  readFunds: {
    request: Readonly<Record<string, never>>;
    answer: {
      /** prg_… */
      readonly programId: string;
      readonly programName: string;
      /** yuan, two decimals, as text */
      readonly total: string;
      /** yuan, two decimals, as text */
      readonly available: string;
      /** yuan, two decimals, as text */
      readonly held: string;
      /** yuan, two decimals, as text */
      readonly missing: string;
      readonly heldCount: number;
      /** yuan, two decimals, as text */
      readonly inFlight: string;
      readonly today: {
        readonly count: number;
        /** yuan, two decimals, as text */
        readonly gross: string;
        /** yuan, two decimals, as text */
        readonly fee: string;
        /** yuan, two decimals, as text */
        readonly spent: string;
      };
      readonly hoursLeft: number | null;
      readonly state: 'enough' | 'low' | 'suspended';
      readonly stateSince: string | null;
      /** yuan, two decimals, as text */
      readonly warningBelow: string;
      readonly warningHours: number | null;
    };
    failure: 'program.not_found';
  };
  /** 查询结算单 · Read settlement sheets: `GET /v1/settlement-sheets` */
  readSettlementSheets: {
    request: {
      readonly unit?: 'day' | 'month';
      readonly limit?: number;
    };
    answer: {
      readonly rows: readonly ({
        /** sts_… */
        readonly id: string;
        /** prg_… */
        readonly programId: string;
        readonly programName: string;
        readonly unit: 'day' | 'month';
        readonly firstDay: string;
        readonly lastDay: string;
        readonly state: 'generated' | 'confirmed' | 'invoiceRequested' | 'invoiced';
        /** yuan, two decimals, as text */
        readonly opening: string;
        /** yuan, two decimals, as text */
        readonly topUps: string;
        /** yuan, two decimals, as text */
        readonly advances: string;
        readonly withdrawn: {
          readonly count: number;
          /** yuan, two decimals, as text */
          readonly gross: string;
          /** yuan, two decimals, as text */
          readonly tax: string;
          /** yuan, two decimals, as text */
          readonly vat: string;
          /** yuan, two decimals, as text */
          readonly fee: string;
          /** yuan, two decimals, as text */
          readonly net: string;
        };
        readonly returned: {
          readonly count: number;
          /** yuan, two decimals, as text */
          readonly gross: string;
          /** yuan, two decimals, as text */
          readonly tax: string;
          /** yuan, two decimals, as text */
          readonly vat: string;
          /** yuan, two decimals, as text */
          readonly fee: string;
          /** yuan, two decimals, as text */
          readonly net: string;
        };
        /** yuan, two decimals, as text */
        readonly other: string;
        /** yuan, two decimals, as text */
        readonly closing: string;
        readonly generatedBy: string;
        readonly generatedAt: string;
        readonly confirmedBy: string | null;
        readonly confirmedAt: string | null;
        readonly invoiceKind: 'serviceFee' | 'grossAndFee' | null;
        readonly invoiceAmount: string | null;
        readonly invoiceAskedBy: string | null;
        readonly invoiceNumber: string | null;
        readonly invoicedOn: string | null;
      })[];
    };
    failure: 'program.not_found';
  };
  /** 查询充值认领 · Read a top-up claim: `GET /v1/top-up-claims/:claimId` */
  readTopUp: {
    request: {
      /** tuc_… */
      readonly claimId: string;
    };
    answer: {
      /** tuc_… */
      readonly id: string;
      /** prg_… */
      readonly programId: string;
      /** pac_… */
      readonly payerAccountId: string;
      /** yuan, two decimals, as text */
      readonly amount: string;
      readonly paidOn: string;
      readonly payerName: string;
      readonly bankReference: string;
      readonly note: string | null;
      readonly fileId: string | null;
      readonly state: 'open' | 'confirmed' | 'refused' | 'cancelled';
      readonly claimedBy: string;
      readonly claimedAt: string;
      readonly decidedBy: string | null;
      readonly decidedAt: string | null;
      readonly reason: string | null;
      readonly receiptId: string | null;
    };
    failure: 'top_up.not_found';
  };
  /** 认领充值 · Claim a top-up: `POST /v1/top-up-claims` */
  reportTopUp: {
    request: {
      /** yuan, two decimals, as text */
      readonly amount: string;
      readonly paidOn: string;
      readonly payerName: string;
      readonly bankReference: string;
      readonly note?: string;
    };
    answer: {
      /** tuc_… */
      readonly id: string;
      /** prg_… */
      readonly programId: string;
      /** pac_… */
      readonly payerAccountId: string;
      /** yuan, two decimals, as text */
      readonly amount: string;
      readonly paidOn: string;
      readonly payerName: string;
      readonly bankReference: string;
      readonly note: string | null;
      readonly fileId: string | null;
      readonly state: 'open' | 'confirmed' | 'refused' | 'cancelled';
      readonly claimedBy: string;
      readonly claimedAt: string;
      readonly decidedBy: string | null;
      readonly decidedAt: string | null;
      readonly reason: string | null;
      readonly receiptId: string | null;
    };
    failure: 'top_up.in_the_future' | 'program.not_found' | 'top_up.claimed';
  };
  /** 取消提现 · Cancel a withdrawal: `POST /v1/withdrawals/:withdrawalId/cancellation` */
  cancelWithdrawal: {
    request: {
      /** wdr_… */
      readonly withdrawalId: string;
    };
    answer: {
      /** wdr_… */
      readonly id: string;
      readonly businessId: string;
      readonly externalWorkerId: string;
      readonly incomeKind: 'labourRemuneration' | 'incidentalIncome' | 'businessIncome';
      readonly state: 'accepted' | 'suspended' | 'sent' | 'unknown' | 'paid' | 'returned' | 'failed' | 'cancelled';
      /** yuan, two decimals, as text */
      readonly gross: string;
      readonly tax: string | null;
      readonly vat: string | null;
      readonly surcharges: string | null;
      readonly net: string | null;
      readonly serviceFee: string | null;
      readonly acceptedAt: string;
      readonly reason: string | null;
      readonly payOrderId: string | null;
      readonly bankReference: string | null;
      readonly taxPeriod: string | null;
      readonly settledAt: string | null;
      readonly reversedAt: string | null;
      readonly isCorrected: boolean;
    };
    failure: 'withdrawal.not_found' | 'withdrawal.already_sent';
  };
  /** 查询可提现余额 · Read withdrawable balances: `GET /v1/workers/:externalWorkerId/balances` */
  readBalances: {
    request: {
      readonly externalWorkerId: string;
    };
    answer: {
      readonly rows: readonly ({
        readonly incomeKind: 'labourRemuneration' | 'incidentalIncome' | 'businessIncome';
        /** yuan, two decimals, as text */
        readonly withdrawable: string;
        /** yuan, two decimals, as text */
        readonly suspended: string;
        /** yuan, two decimals, as text */
        readonly monthReceipts: string;
        /** yuan, two decimals, as text */
        readonly monthTax: string;
        /** yuan, two decimals, as text */
        readonly yearIncome: string;
        /** yuan, two decimals, as text */
        readonly yearTax: string;
      })[];
    };
    failure: 'worker.not_found';
  };
  /** 查询提现 · Read a withdrawal: `GET /v1/withdrawals/:withdrawalId` */
  readWithdrawal: {
    request: {
      /** wdr_… */
      readonly withdrawalId: string;
    };
    answer: {
      /** wdr_… */
      readonly id: string;
      readonly businessId: string;
      readonly externalWorkerId: string;
      readonly incomeKind: 'labourRemuneration' | 'incidentalIncome' | 'businessIncome';
      readonly state: 'accepted' | 'suspended' | 'sent' | 'unknown' | 'paid' | 'returned' | 'failed' | 'cancelled';
      /** yuan, two decimals, as text */
      readonly gross: string;
      readonly tax: string | null;
      readonly vat: string | null;
      readonly surcharges: string | null;
      readonly net: string | null;
      readonly serviceFee: string | null;
      readonly acceptedAt: string;
      readonly reason: string | null;
      readonly payOrderId: string | null;
      readonly bankReference: string | null;
      readonly taxPeriod: string | null;
      readonly settledAt: string | null;
      readonly reversedAt: string | null;
      readonly isCorrected: boolean;
    };
    failure: 'withdrawal.not_found';
  };
  /** 查询从业人员的提现 · Read the withdrawals of a worker: `GET /v1/workers/:externalWorkerId/withdrawals` */
  readWithdrawals: {
    request: {
      readonly externalWorkerId: string;
      readonly businessId?: string;
      readonly after?: string;
      readonly limit?: number;
    };
    answer: {
      readonly rows: readonly ({
        /** wdr_… */
        readonly id: string;
        readonly businessId: string;
        readonly externalWorkerId: string;
        readonly incomeKind: 'labourRemuneration' | 'incidentalIncome' | 'businessIncome';
        readonly state: 'accepted' | 'suspended' | 'sent' | 'unknown' | 'paid' | 'returned' | 'failed' | 'cancelled';
        /** yuan, two decimals, as text */
        readonly gross: string;
        readonly tax: string | null;
        readonly vat: string | null;
        readonly surcharges: string | null;
        readonly net: string | null;
        readonly serviceFee: string | null;
        readonly acceptedAt: string;
        readonly reason: string | null;
        readonly payOrderId: string | null;
        readonly bankReference: string | null;
        readonly taxPeriod: string | null;
        readonly settledAt: string | null;
        readonly reversedAt: string | null;
        readonly isCorrected: boolean;
      })[];
      readonly next: string | null;
    };
    failure: 'worker.not_found';
  };
  /** 提现试算 · Try a withdrawal: `POST /v1/withdrawals/trial` */
  tryWithdrawal: {
    request: {
      readonly externalWorkerId: string;
      /** yuan, two decimals, as text */
      readonly amount: string;
      readonly incomeKind?: 'labourRemuneration' | 'incidentalIncome' | 'businessIncome';
    };
    answer: {
      /** yuan, two decimals, as text */
      readonly gross: string;
      /** yuan, two decimals, as text */
      readonly tax: string;
      /** yuan, two decimals, as text */
      readonly vat: string;
      /** yuan, two decimals, as text */
      readonly surcharges: string;
      /** yuan, two decimals, as text */
      readonly net: string;
      /** yuan, two decimals, as text */
      readonly serviceFee: string;
      /** month, YYYY-MM */
      readonly taxPeriod: string;
      readonly reasons: readonly ({
        readonly rule: string;
        readonly article: string | null;
        readonly textZh: string;
        readonly textEn: string;
        readonly figures: readonly ({
          readonly key: string;
          readonly titleZh: string;
          readonly titleEn: string;
          readonly value: string;
          readonly appliesFrom: string | null;
          readonly source: string | null;
          readonly mark: string;
          readonly isUnverified: boolean;
          readonly isCarriedForward: boolean;
        })[];
        readonly inputs: Readonly<Record<string, string>>;
        readonly rounding: string | null;
        readonly output: Readonly<Record<string, string>>;
      })[];
    };
    failure: 'worker.not_found' | 'worker.account_unusable' | 'worker.not_admitted' | 'program.not_found' | 'program.not_active' | 'withdrawal.amount_too_small' | 'withdrawal.amount_too_large' | 'withdrawal.tax_unknown' | 'withdrawal.balance_too_low' | 'withdrawal.worker_day_count' | 'withdrawal.worker_day_limit';
  };
  /** 提现 · Withdraw: `POST /v1/withdrawals` */
  withdraw: {
    request: {
      readonly externalWorkerId: string;
      readonly businessId: string;
      /** yuan, two decimals, as text */
      readonly amount: string;
      readonly incomeKind?: 'labourRemuneration' | 'incidentalIncome' | 'businessIncome';
    };
    answer: {
      /** wdr_… */
      readonly id: string;
      readonly businessId: string;
      readonly externalWorkerId: string;
      readonly incomeKind: 'labourRemuneration' | 'incidentalIncome' | 'businessIncome';
      readonly state: 'accepted' | 'suspended';
      /** yuan, two decimals, as text */
      readonly gross: string;
      readonly tax: string | null;
      readonly vat: string | null;
      readonly surcharges: string | null;
      readonly net: string | null;
      readonly serviceFee: string | null;
      readonly acceptedAt: string;
    };
    failure: 'withdrawal.key_reused' | 'withdrawal.business_id_reused' | 'worker.not_found' | 'worker.account_unusable' | 'worker.not_admitted' | 'program.not_found' | 'program.not_active' | 'withdrawal.amount_too_small' | 'withdrawal.amount_too_large' | 'withdrawal.tax_unknown' | 'withdrawal.balance_too_low' | 'withdrawal.worker_day_count' | 'withdrawal.worker_day_limit' | 'withdrawal.day_limit' | 'withdrawal.funds_short';
  };
  /** 下载扣缴明细单 · Download a withholding statement: `GET /v1/workers/:externalWorkerId/statements/:year` */
  readWorkerStatement: {
    request: {
      readonly externalWorkerId: string;
      readonly year: number;
    };
    answer: ApiFile;
    failure: 'worker.not_found' | 'worker_statement.nothing_paid';
  };
  /** 生成从业人员页面链接 · Make a link to a worker’s pages: `POST /v1/workers/:externalWorkerId/page-links` */
  createWorkerPageLink: {
    request: {
      readonly externalWorkerId: string;
      readonly minutes?: number;
    };
    answer: {
      /** plk_… */
      readonly id: string;
      readonly url: string;
      readonly expiresAt: string;
    };
    failure: 'worker.not_found';
  };
  /** 撤回从业人员页面链接 · Revoke a link to a worker’s pages: `DELETE /v1/worker-page-links/:linkId` */
  revokeWorkerPageLink: {
    request: {
      /** plk_… */
      readonly linkId: string;
    };
    answer: Readonly<Record<string, never>>;
    failure: 'person_link.not_found';
  };
  /** 撤销推送地址 · Deregister a webhook endpoint: `DELETE /v1/webhook-endpoints/:endpointId` */
  deregisterWebhookEndpoint: {
    request: {
      /** whe_… */
      readonly endpointId: string;
    };
    answer: Readonly<Record<string, never>>;
    failure: 'webhook_endpoint.not_found';
  };
  /** 查看本应用 · Look at the calling app: `GET /v1/app` */
  getOwnApp: {
    request: Readonly<Record<string, never>>;
    answer: {
      /** app_… */
      readonly id: string;
      readonly name: string;
      readonly environment: 'sandbox' | 'live';
      readonly scopes: readonly (string)[];
      readonly requestsPerMinute: number;
    };
    failure: never;
  };
  /** 查询本应用的推送地址 · Read the endpoints of the app: `GET /v1/webhook-endpoints` */
  readWebhookEndpoints: {
    request: Readonly<Record<string, never>>;
    answer: {
      readonly rows: readonly ({
        /** whe_… */
        readonly id: string;
        /** app_… */
        readonly appId: string;
        readonly url: string;
        readonly eventTypes: readonly (string)[];
        readonly state: 'active' | 'disabled';
        readonly disabledReason: 'by_hand' | 'gone' | 'gave_up' | null;
        readonly previousSecretUntil: string | null;
        readonly waiting: number;
        readonly failed: number;
        readonly lastDeliveredAt: string | null;
        readonly createdAt: string;
      })[];
    };
    failure: never;
  };
  /** 登记推送地址 · Register a webhook endpoint: `POST /v1/webhook-endpoints` */
  registerWebhookEndpoint: {
    request: {
      readonly url: string;
      readonly eventTypes?: readonly (string)[];
    };
    answer: {
      /** whe_… */
      readonly id: string;
      readonly secret: string;
      readonly endpoint: {
        /** whe_… */
        readonly id: string;
        /** app_… */
        readonly appId: string;
        readonly url: string;
        readonly eventTypes: readonly (string)[];
        readonly state: 'active' | 'disabled';
        readonly disabledReason: 'by_hand' | 'gone' | 'gave_up' | null;
        readonly previousSecretUntil: string | null;
        readonly waiting: number;
        readonly failed: number;
        readonly lastDeliveredAt: string | null;
        readonly createdAt: string;
      };
    };
    failure: 'webhook_endpoint.url_refused' | 'webhook_endpoint.too_many';
  };
};

/** What any operation may be refused with. */
export type CommonFailure = 'app.credentials_required' | 'app.credentials_invalid' | 'signature.malformed' | 'signature.wrong' | 'signature.expired' | 'nonce.replayed' | 'address.refused' | 'app.live_blocked' | 'request.invalid' | 'request.body_malformed' | 'field.not_sealed' | 'field.unreadable' | 'session.required' | 'operation.not_for_apps' | 'request.forged' | 'permission.denied' | 'second_factor.required' | 'tenant.not_found' | 'route.not_found' | 'request.too_large' | 'idempotency.key_required' | 'idempotency.key_reused' | 'idempotency.in_progress' | 'rate.limited' | 'server.failed' | 'server.unavailable';

export type WebhookData = {
  /** 挂起的提现恢复办理，税额已按当日算定 · A suspended withdrawal goes on; its tax is known now */
  'withdrawal.resumed': {
    /** wdr_… */
    readonly withdrawalId: string;
    readonly businessId: string;
    readonly externalWorkerId: string;
    /** yuan, two decimals, as text */
    readonly gross: string;
    readonly tax: string | null;
    readonly net: string | null;
    readonly reason: string | null;
  };
  /** 提现到账 · A withdrawal was paid */
  'withdrawal.paid': {
    /** wdr_… */
    readonly withdrawalId: string;
    readonly businessId: string;
    readonly externalWorkerId: string;
    /** yuan, two decimals, as text */
    readonly gross: string;
    readonly tax: string | null;
    readonly net: string | null;
    readonly reason: string | null;
  };
  /** 提现付款失败，金额退回可提现余额，税已冲回 · The payment failed: the money is withdrawable again, the tax taken back */
  'withdrawal.failed': {
    /** wdr_… */
    readonly withdrawalId: string;
    readonly businessId: string;
    readonly externalWorkerId: string;
    /** yuan, two decimals, as text */
    readonly gross: string;
    readonly tax: string | null;
    readonly net: string | null;
    readonly reason: string | null;
  };
  /** 到账后退汇，金额退回可提现余额；税按当月或更正申报处理 · The money came back after success; the tax follows in the month or by a corrected return */
  'withdrawal.returned': {
    /** wdr_… */
    readonly withdrawalId: string;
    readonly businessId: string;
    readonly externalWorkerId: string;
    /** yuan, two decimals, as text */
    readonly gross: string;
    readonly tax: string | null;
    readonly net: string | null;
    readonly reason: string | null;
  };
  /** 提现已取消 · A withdrawal was cancelled */
  'withdrawal.cancelled': {
    /** wdr_… */
    readonly withdrawalId: string;
    readonly businessId: string;
    readonly externalWorkerId: string;
    /** yuan, two decimals, as text */
    readonly gross: string;
    readonly tax: string | null;
    readonly net: string | null;
    readonly reason: string | null;
  };
  /** 客户资金低于预警线：请充值，用完后提现将挂起 · The client’s money is below its warning line; when it is used up, withdrawals are suspended */
  'program.balance_low': {
    /** prg_… */
    readonly programId: string;
    /** yuan, two decimals, as text */
    readonly balance: string;
    readonly hoursLeft: number | null;
    /** yuan, two decimals, as text */
    readonly warningBelow: string;
    readonly warningHours: number | null;
    readonly suspendedCount: number;
  };
  /** 客户资金不足，新的提现按顺序挂起 · The client’s money does not suffice: withdrawals wait in the order in which they come */
  'program.suspended': {
    /** prg_… */
    readonly programId: string;
    /** yuan, two decimals, as text */
    readonly balance: string;
    readonly hoursLeft: number | null;
    /** yuan, two decimals, as text */
    readonly warningBelow: string;
    readonly warningHours: number | null;
    readonly suspendedCount: number;
  };
  /** 客户资金已到，挂起的提现都已恢复 · The client’s money has arrived; nothing waits any more */
  'program.resumed': {
    /** prg_… */
    readonly programId: string;
    /** yuan, two decimals, as text */
    readonly balance: string;
    readonly hoursLeft: number | null;
    /** yuan, two decimals, as text */
    readonly warningBelow: string;
    readonly warningHours: number | null;
    readonly suspendedCount: number;
  };
  /** 从业人员的准入状态变化 · Whether a worker may be paid has changed */
  'worker.changed': {
    readonly externalWorkerId: string;
    readonly state: string;
  };
  /** 测试推送 · A test, sent by hand */
  'webhook.test': {
    /** whe_… */
    readonly endpointId: string;
  };
};
