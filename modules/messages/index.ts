export { routes } from './routes.ts';
export type { MessagePosted, ThreadNews } from './message/message.store.ts';
export { postMessage } from './message/post-message.ts';
export { askPapers } from './paper/ask-papers.ts';
export { openThread } from './thread/open-thread.ts';
export { settleThread } from './thread/settle-thread.ts';
export { type ThreadState, threadStates } from './thread/thread-states.ts';
export type { SubjectKind, ThreadId } from './thread/thread.store.ts';
