import { parentPort, workerData } from 'node:worker_threads';
import { repaint } from './repaint.ts';

/** One picture, away from the thread that answers requests. */
const { content, type } = workerData as { content: Uint8Array; type: string };
const painted = await repaint(Buffer.from(content), type);
parentPort!.postMessage(painted, [painted.buffer as ArrayBuffer]);
