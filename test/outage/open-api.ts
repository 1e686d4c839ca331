import { createHttpServer, type Host } from '@heyi/platform';
import { authenticate, routes } from '@heyi/server';

/** The API of a copy of the server, reached without TLS. */
export function openApi(host: Host): ReturnType<typeof createHttpServer> {
  return createHttpServer({
    host,
    routes,
    authenticate,
    secure: false,
    requestsPerMinute: 10_000,
    acceptPlainFields: true,
  });
}
