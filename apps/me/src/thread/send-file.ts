import { Problem } from '../api.ts';
import { language } from '../language.ts';

/**
 * Hands one file in and tells how far it is: what `fetch` cannot tell. The key is the file's, so that a
 * second try after a broken network is the same file.
 */
export function sendFile(
  paperId: string,
  file: File,
  options: { key: string; onProgress: (percent: number) => void },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/v1/me/papers/${encodeURIComponent(paperId)}/files`);
    request.setRequestHeader('accept-language', language());
    request.setRequestHeader('idempotency-key', options.key);
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      options.onProgress(total > 0 ? Math.floor((loaded / total) * 100) : 0),
    );
    request.upload.addEventListener('load', () => options.onProgress(100));
    request.addEventListener('load', () => {
      if (request.status < 300) resolve();
      else reject(new Problem(request.status, bodyOf(request.response)));
    });
    const away = () => reject(new Problem(0, { code: 'network.away' }));
    request.addEventListener('error', away);
    request.addEventListener('timeout', away);
    const form = new FormData();
    form.set('file', file, file.name);
    request.send(form);
  });
}

function bodyOf(answer: unknown): Record<string, unknown> {
  return typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>) : {};
}
