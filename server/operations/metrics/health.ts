import { Router } from 'express';

/** One thing the server needs to do its work. */
export interface ReadinessCheck {
  readonly name: string;
  /** Resolves to true when it is there; a rejection counts as false. */
  readonly isReady: () => Promise<boolean>;
}

/**
 * `/healthz`: the process answers. `/readyz`: it can do its work; 503 names what is missing, so that a load balancer
 * waits and a person knows where to look.
 *
 * @param warnings codes of what hinders people and not the server
 */
export function healthRouter(
  checks: readonly ReadinessCheck[],
  warnings: () => readonly string[] = () => [],
): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ alive: true });
  });
  router.get('/readyz', async (_request, response) => {
    const states = await Promise.all(
      checks.map(async ({ name, isReady }) => [name, await settles(isReady)] as const),
    );
    const ready = states.every(([, state]) => state);
    response
      .status(ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ ready, checks: Object.fromEntries(states), warnings: warnings() });
  });
  return router;
}

async function settles(isReady: () => Promise<boolean>): Promise<boolean> {
  try {
    return await isReady();
  } catch {
    return false;
  }
}
