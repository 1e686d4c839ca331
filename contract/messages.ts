/** 会话 and 材料, with the pages of the employee. */
export * from './message-threads.ts';
export * from './message-papers.ts';
