import type { IncomingMessage, ServerResponse } from 'node:http';

/** One outside system inside the sandbox process. It answers everything below `/<name>/`. */
export type StandIn = {
  name: string;
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
  close(): Promise<void>;
};
