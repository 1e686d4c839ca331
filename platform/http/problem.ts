import { appFailures, commonFailures, fieldWordsOf, linkFailures } from '@heyi/contract';
import { completeLanguageOf, wordsFor } from './translations.ts';

/** An answer that is not a success, in the form of RFC 9457. `code` is stable; words are not. */
export type Problem = {
  type: string;
  title: string;
  detail: string | undefined;
  status: number;
  code: string;
  instance: string;
  [fact: string]: unknown;
};

const refusals = { ...commonFailures, ...appFailures, ...linkFailures };

export type CommonFailure = keyof typeof refusals;

/** Thrown by the HTTP layer alone, before or around a use case. */
export class Refusal extends Error {
  readonly status: number;
  readonly failure: { code: CommonFailure } & Record<string, unknown>;

  constructor(failure: { code: CommonFailure } & Record<string, unknown>) {
    super(failure.code);
    this.failure = failure;
    this.status = refusals[failure.code];
  }
}

/** Words may name a fact of the failure, as in “{channels}”: it is written in its place. */
function filled(words: string, facts: Readonly<Record<string, unknown>>): string {
  return words.replace(/\{(\w+)\}/g, (place, name: string) => {
    const fact = facts[name];
    return typeof fact === 'string' || typeof fact === 'number' ? String(fact) : place;
  });
}

/** Each field that is refused says in words what it wants; its `message` is for programs. */
function withFieldWords(failure: { code: string }, acceptLanguage: string): object {
  if (failure.code !== 'request.invalid') return failure;
  const { fields } = failure as { code: string; fields: readonly { message: string }[] };
  const language = completeLanguageOf(acceptLanguage);
  const said = fields.map((field) => ({ ...field, words: fieldWordsOf(field.message)[language] }));
  return { ...failure, fields: said };
}

export function problemOf(
  failure: { code: string },
  status: number,
  request: { id: string; language: string },
): Problem {
  const words = wordsFor(failure.code, request.language);
  return {
    ...withFieldWords(failure, request.language),
    code: failure.code,
    type: `urn:heyi:problem:${failure.code}`,
    title: words.title ?? failure.code,
    detail: words.fix && filled(words.fix, failure),
    status,
    instance: request.id,
  };
}
