import type { ServerResponse } from 'node:http';
import {
  formatYuan,
  parsePayPeriod,
  parseYuan,
  type PayPeriod,
  subtract,
  sum,
  yearOf,
  zeroFen,
} from '@heyi/kernel';
import { parseJson, readBody, send } from '../bank/http.ts';
import type { StandIn } from '../stand-in.ts';
import { taxBehaviourOf } from './behaviour.ts';
import { calculateSheet, resultTitles } from './calculate-tax.ts';
import { certificateOf } from './certificate.ts';
import { page } from './page.ts';
import { feedbackTitles, registerPeople } from './register-people.ts';
import { readTemplate, writeAnswer } from './sheets.ts';
import { type Agent, personKey, type TaxBureau } from './tax-bureau.ts';

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type Call = {
  readonly agent: Agent;
  readonly creditCode: string;
  readonly period: PayPeriod | null;
  readonly body: Buffer;
};

/**
 * 自然人电子税务局（扣缴端） as a stand-in: calls below `/tax-bureau/v1/agents/{credit code}`, and a page
 * for people at `/tax-bureau/`.
 */
export function serveTaxBureau(bureau: TaxBureau): StandIn {
  return {
    name: 'tax-bureau',
    async answer(request, response) {
      const url = new URL(request.url ?? '', 'http://bureau');
      const [, , version = '', agents = '', code = '', noun = ''] = url.pathname.split('/');
      if (version === '') return sendPage(response);
      if (agents === 'agents' && code === '') return listAgents(response, bureau);
      const body = await readBody(request);
      if (body === null) return void response.destroy();
      const run = calls[`${request.method} ${noun}`];
      if (run === undefined || code === '')
        return refuse(response, 404, 'not_found', '没有这个接口');
      const period = parsePayPeriod(url.searchParams.get('period') ?? '');
      const creditCode = decodeURIComponent(code);
      await run(response, { agent: bureau.agent(creditCode), creditCode, period, body });
      if (request.method !== 'GET') bureau.save(creditCode);
    },
    close: async () => undefined,
  };
}

function sendPage(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
}

/** Everybody known, with the last period that was declared. */
function listAgents(response: ServerResponse, bureau: TaxBureau): void {
  const agents = bureau.codes().map((code) => {
    const { name, declared } = bureau.agent(code);
    return { code, name, last_declared: Object.keys(declared).toSorted().at(-1) ?? null };
  });
  send(response, 200, { agents });
}

function refuse(response: ServerResponse, status: number, code: string, text: string): void {
  send(response, status, { code, text });
}

async function sendSheet(
  response: ServerResponse,
  name: string,
  titles: readonly string[],
  rows: readonly Readonly<Record<string, string>>[],
): Promise<void> {
  const content = await writeAnswer(name, titles, rows);
  response.writeHead(200, { 'content-type': xlsxType, 'content-length': content.length });
  response.end(content);
}

const calls: Readonly<Record<string, (response: ServerResponse, call: Call) => unknown>> = {
  'PUT name': rename,
  'POST registrations': register,
  'POST calculations': calculate,
  'GET standing': tellStanding,
  'POST returns': declare,
  'POST payments': pay,
  'GET certificate': certify,
};

function rename(response: ServerResponse, { agent, body }: Call) {
  const { name } = (parseJson(body) ?? {}) as { name?: string };
  agent.name = name ?? '';
  return send(response, 200, { name: agent.name });
}

async function register(response: ServerResponse, { agent, body }: Call) {
  const read = await readTemplate(body);
  if (!read.ok) return refuse(response, 422, read.failure.code, read.failure.text);
  if (read.value.template !== 'registration') {
    return refuse(response, 422, 'wrong_template', '请导入人员信息采集表');
  }
  return sendSheet(
    response,
    '人员信息采集反馈',
    feedbackTitles,
    registerPeople(agent, read.value.rows),
  );
}

/** Takes in one sheet of the period and answers what it computes; a sheet sent again replaces itself. */
async function calculate(response: ServerResponse, { agent, period, body }: Call) {
  if (period === null) return refuse(response, 400, 'period_missing', '缺少税款所属期');
  const read = await readTemplate(body);
  if (!read.ok) return refuse(response, 422, read.failure.code, read.failure.text);
  const { template, rows } = read.value;
  if (template === 'registration') return refuse(response, 422, 'wrong_template', '请导入收入表');
  const strangers = rows.filter((row) => !isRegistered(agent, row)).map((row) => row['姓名']);
  if (strangers.length > 0) {
    return refuse(response, 422, 'unregistered', `未报送成功：${strangers.join('、')}`);
  }
  const taxed = calculateSheet(agent, period, template, rows);
  (agent.pending[period] ??= {})[template] = taxed.map(({ declared }) => declared);
  return sendSheet(
    response,
    '算税结果',
    resultTitles,
    taxed.map(({ row }) => row),
  );
}

