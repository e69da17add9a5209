import { svelte } from '@sveltejs/vite-plugin-svelte';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const root = resolve(import.meta.dirname, 'client');

/** The browser's side: one entry page per audience, so that a wall loads little. */
export default defineConfig({
  root,
  plugins: [svelte()],
  build: {
    outDir: resolve(import.meta.dirname, 'dist/client'),
    emptyOutDir: true,
    target: 'es2022',
    rollupOptions: {
      input: Object.fromEntries(
        ['wall', 'desk', 'schedule']
          .map((page) => [page, resolve(root, `${page}.html`)] as const)
          .filter(([, file]) => existsSync(file)),
      ),
    },
  },
});
