/** Everything that the people module serves. */
export * from './legal-entities.ts';
export * from './persons.ts';
export * from './employments.ts';
export * from './enrolments.ts';
export * from './three-in-one.ts';
