import { useNavigate, useSearch } from '@tanstack/react-router';
import { Tabs } from 'antd';
import type { ReactNode } from 'react';

export type PageTab = { key: string; label: ReactNode; children: ReactNode };

/** Tabs that stand in the address: a tab can be linked to, and reloading stays on it. */
export function PageTabs({ tabs, name = 'tab' }: { tabs: PageTab[]; name?: string }): ReactNode {
  const navigate = useNavigate();
  const search: Record<string, string | undefined> = useSearch({ strict: false });
  const asked = search[name];
  // Whence the page was reached, for the way back; and what all tabs are about.
  const kept = Object.fromEntries(
    ['run', 'program'].flatMap((key) => (search[key] ? [[key, search[key]]] : [])),
  );
  const active = tabs.some(({ key }) => key === asked) ? asked! : (tabs[0]?.key ?? '');
  return (
    <Tabs
      activeKey={active}
      items={tabs}
      destroyOnHidden
      onChange={(key) =>
        void navigate({ to: '.', search: { ...kept, [name]: key }, replace: true })
      }
    />
  );
}
