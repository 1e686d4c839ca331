import { accessRoutes, authenticateLink, permissionsOf, type Role } from '@heyi/access';
import { formatId, type Id, newId } from '@heyi/kernel';
import { castClient, entity, joiner } from '@heyi/people/testing';
import { type Actor, createHttpServer, systemActor, type TenantId } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { PNG } from 'pngjs';
import { openThread } from '../index.ts';
import { routes } from '../routes.ts';
import type { ThreadId } from '../thread/thread.store.ts';

/** Monday, nine o'clock in Shanghai. */
export const monday = '2026-11-23T01:00:00.000Z';

export type Sent = {
  readonly body?: object;
  readonly file?: { readonly name: string; readonly content: Buffer };
  readonly key?: string;
};

export type Answer = {
  readonly status: number;
  readonly code: string | undefined;
  // oxlint-disable-next-line typescript/no-explicit-any -- whoever calls knows the operation
  readonly body: any;
  readonly raw: Buffer;
};

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
export type Call = (method: Method, url: string, sent?: Sent) => Promise<Answer>;

export type ThreadWorld = {
  readonly world: TestHost;
  readonly tenantId: TenantId;
  readonly employmentId: Id<'emp'>;
  readonly personName: string;
  /** Somebody with the role, in a browser: 李静 of the provider, or 周敏 of the client. */
  as(role: Role, name: string): Call;
  /** A phone that keeps its cookies. */
  phone(): Call;
  /** A new thread on a line that nobody has made. */
  thread(title?: string): Promise<{ id: ThreadId; url: string; subjectId: Id }>;
  close(): Promise<void>;
};

export async function openThreadWorld(): Promise<ThreadWorld> {
  const world = await createTestHost(monday);
  const tenantId = await castClient(world, 'agency', '华联');
  const { id: entityId } = await entity(world, tenantId, '华联有限公司');
  const personName = '欧阳䶮';
  const { id: employmentId } = await joiner(world, tenantId, entityId, { name: personName });
  const actors = new Map<string, Actor>();
  const server = await createHttpServer({
    host: { ...world.host, publicUrl: 'https://heyi.example' },
    routes: [...routes, ...accessRoutes],
    authenticate: async (_host, token) => actors.get(token) ?? null,
    authenticateLink,
    secure: true,
    requestsPerMinute: 10_000,
  });
  const caller = (headers: Record<string, string>, jar: Map<string, string>): Call => {
    return async (method, url, { body, file, key = newId() } = {}) => {
      const sent = file && multipart(file);
      const answer = await server.inject({
        method,
        url,
        headers: {
          host: 'heyi.example',
          origin: 'https://heyi.example',
          'idempotency-key': key,
          cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
          ...headers,
          ...sent?.headers,
        },
        ...((method === 'POST' || method === 'PUT') && { payload: sent?.body ?? body ?? {} }),
      });
      for (const { name, value } of answer.cookies) jar.set(name, value);
      const isJson = String(answer.headers['content-type']).includes('json');
      const content = isJson ? answer.json() : {};
      const { statusCode: status, rawPayload: raw } = answer;
      return { status, code: content.code, body: content, raw };
    };
  };
  return {
    world,
    tenantId,
    employmentId,
    personName,
    as(role, name) {
      const token = newId();
      const isClient = role.startsWith('client_');
      actors.set(token, {
        ...systemActor(name),
        accountId: newId<'acc'>(),
        tenantId: isClient ? tenantId : world.host.houseId,
        permissions: permissionsOf([role]),
        assignedTenantIds: [tenantId],
      });
      return caller({ authorization: `Bearer ${token}` }, new Map());
    },
    phone: () => caller({}, new Map()),
    async thread(title = '住房公积金贷款') {
      const subjectId = newId();
      const subject = { subjectKind: 'orderLine' as const, subjectId };
      const id = await world.as(tenantId, (tx) =>
        openThread(tx, { ...subject, employmentId, title }),
      );
      const url = `/v1/tenants/${formatId('ten', tenantId)}/threads/${formatId('thr', id)}`;
      return { id, url, subjectId };
    },
    async close() {
      await server.close();
      await world.close();
    },
  };
}

function multipart({ name, content }: { name: string; content: Buffer }) {
  const head =
    `--heyi\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n` +
    'content-type: application/x-anything\r\n\r\n';
  const body = Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n--heyi--\r\n')]);
  return { body, headers: { 'content-type': 'multipart/form-data; boundary=heyi' } };
}

/** A page that looks unlike every other. */
export function page(shade: number, extension = 'png'): { name: string; content: Buffer } {
  const png = new PNG({ width: 12, height: 8 });
  png.data.fill(255);
  for (let at = 0; at < png.data.length; at += 4) png.data[at] = shade;
  return { name: `第${shade}页.${extension}`, content: PNG.sync.write(png) };
}

export const plainPdf = {
  name: '购房合同.pdf',
  content: Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n'),
};

export const activePdf = {
  name: '购房合同.pdf',
  content: Buffer.from('%PDF-1.7\n1 0 obj\n<< /S /JavaScript /JS (x) >>\nendobj\n%%EOF\n'),
};
