import type { ReactNode } from 'react';
import { type Account, api, Problem } from '../api.ts';
import { closePages } from '../door.ts';
import { instantText } from '../instant.ts';
import { problemOf, useLoaded } from '../load.ts';
import { Rows, Section } from '../parts/Rows.tsx';
import { Screen } from '../parts/Screen.tsx';
import { Trouble, Waiting } from '../parts/States.tsx';
import { named, useWords } from '../words/words.ts';

/** Where the money goes, whether one may withdraw, and how to close the pages. */
export function AccountPage({ notice }: { notice: string | null }): ReactNode {
  const words = useWords();
  const { value, problem, reload } = useLoaded('account', () => api.getOwnAccount({}));
  return (
    <Screen title={words.account.title} notice={notice}>
      {problem && <Trouble problem={problem} retry={reload} />}
      {value === null && !problem && <Waiting />}
      {value && <Facts of={value} />}
      <Section title={words.account.wrongTitle}>
        <p>{words.account.wrongText}</p>
      </Section>
      <Section>
        <p className="quiet">{words.account.leaveText}</p>
        <button
          type="button"
          className="button button-quiet"
          onClick={() => void leave(words.account.left, words.door.help)}
        >
          {words.account.leave}
        </button>
      </Section>
    </Screen>
  );
}

async function leave(title: string, detail: string): Promise<void> {
  try {
    await api.closeLinkSession({});
    closePages(new Problem(401, { code: 'link.closed', title, detail }));
  } catch (error) {
    closePages(problemOf(error));
  }
}

function Facts({ of }: { of: Account }): ReactNode {
  const words = useWords();
  const { account } = words;
  return (
    <>
      <Section>
        <Rows
          of={[
            { name: account.channel, value: named(words.channels, of.channel) },
            { name: account.number, value: <span className="amount">{of.accountMasked}</span> },
            of.bankName === null ? null : { name: account.bank, value: of.bankName },
            { name: account.name, value: of.name },
            { name: account.document, value: <span className="amount">{of.documentMasked}</span> },
            { name: account.phone, value: <span className="amount">{of.phoneMasked}</span> },
          ]}
        />
      </Section>
      <Section>
        <Rows
          of={[
            {
              name: account.state,
              value: named(words.workerStates, of.state),
              isStrong: of.state !== 'admitted',
            },
            ...of.signatures.map(({ kind, version, signedAt }) => ({
              name: `${named(words.agreements, kind)} ${version}`,
              value: `${account.signed} ${instantText(signedAt).slice(0, 10)}`,
            })),
          ]}
        />
        {of.reasons.length > 0 && (
          <ul className="reasons">
            {of.reasons.map((reason) => (
              <li key={reason}>{named(words.reasons, reason)}</li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}
