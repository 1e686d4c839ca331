import assert from 'node:assert/strict';
import { type openAppServer, signedHeaders, type TestApp } from '@heyi/connect/testing';
import { newId } from '@heyi/kernel';
import type { TestHost } from '@heyi/platform/testing';

type AppServer = Awaited<ReturnType<typeof openAppServer>>;

/** A link that the client's app asks for; answers its secret and its id. */
export async function askPageLink(
  world: TestHost,
  api: AppServer,
  app: TestApp,
  externalWorkerId: string,
): Promise<{ id: string; url: string; token: string; expiresAt: string }> {
  const request = {
    method: 'POST',
    url: `/v1/workers/${externalWorkerId}/page-links`,
    body: JSON.stringify({}),
  } as const;
  const answer = await api.server.inject({
    method: request.method,
    url: request.url,
    payload: request.body,
    headers: {
      host: 'heyi.example',
      'idempotency-key': newId(),
      ...signedHeaders(world.host, app, request),
    },
  });
  assert.equal(answer.statusCode, 200, answer.body);
  const link = answer.json<{ id: string; url: string; expiresAt: string }>();
  return { ...link, token: link.url.split('#')[1]! };
}

export type Phone = {
  readonly jar: Map<string, string>;
  call(
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    body?: object | null,
    key?: string,
  ): Promise<PhoneAnswer>;
  open(token: string): Promise<PhoneAnswer>;
};

type PhoneAnswer = {
  readonly status: number;
  readonly code: unknown;
  // oxlint-disable-next-line typescript/no-explicit-any -- whoever calls knows the operation
  readonly body: any;
  readonly raw: Buffer;
};

/** A phone, which keeps and sends cookies as browsers do. */
export function openPhone(api: AppServer): Phone {
  const jar = new Map<string, string>();
  const phone: Phone = {
    jar,
    async call(method, url, body = null, key = newId()) {
      const answer = await api.server.inject({
        method,
        url,
        headers: {
          host: 'heyi.example',
          origin: 'https://heyi.example',
          'idempotency-key': key,
          cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        },
        ...(body !== null && { payload: body }),
      });
      for (const { name, value } of answer.cookies) {
        if (value === '') jar.delete(name);
        else jar.set(name, value);
      }
      const isJson = String(answer.headers['content-type']).includes('json');
      const content = isJson ? answer.json() : {};
      return {
        status: answer.statusCode,
        code: content['code'],
        body: content,
        raw: answer.rawPayload,
      };
    },
    open: (token) => phone.call('POST', '/v1/link-session', { token }),
  };
  return phone;
}
