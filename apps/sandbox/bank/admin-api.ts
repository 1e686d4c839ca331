import { type Fen, formatYuan, parsePlainDate, parseYuan, shanghaiDate } from '@heyi/kernel';
import { announceTransfer } from './announce-transfer.ts';
import type { Bank } from './bank.ts';
import { isBehaviourName } from './behaviour.ts';
import { checkBook, clearingAccount } from './book.store.ts';
import { type ResultCode, resultTexts } from './result-code.ts';
import { readSettings } from './settings.ts';
import { concludeTransfer, returnTransfer } from './settle-transfer.ts';
import { exportCamt053, exportStatementFile } from './statement.ts';
import { isFaultName } from './statement-fault.ts';
import { isAccountNumber, isText, wireReport } from './transfer.ts';

type AdminAnswer = { status: number; body: object };
type Fields = Record<string, unknown>;

const malformed = (text: string): AdminAnswer => ({
  status: 400,
  body: { code: 'malformed', text },
});
const done = (body: object): AdminAnswer => ({ status: 200, body });
const notFound: AdminAnswer = { status: 404, body: { code: 'not_found', text: '无此记录' } };

/** What those who run the stand-in can do; `path` is split below `/admin/`. In a transaction. */
export function answerAdmin(
  bank: Bank,
  method: string,
  path: string[],
  json: unknown,
): AdminAnswer {
  if (typeof json !== 'object' || json === null) return malformed('JSON object expected');
  const fields = json as Fields;
  const [noun, name, verb] = path;
  switch (`${method} ${noun}${name === undefined ? '' : '/:name'}${verb ? `/${verb}` : ''}`) {
    case 'GET settings':
      return done({ ...bank.settings, now: bank.now() });
    case 'PATCH settings':
      return changeSettings(bank, json);
    case 'POST clock':
      return advanceClock(bank, fields.advance_seconds);
    case 'PUT apps/:name':
      return putApp(bank, name!, fields);
    case 'GET accounts':
      return done({ accounts: bank.book.accounts.all() });
    case 'PUT accounts/:name':
      return putAccount(bank, name!, fields);
    case 'POST credits':
      return creditAccount(bank, fields);
    case 'PUT behaviours/:name':
      return setBehaviour(bank, name!, fields);
    case 'POST statements/:name':
      return getStatement(bank, name!, fields);
    case 'PUT statement-faults/:name':
      return putStatementFault(bank, name!, fields);
    case 'DELETE statement-faults/:name':
      bank.book.dropStatementFaults.run(name!);
      return done({});
    case 'GET transfers/:name':
      return getTransfer(bank, name!, fields);
    case 'POST transfers/:name/resolve':
      return resolveTransfer(bank, name!, fields);
    case 'POST transfers/:name/return':
      return returnByHand(bank, name!, fields);
    case 'GET book':
      return done(checkBook(bank.book));
    default:
      return notFound;
  }
}

function changeSettings(bank: Bank, json: unknown): AdminAnswer {
  const read = readSettings(json);
  if ('wrongKey' in read) return malformed(`setting ${read.wrongKey}`);
  bank.changeSettings(read.settings);
  return done({ ...bank.settings, now: bank.now() });
}

function advanceClock(bank: Bank, seconds: unknown): AdminAnswer {
  if (!Number.isSafeInteger(seconds)) return malformed('advance_seconds');
  const { clock_offset_seconds } = bank.settings;
  bank.changeSettings({ clock_offset_seconds: clock_offset_seconds + (seconds as number) });
  return done({ now: bank.now() });
}

function putApp(bank: Bank, appId: string, fields: Fields): AdminAnswer {
  const known = bank.apps.get(appId);
  const secret = fields.secret ?? known?.secret;
  const callbackSecret = fields.callback_secret ?? known?.callbackSecret;
  const callbackUrl =
    fields.callback_url === undefined ? (known?.callbackUrl ?? null) : fields.callback_url;
  if (!isText(secret, 200) || !isText(callbackSecret, 200)) return malformed('secret');
  const isUrl = typeof callbackUrl === 'string' && /^https?:/.test(callbackUrl);
  if (callbackUrl !== null && !(isUrl && URL.canParse(callbackUrl)))
    return malformed('callback_url');
  const app = { appId, secret, callbackSecret, callbackUrl };
  bank.putApp(app);
  return done({ app_id: appId, callback_url: app.callbackUrl });
}

/** Opens or changes an account; `opening_balance` counts only when it is opened. */
function putAccount(bank: Bank, account: string, fields: Fields): AdminAnswer {
  const known = bank.book.findAccount(account);
  const state = fields.state ?? known?.state ?? 'open';
  const name = fields.name ?? known?.name;
  const appId = fields.app_id === undefined ? (known?.app_id ?? null) : fields.app_id;
  const opening = readAmount(fields.opening_balance ?? '0');
  if (!isAccountNumber(account) || known?.kind === 'internal') return malformed('account');
  if (!isText(name, 70)) return malformed('name');
  if (state !== 'open' && state !== 'closed' && state !== 'frozen') return malformed('state');
  if (appId !== null && !bank.apps.has(appId as string)) return malformed('app_id');
  if (opening === null) return malformed('opening_balance');
  const today = shanghaiDate(bank.now());
  bank.book.putAccount.run(account, name, 'customer', state, appId as string | null, today);
  if (known === undefined && opening > 0) {
    receive(bank, account, opening, { account: null, name: null }, '开户存款');
  }
  const { balance } = bank.book.findAccount(account)!;
  return done({ account, name, state, balance: formatYuan(balance) });
}

