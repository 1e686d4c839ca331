import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, type Page, chromium } from 'playwright-core';
import { findChromium } from './chromium.ts';

export type TestBrowser = {
  readonly browser: Browser;
  /** A page with cookies and storage of its own, as a user in China would open it. */
  openPage(options?: BrowserContextOptions): Promise<TestPage>;
  close(): Promise<void>;
};

export type TestPage = {
  readonly page: Page;
  /** What the page complained about: errors it logged or threw, requests that failed. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
};

const pictures = fileURLToPath(new URL('../../test-results/', import.meta.url));

/** A phone for the pages of employees and gig workers. */
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};

const surroundings: BrowserContextOptions = {
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
  viewport: { width: 1440, height: 900 },
  reducedMotion: 'reduce',
};

/** Starts Chromium without a window. It speaks to nobody but the pages it is sent to. */
export async function openBrowser(): Promise<TestBrowser> {
  const { executablePath, env } = await findChromium();
  const browser = await chromium.launch({
    executablePath,
    env: { ...(process.env as Record<string, string>), ...env },
    // The sandbox needs rights that root in a container does not have.
    chromiumSandbox: process.getuid?.() !== 0 && process.env['CHROMIUM_SANDBOX'] === '1',
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-dev-shm-usage',
      '--disable-domain-reliability',
      '--font-render-hinting=none',
      // A name as in an office network: unlike 127.0.0.1, a page of it has no WebCrypto.
      '--host-resolver-rules=MAP office.test 127.0.0.1',
      '--no-pings',
    ],
  });
  return {
    browser,
    openPage: (options) => openPage(browser, options),
    close: () => browser.close(),
  };
}

async function openPage(browser: Browser, options?: BrowserContextOptions): Promise<TestPage> {
  const context = await browser.newContext({ ...surroundings, ...options });
  // A machine that also does something else is slow; a page that never answers fails all the same.
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // A page that is left cancels what it no longer needs.
    if (reason !== 'net::ERR_ABORTED') complaints.push(`${request.url()}: ${reason}`);
  });
  return { page, complaints, close: () => context.close() };
}

/** Saves a picture as `test-results/<name>.png`; answers its path. */
export async function takePicture(page: Page, name: string): Promise<string> {
  const path = join(pictures, `${name}.png`);
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path, animations: 'disabled' });
  return path;
}

export function noSidewaysScroll(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
}
