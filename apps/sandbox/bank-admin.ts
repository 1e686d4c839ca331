import { type Fen, formatYuan, type Instant, type PlainDate } from '@heyi/kernel';
import type { BankCredentials } from './bank/bank.ts';
import type { BehaviourName } from './bank/behaviour.ts';
import type { BookCheck } from './bank/book.store.ts';
import type { BankSettings } from './bank/settings.ts';
import type { StatementFaultName } from './bank/statement-fault.ts';
import type { TransferRow, WireReport } from './bank/transfer.ts';

export type BankAdmin = ReturnType<typeof openBankAdmin>;

const named = (noun: string, name: string) => `${noun}/${encodeURIComponent(name)}`;

/** The admin API of the stand-in bank. Each call throws when the bank refuses it. */
export function openBankAdmin(url: string, { appId, adminToken }: BankCredentials) {
  async function call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${url}/admin/${path}`, {
      method,
      headers: { authorization: `Bearer ${adminToken}` },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }
  return {
    settings: () => call<BankSettings & { now: Instant }>('GET', 'settings'),
    changeSettings: (changes: Partial<BankSettings>) =>
      call<BankSettings & { now: Instant }>('PATCH', 'settings', changes),
    /** Moves the bank's virtual clock; what falls due in between happens now. */
    advanceClock: (seconds: number) =>
      call<{ now: Instant }>('POST', 'clock', { advance_seconds: seconds }),
    setCallbackUrl: (callbackUrl: string | null) =>
      call('PUT', named('apps', appId), { callback_url: callbackUrl }),
    /** Opens an account that our app may pay from. */
    openAccount: (account: string, name: string, openingBalance: Fen) =>
      call('PUT', named('accounts', account), {
        name,
        app_id: appId,
        opening_balance: formatYuan(openingBalance),
      }),
    /** Registers a payee as the bank's own customer, whose name and state it then checks. */
    putPayee: (account: string, name: string, state: 'open' | 'closed' | 'frozen' = 'open') =>
      call('PUT', named('accounts', account), { name, state }),
    /** A client's payment comes in. */
    credit: (credit: {
      account: string;
      amount: Fen;
      payerName: string;
      payerAccount: string;
      text: string;
    }) =>
      call<{ bank_reference: string }>('POST', 'credits', {
        account: credit.account,
        amount: formatYuan(credit.amount),
        text: credit.text,
        payer_name: credit.payerName,
        payer_account: credit.payerAccount,
      }),
    /** Makes a payee's account behave like a magic name; null makes it ordinary again. */
    setBehaviour: (account: string, behaviour: BehaviourName | null, seconds?: number) =>
      call('PUT', named('behaviours', account), { behaviour, ...(seconds && { seconds }) }),
    transfer: (reference: string) => call<TransferRow>('GET', named('transfers', reference)),
    resolveTransfer: (reference: string, state: 'succeeded' | 'failed') =>
      call<WireReport>('POST', `${named('transfers', reference)}/resolve`, { state }),
    returnTransfer: (reference: string, code = 'AC04') =>
      call<WireReport>('POST', `${named('transfers', reference)}/return`, { code }),
    ...statementCalls(call),
    checkBook: () => call<BookCheck>('GET', 'book'),
  };
}

type Call = <T>(method: string, path: string, body?: object) => Promise<T>;

/** What is asked of statements, and what they get wrong. */
function statementCalls(call: Call) {
  return {
    /** Both statement files of an account's day. */
    statement: (account: string, day: PlainDate) =>
      call<{ camt053: string; file: string }>('POST', named('statements', account), { day }),
    /** Statements tell this line wrongly from now on: missing, doubled, or with another amount. */
    breakStatement: (
      account: string,
      broken: {
        bankReference: string;
        fault: StatementFaultName;
        amount?: Fen;
        /** False leaves the balances as they are, so that the statement contradicts itself. */
        addsUp?: boolean;
      },
    ) =>
      call('PUT', named('statement-faults', account), {
        bank_reference: broken.bankReference,
        fault: broken.fault,
        adds_up: broken.addsUp ?? true,
        ...(broken.amount !== undefined && { amount: formatYuan(broken.amount) }),
      }),
    mendStatements: (account: string) => call('DELETE', named('statement-faults', account)),
  };
}
