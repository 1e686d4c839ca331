import { createHmac } from 'node:crypto';
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import type { TestBrowser, TestPage } from './browser.ts';
import { button, dialog } from './console-steps.ts';
import type { DemoServer } from './demo-server.ts';

/* Forms, lists and dialogs of the console as those use them who keep its accounts and master data. */

/** On the wire; its shape is the operation's. */
// oxlint-disable-next-line typescript/no-explicit-any -- whoever reads knows the operation
export type Answer = Readonly<Record<string, any>>;

export type SignedIn = TestPage & {
  /** What the API answers the signed-in person: what is stored, not what the page shows. */
  read(path: string): Promise<Answer>;
};

export async function signIn(
  browser: TestBrowser,
  server: DemoServer,
  loginName: string,
  password = server.passwordOf(loginName),
): Promise<SignedIn> {
  const opened = await browser.openPage();
  const { page } = opened;
  await page.goto(`${server.url}/sign-in`);
  await fillSignIn(page, loginName, password);
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  return { ...opened, read: (path) => readApi(page, path) };
}

export async function fillSignIn(page: Page, loginName: string, password: string): Promise<void> {
  await page.getByLabel('账号', { exact: true }).fill(loginName);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await button(page, '登录').click();
}

async function readApi(page: Page, path: string): Promise<Answer> {
  const answer = await page.evaluate(async (address) => {
    const got = await fetch(address);
    return { status: got.status, body: (await got.json()) as unknown };
  }, path);
  assert.equal(answer.status, 200, `${path}: ${JSON.stringify(answer.body)}`);
  return answer.body as Answer;
}

/** Opens the form behind a button; it is open when its first field has the focus. */
export async function openForm(opener: Locator): Promise<void> {
  await opener.click();
  await opener.page().locator('[role=dialog] :focus').waitFor({ state: 'attached' });
}

/** Chooses an entry of a drop-down list by its words. */
export async function choose(place: Locator, label: string, words: string): Promise<void> {
  const page = place.page();
  const field = place.getByRole('combobox', { name: label });
  const list = page.locator('.ant-select-dropdown:visible');
  const entry = list.locator('.ant-select-item-option').filter({ hasText: words }).first();
  await field.click();
  await entry.click();
}

/** Types a day or month into its field. */
export async function pickDay(place: Locator, label: string, day: string): Promise<void> {
  const field = place.getByLabel(label);
  await field.click();
  await field.fill(day);
  await field.press('Tab');
}

/** Saves the form at the side; what it refuses fails the test in its own words. */
export async function saveForm(page: Page, words = '保存'): Promise<void> {
  const label = await dialog(page).getAttribute('aria-labelledby');
  const form = page.locator(`[role=dialog][aria-labelledby="${label}"]`);
  await button(form, words).last().click();
  const refused = form.locator('[role=alert], .ant-form-item-explain-error');
  await Promise.race([form.waitFor({ state: 'hidden' }), refused.first().waitFor()]);
  assert.deepEqual(await refused.allInnerTexts(), []);
}

/** Answers the question of a step that cannot be undone. */
export async function confirm(page: Page, words: string): Promise<void> {
  await button(dialog(page), words).last().click();
  await page.locator('.ant-modal-confirm').waitFor({ state: 'hidden' });
}

/** What the authenticator shows now (RFC 6238): six digits of the shared secret and the time. */
export function codeOf(secret: string, atMs: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret]
    .map((one) => alphabet.indexOf(one).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(atMs / 30_000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const start = hash.at(-1)! & 15;
  return String((hash.readUInt32BE(start) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, '0');
}
