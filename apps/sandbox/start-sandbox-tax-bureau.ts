import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fen, PayPeriod } from '@heyi/kernel';
import { formatYuan } from '@heyi/kernel';
import { endSandbox, spawnSandbox } from './spawn-sandbox.ts';

/** A refusal has a code and words; a sheet is an XLSX. */
export type SheetAnswer =
  | { readonly sheet: Buffer }
  | { readonly code: string; readonly text: string };

export type ReturnAnswer =
  | {
      readonly state: 'accepted';
      receipt_number: string;
      tax: string;
      due: string;
      later_periods: string[];
    }
  | { readonly state: 'rejected'; readonly text: string };

export type SandboxTaxBureau = TaxBureauCalls & {
  url: string;
  restart(): Promise<void>;
  stop(): Promise<void>;
};

/** What the client program can do with the bureau. */
export type TaxBureauCalls = {
  /** Tells the agent's name, for the page. */
  rename(creditCode: string, name: string): Promise<void>;
  /** 人员信息采集表 in, feedback out. */
  register(creditCode: string, sheet: Uint8Array): Promise<SheetAnswer>;
  /** One income sheet in, 算税结果 out. */
  calculate(creditCode: string, period: PayPeriod, sheet: Uint8Array): Promise<SheetAnswer>;
  declare(creditCode: string, period: PayPeriod): Promise<ReturnAnswer>;
  pay(
    creditCode: string,
    period: PayPeriod,
    amount: Fen,
  ): Promise<{ voucher_number: string } | { code: string; text: string }>;
};

/** The calls of a stand-in bureau that runs somewhere. */
export function openTaxBureauCalls(url: string): TaxBureauCalls {
  const call = (
    creditCode: string,
    noun: string,
    body: string | Uint8Array<ArrayBuffer> | null,
    method = 'POST',
  ) => fetch(`${url}/v1/agents/${creditCode}/${noun}`, { method, body });
  const sheetOf = async (answer: Response): Promise<SheetAnswer> =>
    answer.ok
      ? { sheet: Buffer.from(await answer.arrayBuffer()) }
      : ((await answer.json()) as { code: string; text: string });
  return {
    rename: async (code, name) =>
      void (await (await call(code, 'name', JSON.stringify({ name }), 'PUT')).text()),
    register: async (code, sheet) =>
      sheetOf(await call(code, 'registrations', new Uint8Array(sheet))),
    calculate: async (code, period, sheet) =>
      sheetOf(await call(code, `calculations?period=${period}`, new Uint8Array(sheet))),
    declare: async (code, period) =>
      (await (await call(code, `returns?period=${period}`, null)).json()) as ReturnAnswer,
    pay: async (code, period, amount) => {
      const body = JSON.stringify({ amount: formatYuan(amount) });
      const answer = await call(code, `payments?period=${period}`, body);
      return (await answer.json()) as { voucher_number: string } | { code: string; text: string };
    },
  };
}

/** Starts the stand-in tax bureau as a process of its own on a free port. It ends with this process. */
export async function startSandboxTaxBureau(): Promise<SandboxTaxBureau> {
  const data = mkdtempSync(join(tmpdir(), 'heyi-sandbox-'));
  let running = await spawnSandbox(data, 0, {});
  const { taxBureau: url, port } = running;
  return {
    url,
    ...openTaxBureauCalls(url),
    async restart() {
      await endSandbox(running, 'SIGTERM');
      running = await spawnSandbox(data, port, {});
    },
    async stop() {
      await endSandbox(running, 'SIGTERM');
      rmSync(data, { recursive: true, force: true });
    },
  };
}
