export { routes } from './routes.ts';
export type { MessagePosted, ThreadNews } from './message/message.store.ts';
export { postMessage } from './message/post-message.ts';
export { askPapers } from './paper/ask-papers.ts';
export { closeThreads } from './thread/close-threads.ts';
export { openThread } from './thread/open-thread.ts';
export { settleThread } from './thread/settle-thread.ts';
export { type ThreadState, threadStates } from './thread/thread-states.ts';
export {
  countWaitingThreads,
  type SubjectKind,
  type ThreadId,
  type ThreadWait,
} from './thread/thread.store.ts';
export { watchThreads } from './thread/watch-threads.ts';
export { sideOf } from './side.ts';
