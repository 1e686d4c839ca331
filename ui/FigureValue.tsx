import type { ReactNode } from 'react';

type Words = {
  name: (name: string) => string;
  value: (name: string, value: string) => string;
};
type Part = readonly [name: string, value: string];

/** The figure of a policy file as people read it: a table of brackets, or its parts by name. */
export function FigureValue({ text, words }: { text: string; words: Words }): ReactNode {
  const value = parsed(text);
  if (Array.isArray(value))
    return <Brackets rows={value.map((row) => partsOf(row))} words={words} />;
  const parts = partsOf(value);
  return (
    <div className="heyi-figure">
      {parts.map(([name, part]) => (
        <span key={name}>
          {name && `${namesOf(name, words)} `}
          {words.value(name, part)}
        </span>
      ))}
    </div>
  );
}

function Brackets({ rows, words }: { rows: readonly Part[][]; words: Words }): ReactNode {
  return (
    <table className="heyi-brackets">
      <thead>
        <tr>
          {rows[0]?.map(([name]) => (
            <th key={name}>{namesOf(name, words)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.map(([, value]) => value).join()}>
            {row.map(([name, value]) => (
              <td key={name}>{words.value(name, value)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** `{employer: {rate}}` as one part named `employer.rate`. */
function partsOf(value: unknown, path = ''): Part[] {
  if (value === null) return [[path, '']];
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object') return [[path, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([name, part]) =>
    partsOf(part, path ? `${path}.${name}` : name),
  );
}

function namesOf(path: string, words: Words): string {
  return path.split('.').map(words.name).join(' ');
}
