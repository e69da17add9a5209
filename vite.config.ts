import { svelte } from '@sveltejs/vite-plugin-svelte';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { compression } from 'vite-plugin-compression2';

const root = resolve(import.meta.dirname, 'client');

/** The browser's side: one entry page per audience, so that a wall loads little. */
export default defineConfig({
  root,
  /** Each asset also lies there compressed, so that no server compresses it again for every reader. */
  plugins: [svelte(), compression({ algorithms: ['gzip', 'brotliCompress'], include: /\.(js|css|svg)$/ })],
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
