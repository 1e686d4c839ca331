import type { ReactNode } from 'react';
import { base, go } from '../route.ts';
import { useWords } from '../words/words.ts';

const tabs = [
  ['/', 'balance', 'M4 7h16v11H4zM4 11h16M15.5 15h1.5'],
  ['/records', 'records', 'M6 4h12v16H6zM9 9h6M9 13h6M9 17h3'],
  ['/statements', 'statements', 'M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5'],
  [
    '/account',
    'account',
    'M12 12a4 4 0 100-8 4 4 0 000 8zM4.5 20c1.5-4 4-5.5 7.5-5.5s6 1.5 7.5 5.5',
  ],
] as const;

export const tabPaths: readonly string[] = tabs.map(([path]) => path);

export function Tabs({ path }: { path: string }): ReactNode {
  const words = useWords();
  return (
    <nav className="tabs" aria-label={words.tabs.label}>
      {tabs.map(([to, name, drawing]) => (
        <a
          key={to}
          href={base + to}
          aria-current={path === to ? 'page' : undefined}
          onClick={(event) => {
            event.preventDefault();
            if (path !== to) go(to);
          }}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d={drawing} />
          </svg>
          {words.tabs[name]}
        </a>
      ))}
    </nav>
  );
}
