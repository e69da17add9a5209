import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { serverEntries } from './server/platform/workers/entries.ts';

/** The server's side: one bundle that starts fast; packages stay outside and are loaded from node_modules. */
export default defineConfig({
  build: {
    ssr: true,
    outDir: 'dist/server',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    sourcemap: true,
    rollupOptions: {
      input: Object.fromEntries(
        Object.entries(serverEntries).map(([name, file]) => [name, resolve(import.meta.dirname, file)]),
      ),
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
