import { type ParseResult, parseSync } from 'oxc-parser';
import { type Repository, isCode } from './repository.ts';

/** A node of the syntax tree (ESTree), as far as the rules look at it. */
export type Node = { type: string; start: number; end: number; [field: string]: unknown };

export type Import = {
  readonly specifier: string;
  readonly line: number;
  /** Gone when the program runs. */
  readonly isType: boolean;
};

export type Source = {
  readonly path: string;
  readonly lines: readonly string[];
  readonly imports: readonly Import[];
  readonly program: Node;
  lineAt(offset: number): number;
};

const parsed = new WeakMap<Repository, Source[]>();

/** Every file of code, parsed once for all rules. */
export function sourcesOf(repository: Repository): readonly Source[] {
  const known = parsed.get(repository);
  if (known) return known;
  const sources = repository.paths.filter(isCode).map((path) => parse(path, repository.read(path)));
  parsed.set(repository, sources);
  return sources;
}

function parse(path: string, text: string): Source {
  const result = parseSync(path, text);
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const lineAt = (offset: number) => {
    const next = starts.findIndex((start) => start > offset);
    return next < 0 ? starts.length : next;
  };
  return {
    path,
    lines: text.split('\n'),
    lineAt,
    imports: importsOf(result, text).map(({ start, ...rest }) => ({
      ...rest,
      line: lineAt(start),
    })),
    program: result.program as unknown as Node,
  };
}

type Request = { specifier: string; start: number; isType: boolean };

function importsOf({ module }: ParseResult, text: string): Request[] {
  const named = module.staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    start: moduleRequest.start,
    isType: entries.length > 0 && entries.every(({ isType }) => isType),
  }));
  const passedOn = module.staticExports
    .flatMap(({ entries }) => entries)
    .filter(({ moduleRequest }) => moduleRequest !== null)
    .map(({ moduleRequest, isType }) => ({
      specifier: moduleRequest!.value,
      start: moduleRequest!.start,
      isType,
    }));
  // `import(path)` of a path put together at run time names no file.
  const awaited = module.dynamicImports
    .map(({ moduleRequest: { start, end } }) => ({ quoted: text.slice(start, end), start }))
    .filter(({ quoted }) => /^['"]/.test(quoted))
    .map(({ quoted, start }) => ({ specifier: quoted.slice(1, -1), start, isType: false }));
  return [...named, ...passedOn, ...awaited];
}

/** Calls `visit` on every node from the outside in; `parents` are nearest last. */
export function walk(
  node: Node,
  visit: (node: Node, parents: readonly Node[]) => void,
  parents: Node[] = [],
): void {
  visit(node, parents);
  parents.push(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) walk(child, visit, parents);
    }
  }
  parents.pop();
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

/** `a.b.c` as text for names and their members; null for anything computed. */
export function nameOf(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === 'Identifier') return node['name'] as string;
  if (node.type === 'MemberExpression' && node['computed'] !== true) {
    const object = nameOf(node['object']);
    const property = nameOf(node['property']);
    return object === null || property === null ? null : `${object}.${property}`;
  }
  return null;
}

/** The last name of what is called: `query` in `(await pool()).query(…)`. */
export function calledName(call: Node): string | null {
  const callee = call['callee'] as Node;
  return callee.type === 'MemberExpression' && callee['computed'] !== true
    ? nameOf(callee['property'])
    : nameOf(callee);
}