/** A payment comes in from another bank: what a client's receipt looks like. */
function creditAccount(bank: Bank, fields: Fields): AdminAnswer {
  const amount = readAmount(fields.amount);
  if (!isText(fields.account, 32)) return malformed('account');
  if (amount === null || amount === 0) return malformed('amount');
  if (!isText(fields.payer_name, 70) || !isText(fields.payer_account, 40))
    return malformed('payer');
  if (!isText(fields.text, 140)) return malformed('text');
  const account = bank.book.findAccount(fields.account);
  if (account?.kind !== 'customer') return notFound;
  const payer = { account: fields.payer_account, name: fields.payer_name };
  const reference = receive(bank, account.account, amount, payer, fields.text);
  return done({ bank_reference: reference });
}

function receive(
  bank: Bank,
  account: string,
  amount: Fen,
  payer: { account: string | null; name: string | null },
  text: string,
): string {
  return bank.book.post({
    kind: 'receipt',
    amount,
    text,
    reference: null,
    at: bank.now(),
    from: { account: clearingAccount, counterparty: { account, name: null } },
    to: { account, counterparty: payer },
  });
}

/** Both files of an account's day, as a customer downloads them. */
function getStatement(bank: Bank, number: string, fields: Fields): AdminAnswer {
  const day = typeof fields.day === 'string' ? parsePlainDate(fields.day) : null;
  if (day === null) return malformed('day');
  const account = bank.book.findAccount(number);
  if (account?.kind !== 'customer') return notFound;
  const camt053 = exportCamt053(bank, account, day, bank.now());
  return done({ camt053, file: exportStatementFile(bank, account, day) });
}

/** From now on the account's statements tell this line wrongly; the book stays right. */
function putStatementFault(bank: Bank, account: string, fields: Fields): AdminAnswer {
  const { bank_reference: reference, fault, adds_up: addsUp = true } = fields;
  const amount = fields.amount === undefined ? null : readAmount(fields.amount);
  if (!isText(reference, 40)) return malformed('bank_reference');
  if (!isFaultName(fault)) return malformed('fault');
  if (typeof addsUp !== 'boolean') return malformed('adds_up');
  if (fields.amount !== undefined && (amount === null || amount === 0)) return malformed('amount');
  if (bank.book.findAccount(account)?.kind !== 'customer') return notFound;
  bank.book.putStatementFault.run(account, reference, fault, amount, addsUp ? 1 : 0);
  return done({ account, bank_reference: reference, fault });
}

function setBehaviour(bank: Bank, account: string, fields: Fields): AdminAnswer {
  const { behaviour, seconds = null } = fields;
  if (behaviour !== null && !(typeof behaviour === 'string' && isBehaviourName(behaviour))) {
    return malformed('behaviour');
  }
  if (seconds !== null && !(Number.isSafeInteger(seconds) && (seconds as number) >= 0)) {
    return malformed('seconds');
  }
  bank.transfers.setBehaviour(
    account,
    behaviour === null ? null : { name: behaviour, seconds: seconds as number | null },
  );
  return done({ account, behaviour });
}

function getTransfer(bank: Bank, reference: string, fields: Fields): AdminAnswer {
  const row = findTransfer(bank, reference, fields);
  return row === undefined ? notFound : done(row);
}

/** A person at the bank ends 挂账. */
function resolveTransfer(bank: Bank, reference: string, fields: Fields): AdminAnswer {
  const row = findTransfer(bank, reference, fields);
  if (row === undefined || row.state !== 'suspended') return notFound;
  const { state } = fields;
  const code = readCode(fields.code ?? 'NARR');
  if ((state !== 'succeeded' && state !== 'failed') || code === null)
    return malformed('state, code');
  concludeTransfer(bank, row, { state, code: state === 'failed' ? code : null }, bank.now());
  announceTransfer(bank, row);
  return done(wireReport(row));
}

function returnByHand(bank: Bank, reference: string, fields: Fields): AdminAnswer {
  const row = findTransfer(bank, reference, fields);
  const code = readCode(fields.code ?? 'AC04');
  if (code === null) return malformed('code');
  if (row === undefined || !returnTransfer(bank, row, code, bank.now())) return notFound;
  announceTransfer(bank, row);
  return done(wireReport(row));
}

function findTransfer(bank: Bank, reference: string, fields: Fields) {
  const appId = typeof fields.app_id === 'string' ? fields.app_id : bank.credentials.appId;
  return bank.transfers.find(appId, reference);
}

function readAmount(value: unknown): Fen | null {
  const amount = typeof value === 'string' ? parseYuan(value) : null;
  return amount === null || amount < 0 ? null : amount;
}

function readCode(value: unknown): ResultCode | null {
  return typeof value === 'string' && Object.hasOwn(resultTexts, value)
    ? (value as ResultCode)
    : null;
}
