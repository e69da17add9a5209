import { buildPages } from './built-pages.ts';

/** Before the tests that start processes: the executable is built once, and none of them builds in its own output. */
export default async function prepareBuild(): Promise<void> {
  await buildPages();
}
