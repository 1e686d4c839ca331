import { formatYuan, parsePlainDate } from '@heyi/kernel';
import { acceptBatch, getBatch, getBatchResult } from './accept-batch.ts';
import { acceptTransfer } from './accept-transfer.ts';
import { type Answer, refuse } from './answer.ts';
import type { App, Bank } from './bank.ts';
import { type HttpCall, parseJson } from './http.ts';
import {
  exportCamt053,
  exportStatementFile,
  listStatement,
  statementLinesMax,
} from './statement.ts';
import { wireReport } from './transfer.ts';

export type CustomerCall = HttpCall & { app: App };

/** The operations of the signed API. Runs inside a transaction. */
export function answerCustomer(bank: Bank, call: CustomerCall): Answer {
  const { method, path, app } = call;
  if (method === 'POST' && path === '/v1/transfers') {
    return acceptTransfer(bank, app.appId, parseJson(call.body));
  }
  if (method === 'POST' && path === '/v1/batches') {
    return acceptBatch(bank, app.appId, parseJson(call.body));
  }
  const [root, noun, name, view] = path.slice(1).split('/');
  if (method !== 'GET' || root !== 'v1' || name === undefined) return refuse('not_found');
  if (noun === 'transfers' && view === undefined) return getTransfer(bank, app.appId, name);
  if (noun === 'batches' && view === undefined) return getBatch(bank, app.appId, name);
  if (noun === 'batches' && view === 'result') return getBatchResult(bank, app.appId, name);
  if (noun === 'accounts') return getAccount(bank, call, name, view);
  return refuse('not_found');
}

function getTransfer(bank: Bank, appId: string, reference: string): Answer {
  const row = bank.transfers.find(appId, reference);
  if (row === undefined || row.visible_at > bank.now()) return refuse('not_found');
  return { status: 200, body: wireReport(row) };
}

function getAccount(bank: Bank, call: CustomerCall, number: string, view?: string): Answer {
  const account = bank.book.findAccount(number);
  if (account === undefined || account.app_id !== call.app.appId) return refuse('not_found');
  if (view === 'balance') {
    const available = formatYuan(account.balance);
    return { status: 200, body: { account: number, available, at: bank.now() } };
  }
  const day = parsePlainDate(call.query.get('day') ?? '');
  if (view === 'statement.csv') {
    if (day === null) return refuse('malformed', null, '：day');
    const body = exportStatementFile(bank, account, day);
    return { status: 200, body, contentType: 'text/csv; charset=utf-8' };
  }
  if (view === 'statement' || view === 'statement.xml') {
    if (day === null) return refuse('malformed', null, '：day');
    if (view === 'statement.xml') {
      const body = exportCamt053(bank, account, day, bank.now());
      return { status: 200, body, contentType: 'application/xml; charset=utf-8' };
    }
    const after = readCount(call.query.get('after'), 0);
    const limit = readCount(call.query.get('limit'), statementLinesMax);
    if (after === null || limit === null || limit < 1 || limit > statementLinesMax) {
      return refuse('malformed', null, '：after, limit');
    }
    return { status: 200, body: listStatement(bank, number, day, { after, limit }) };
  }
  return refuse('not_found');
}

function readCount(text: string | null, otherwise: number): number | null {
  if (text === null) return otherwise;
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
