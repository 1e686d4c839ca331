import type { ReactNode } from 'react';

/** Facts one under the other: the name on the left, what it is on the right. */
export function Rows({ of }: { of: readonly (Row | null)[] }): ReactNode {
  return (
    <dl className="rows">
      {of.map(
        (row) =>
          row && (
            <div key={row.name} className={row.isStrong ? 'row row-strong' : 'row'}>
              <dt>{row.name}</dt>
              <dd>{row.value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

export type Row = { readonly name: string; readonly value: ReactNode; readonly isStrong?: boolean };

export function Section(props: {
  title?: string;
  action?: ReactNode;
  children: ReactNode;
}): ReactNode {
  return (
    <section className="card">
      {props.title !== undefined && (
        <h2>
          {props.title}
          {props.action}
        </h2>
      )}
      {props.children}
    </section>
  );
}
