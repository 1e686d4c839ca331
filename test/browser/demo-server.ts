import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BankAdmin, openBankAdmin } from '@heyi/sandbox';
import {
  copySmallDemo,
  type DemoApp,
  openPlayground,
  readDemoApp,
  type SmallDemoFile,
  untilReady,
} from '@heyi/server/testing';
import type { Page } from 'playwright-core';
import type { TestBrowser } from './browser.ts';

/** The small demo behind a server of its own, as its first start leaves it. */
export type DemoServer = {
  readonly url: string;
  /** Address of the page of the stand-in tax client. */
  readonly taxClientUrl: string;
  readonly bank: BankAdmin;
  /** By which the live-streaming platform asks for withdrawals. */
  readonly platform: DemoApp;
  passwordOf(loginName: string): string;
  /** Writes the files to a folder; answers the path of each by its name. */
  keepFiles(files: readonly SmallDemoFile[]): ReadonlyMap<string, string>;
  close(): Promise<void>;
};

export async function startDemoServer(): Promise<DemoServer> {
  const playground = openPlayground();
  const home = playground.home('demo');
  await copySmallDemo(home);
  const server = playground.start(home, { HEYI_DEMO: 'small', HEYI_REQUESTS_PER_MINUTE: '60000' });
  const url = await server.address();
  const taxClientUrl = await untilReady(server);
  const credentials = readFileSync(join(home, 'sandbox/bank/credentials.json'), 'utf8');
  const logins = readFileSync(join(home, 'demo-logins.txt'), 'utf8');
  const platform = readDemoApp(home);
  assert.ok(platform, 'the demo keeps the app of its platform');
  return {
    url,
    taxClientUrl,
    platform,
    bank: openBankAdmin(new URL('/bank', taxClientUrl).href, JSON.parse(credentials)),
    passwordOf: (name) =>
      new RegExp(`^ +${name.replace('.', '\\.')} +(\\S+)`, 'm').exec(logins)![1]!,
    keepFiles(files) {
      const folder = join(playground.folder, 'demo-files');
      mkdirSync(folder, { recursive: true });
      return new Map(
        files.map(({ name, content }) => {
          const path = join(folder, name);
          writeFileSync(path, content);
          return [name, path];
        }),
      );
    },
    close: () => playground.close(),
  };
}

export type Visitor = { readonly page: Page; readonly complaints: readonly string[] };

/** What a page complained of, but for refusals: those are answers, and the page words them. */
export function faultsOf({ complaints }: Visitor): string[] {
  return complaints.filter((line) => !/status of 4\d\d/.test(line));
}

/** Somebody of the demo at a browser of their own, signed in and on the home page. */
export async function signIn(
  browser: TestBrowser,
  demo: DemoServer,
  loginName: string,
): Promise<Visitor> {
  const opened = await browser.openPage({ acceptDownloads: true });
  await opened.page.goto(demo.url);
  await fillSignIn(opened.page, demo, loginName);
  await opened.page.getByRole('heading', { name: '工作台' }).waitFor();
  return opened;
}

export async function fillSignIn(page: Page, demo: DemoServer, loginName: string): Promise<void> {
  await page.getByLabel('账号').fill(loginName);
  await page.getByLabel('密码', { exact: true }).fill(demo.passwordOf(loginName));
  await page.getByRole('button', { name: /登\s*录/ }).click();
}
