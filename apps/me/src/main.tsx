import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { arrive } from './door.ts';
import { Pages } from './Pages.tsx';
import './styles.css';

arrive();
// A link that is opened in a page that is there already changes nothing but what stands behind `#`.
addEventListener('hashchange', arrive);

createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <Pages />
  </StrictMode>,
);
