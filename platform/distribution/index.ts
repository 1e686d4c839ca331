export * from './distribute.ts';
export * from './table-place.ts';
