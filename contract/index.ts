export * from './fields.ts';
export * from './operation.ts';
export * from './operations.ts';
export * from './wording.ts';
export * as accessContract from './access.ts';
export * as platformContract from './platform.ts';
