import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { afterAll, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { ended, endServerProcesses, runLeitstand } from '../../support/start-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'leitstand-demo-'));
afterAll(() => {
  endServerProcesses();
  rmSync(folder, { recursive: true, force: true });
});

interface Demo {
  readonly child: ChildProcess;
  printed(): string;
}

function demo(name: string, ...args: readonly string[]): Demo {
  const child = runLeitstand(['demo', ...args], { LEITSTAND_DATA: join(folder, name) });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (bytes: Buffer) => (printed += bytes.toString()));
  return { child, printed: () => printed };
}

function addressOf(of: Demo): Promise<string> {
  return eventually(() => {
    const found = /Wall\s+(http\S+)\/wall/.exec(of.printed())?.[1];
    if (found === undefined) throw new Error(`no address yet: ${of.printed()}`);
    return found;
  }, 60_000);
}

it('is one demonstration per folder and per port, and says so; a second start goes on with the same folder', async () => {
  const first = demo('a', '--port', '0');
  const address = await addressOf(first);
  expect((await fetch(`${address}/api/v1/board`)).status).toBe(200);
  expect(first.printed()).toMatch(/is running now\.|a simulated Monday is running/);

  const second = demo('a', '--port', '0');
  expect(await ended(second.child)).toBe(2);
  expect(second.printed()).toContain(
    `is in use by another leitstand (process ${first.child.pid}, ${address})`,
  );

  const port = new URL(address).port;
  const third = demo('b', '--port', port);
  expect(await ended(third.child)).toBe(2);
  expect(third.printed()).toContain(`port ${port} on 127.0.0.1 is taken by another program`);

  expect(await ended(first.child, 'SIGTERM')).toBe(0);
  const again = demo('a', '--port', '0');
  expect((await fetch(`${await addressOf(again)}/api/v1/board`)).status).toBe(200);
  expect(await ended(again.child, 'SIGTERM')).toBe(0);
});

it('names a wrong port and a wrong log level with what is allowed', async () => {
  for (const [args, words] of [
    [['--port', 'none'], '--port'],
    [['--log', 'loud'], 'debug, info, warn, error, silent'],
  ] as const) {
    const wrong = demo('c', ...args);
    expect(await ended(wrong.child)).toBe(2);
    expect(wrong.printed()).toContain(words);
  }
});
