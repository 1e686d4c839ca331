import { createHash, createHmac, randomBytes } from 'node:crypto';

export type Credentials = {
  /** `app_…` */
  readonly appId: string;
  /** The secret of one of the app's keys, as it was shown. */
  readonly secret: string;
};

export type SignableRequest = {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly body?: string;
};

/** The four headers that sign a request; a new nonce each time. `timestamp` is in Unix seconds. */
export function signRequest(
  credentials: Credentials,
  request: SignableRequest,
  timestamp: number,
  nonce: string = randomBytes(18).toString('base64url'),
): Record<string, string> {
  const digest = createHash('sha256')
    .update(request.body ?? '')
    .digest('hex');
  const text = [request.method, canonicalUrl(request.url), digest, timestamp, nonce].join('\n');
  const mac = createHmac('sha256', credentials.secret).update(text).digest('base64');
  return {
    'x-app-id': credentials.appId,
    'x-timestamp': String(timestamp),
    'x-nonce': nonce,
    'x-signature': `v1=${mac}`,
  };
}

function canonicalUrl(url: string): string {
  const [path, query = ''] = url.split('?', 2) as [string, string?];
  const parts = [...new URLSearchParams(query)].map(
    ([name, value]) => `${rfc3986(name)}=${rfc3986(value)}`,
  );
  return parts.length === 0 ? path : `${path}?${parts.toSorted().join('&')}`;
}

function rfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
