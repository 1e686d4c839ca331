import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/me/',
  plugins: [react()],
  build: {
    outDir: path.resolve(import.meta.dirname, 'dist'),
    emptyOutDir: true,
    // Web views of apps are older than browsers.
    target: 'es2020',
    // A picture within a style sheet would need a wider policy for pictures.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
