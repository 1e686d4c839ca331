import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { heyiTheme } from '@heyi/ui';
import { App as AntApp, ConfigProvider } from 'antd';
import enUs from 'antd/locale/en_US';
import zhCn from 'antd/locale/zh_CN';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { useTranslation } from 'react-i18next';
import { AskAgain } from './ask-again/AskAgain.tsx';
import './i18n/index.ts';
import { router } from './routes.tsx';
import './styles.css';

const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: false, refetchOnWindowFocus: true, staleTime: 5_000 },
    mutations: { retry: false },
  },
});

// Somebody who asks the system for less motion gets dialogs that open and close at once.
const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
const theme = isStill ? { ...heyiTheme, token: { ...heyiTheme.token, motion: false } } : heyiTheme;

function Root() {
  const { i18n } = useTranslation();
  return (
    <ConfigProvider
      theme={theme}
      wave={{ disabled: isStill }}
      locale={i18n.language === 'en' ? enUs : zhCn}
    >
      <AntApp message={{ maxCount: 3 }}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
          <AskAgain />
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}

createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <Root />
  </StrictMode>,
);