function isRegistered(agent: Agent, row: Readonly<Record<string, string>>): boolean {
  const known = agent.registered[personKey(row['证件类型'] ?? '', row['证件号码'] ?? '')];
  return known?.state === 'reported' && known.name === row['姓名'];
}

/** Where the period stands: what was calculated, what was declared, what is to be paid. */
function tellStanding(response: ServerResponse, { agent, period }: Call) {
  if (period === null) return refuse(response, 400, 'period_missing', '缺少税款所属期');
  const due = agent.due[period];
  const taxOf = (lines: readonly { tax: number }[]) =>
    formatYuan(sum(lines.map(({ tax }) => tax as typeof zeroFen)));
  const pending = Object.values(agent.pending[period] ?? {}).flat();
  return send(response, 200, {
    registered: Object.keys(agent.registered).length,
    calculated: pending.length === 0 ? null : { people: pending.length, tax: taxOf(pending) },
    declared: due === undefined ? null : formatYuan(due),
    due: due === undefined ? null : formatYuan(subtract(due, agent.paid[period] ?? zeroFen)),
    receipt_number: agent.receipts[period] ?? null,
    voucher_number: agent.vouchers[period] ?? null,
  });
}

/** Declares what was computed. A period declared before is corrected; later ones have to follow. */
function declare(response: ServerResponse, { agent, creditCode, period }: Call) {
  const pending = period === null ? undefined : agent.pending[period];
  if (period === null || pending === undefined) {
    return refuse(response, 409, 'not_calculated', '请先算税');
  }
  const lines = Object.values(pending).flat();
  const refused = lines.find(({ name }) => taxBehaviourOf(name) === 'return_refused');
  if (refused) {
    return send(response, 200, {
      state: 'rejected',
      text: `${refused.name}：累计收入与历史申报不符`,
    });
  }
  const laterPeriods = Object.keys(agent.declared).filter(
    (other) => other > period && yearOf(other) === yearOf(period),
  );
  agent.declared[period] = pending;
  delete agent.pending[period];
  const tax = sum(lines.map((line) => line.tax));
  agent.due[period] = tax;
  agent.receipts[period] = `${creditCode.slice(-6)}${period.replace('-', '')}${lines.length}`;
  return send(response, 200, {
    state: 'accepted',
    receipt_number: agent.receipts[period],
    tax: formatYuan(tax),
    due: formatYuan(subtract(tax, agent.paid[period] ?? zeroFen)),
    later_periods: laterPeriods,
  });
}

/** `{"amount": "749.70"}`: the whole of what is due, no other. */
function pay(response: ServerResponse, { agent, creditCode, period, body }: Call) {
  const tax = period === null ? undefined : agent.due[period];
  if (period === null || tax === undefined)
    return refuse(response, 409, 'not_declared', '尚未申报');
  const due = subtract(tax, agent.paid[period] ?? zeroFen);
  const { amount: text } = (parseJson(body) ?? {}) as { amount?: string };
  if (due <= 0 || parseYuan(text ?? '') !== due) {
    return refuse(response, 422, 'amount_differs', `应缴税款为${formatYuan(due)}`);
  }
  agent.paid[period] = tax;
  const count = Object.keys(agent.vouchers).length + 1;
  const voucher = `3${creditCode.slice(-4)}${period.replace('-', '')}${count}`;
  agent.vouchers[period] = voucher;
  return send(response, 200, { voucher_number: voucher, amount: formatYuan(due) });
}

/** 完税证明 of a paid period. */
function certify(response: ServerResponse, { agent, creditCode, period }: Call) {
  const voucher = period === null ? undefined : agent.vouchers[period];
  if (period === null || voucher === undefined)
    return refuse(response, 409, 'not_paid', '尚未缴款');
  const paid = formatYuan(agent.paid[period] ?? zeroFen);
  const content = certificateOf({ creditCode, period, paid, voucher });
  response.writeHead(200, {
    'content-type': 'application/pdf',
    'content-length': content.length,
  });
  response.end(content);
}
