import { formatId } from '@heyi/kernel';
import type { Role } from '@heyi/access';
import { createHttpServer, type TenantId } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { authenticate, authenticateLink, routes } from '@heyi/server';
import { servePages } from '@heyi/server/testing';
import {
  seedAccount,
  seedClient,
  type SeededClient,
  seedHouse,
  seedPassword,
} from '../world/seed-client.ts';
import { openStage, type Stage } from '../world/stage.ts';
import { openBrowser, type TestBrowser, type TestPage } from './browser.ts';

/** The console over one small client, and somebody of the provider who works for it. */
export type ClientSite<Client = SeededClient> = {
  readonly world: TestHost;
  readonly stage: Stage;
  readonly client: Client;
  readonly browser: TestBrowser;
  readonly url: string;
  /** Whoever of the provider was asked for. */
  readonly loginName: string;
  /** Another account; of the provider unless a tenant is named. */
  account(role: Role, tenantId?: TenantId): Promise<string>;
  signIn(loginName: string, options?: object): Promise<TestPage>;
  /** The address of a page of the client. */
  at(path: string): string;
  close(): Promise<void>;
};

/** With a client that has lived through a month. */
export function openClientSite(role: Role): Promise<ClientSite> {
  return openSiteOf(role, (stage, house) => seedClient(stage, house, '华联'));
}

/** With a client of the test's own. */
export async function openSiteOf<Client extends { readonly wireId: string }>(
  role: Role,
  cast: (stage: Stage, house: { payer: string }) => Promise<Client>,
): Promise<ClientSite<Client>> {
  const world = await createTestHost();
  const http = await createHttpServer({
    host: world.host,
    routes,
    authenticate,
    authenticateLink,
    secure: false,
    requestsPerMinute: 100_000,
  });
  await servePages(http);
  const url = await http.listen({ host: '127.0.0.1', port: 0 });
  const stage = openStage({ ...world.host, publicUrl: url });
  const client = await cast(stage, await seedHouse(stage));
  const { id, loginName } = await seedAccount(stage, world.host.houseId, role);
  const accountId = formatId('acc', id);
  await stage.act('assignClient', { accountId, clientId: client.wireId });
  const browser = await openBrowser();
  return {
    world,
    stage,
    client,
    browser,
    url,
    loginName,
    account: async (another, tenantId = world.host.houseId) =>
      (await seedAccount(stage, tenantId, another)).loginName,
    async signIn(name, options) {
      const opened = await browser.openPage(options);
      const { page } = opened;
      await page.goto(url);
      await page.getByLabel('账号').fill(name);
      await page.getByLabel('密码', { exact: true }).fill(seedPassword);
      await page.getByRole('button', { name: /登\s*录/ }).click();
      await page.getByRole('heading', { name: '工作台' }).waitFor();
      return opened;
    },
    at: (path) => `${url}/clients/${client.wireId}${path}`,
    async close() {
      await browser.close();
      await http.close();
      await world.close();
    },
  };
}
