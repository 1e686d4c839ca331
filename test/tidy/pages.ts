import type { Contract } from './contract.ts';
import { isTest, type Repository } from './repository.ts';
import type { Finding } from './rule.ts';
import { nameOf, sourcesOf, walk } from './source.ts';

/** Operations of people that no page calls, each with the reason why only programs need it. */
export const programsOnly: Readonly<Record<string, string>> = {
  createEmployment:
    'A page takes people on with joinPerson, which writes person, employment and account at once.',
  createPerson:
    'A page takes people on with joinPerson, which writes person, employment and account at once.',
  getFunding:
    'What a run needs at each payer account, as billing knows it; the page has getRunFunding, by entity and with its collections.',
  getPayProgress:
    'How far the orders of a run are, as payments knows it; the page has getRunPayment, with who is held and why.',
  getServiceOrder: 'A program reads one again by its id; the page has it from listServiceOrders.',
  listOfficialBillRows:
    'The rows as the agency wrote them, to compare elsewhere; the page shows where they differ from ours.',
  proveWithdrawals:
    'The proof at once, for a script; the page starts it as a job, since it takes minutes at full size.',
};

/** People have a session or a link; an app has no page, and `public` needs no permission. */
const forPeople = (operation: Contract['operations'][number]): boolean =>
  operation.permission !== null && operation.scope !== 'app' && operation.scope !== 'public';

const isOfPages = (path: string) => /^apps\/(console|me)\/src\//.test(path) && !isTest(path);

/** Names of members that pages speak of, `lockRun` in `api.lockRun`, and addresses that they write. */
function spokenOf(repository: Repository) {
  const names = new Set<string>();
  const addresses: string[] = [];
  for (const { path, program } of sourcesOf(repository)) {
    if (!isOfPages(path)) continue;
    const text = repository.read(path);
    walk(program, (node) => {
      const name = node.type === 'MemberExpression' ? nameOf(node['property']) : null;
      if (name !== null && node['computed'] !== true) names.add(name);
      const isText = node.type === 'TemplateLiteral' || typeof node['value'] === 'string';
      const written = isText ? text.slice(node.start + 1, node.end - 1) : '';
      if (written.startsWith('/v1/')) addresses.push(written);
    });
  }
  return { names, addresses };
}

/** A picture, a download or an upload is asked for by its address. */
function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/:\w+/g, String.raw`\$\{.+\}`)}$`);
}

const at = (path: string, what: string): Finding => ({ path, line: 1, what });

export function* findWithoutPage(contract: Contract): Iterable<Finding> {
  const { names, addresses } = spokenOf(contract.repository);
  const called = new Set(
    contract.operations
      .filter(({ id, path }) => {
        const pattern = patternOf(path);
        return names.has(id) || addresses.some((address) => pattern.test(address));
      })
      .map(({ id }) => id),
  );
  const people = contract.operations.filter(forPeople).map(({ id }) => id);
  for (const id of people) {
    if (called.has(id) || contract.programsOnly[id]?.trim()) continue;
    yield at('contract/index.ts', `no page calls ${id}`);
  }
  for (const id of Object.keys(contract.programsOnly)) {
    if (!people.includes(id)) yield at('test/tidy/pages.ts', `${id} is no operation of people`);
    if (called.has(id)) yield at('test/tidy/pages.ts', `${id} has a page: take it out`);
  }
}
