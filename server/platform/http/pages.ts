import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Router } from 'express';
import compressedStatic from 'express-static-gzip';

/** One page per audience; each is a file of the built client. */
const pages = [
  { file: 'wall.html', paths: ['/wall', '/wall/:token'] },
  { file: 'desk.html', paths: ['/desk'] },
  { file: 'schedule.html', paths: ['/schedule'] },
] as const;

/**
 * The built pages. Files under `assets/` carry a hash of their content in the name and are kept for ever, and lie there
 * compressed since they were built; the pages themselves are asked for anew each time, so that an upgrade reaches every wall.
 *
 * @param folder the built client, `dist/client`
 */
export function pagesRouter(folder: string): Router {
  const router = Router();
  router.use(
    '/assets',
    compressedStatic(join(folder, 'assets'), {
      enableBrotli: true,
      orderPreference: ['br', 'gz'],
      index: false,
      serveStatic: { immutable: true, maxAge: '365d', redirect: false, fallthrough: true },
    }),
  );
  for (const { file, paths } of pages) {
    router.get([...paths], (_request, response, next) => {
      if (existsSync(join(folder, file)))
        response.set('Cache-Control', 'no-cache').sendFile(file, { root: folder });
      else next();
    });
  }
  router.get('/schedule-worker.js', (_request, response, next) => {
    const file = join(folder, 'schedule-worker.js');
    if (existsSync(file)) response.set('Cache-Control', 'no-cache').sendFile(file);
    else next();
  });
  router.get('/', (_request, response) => {
    response.redirect(302, '/wall');
  });
  return router;
}
