import type { Browser } from 'playwright-core';
import { MemoryBoardSource } from '../support/memory-board-source.ts';
import { displays, openPage, PLAIN_HOST, type Display, type OpenedPage } from '../support/browser.ts';
import { sampleBoard, SAMPLE_NOW } from '../support/sample-board.ts';
import { clockFrom, startWallServer, type WallServer } from '../support/start-wall-server.ts';
import type { Board } from '../../server/contract/wall.ts';

/** A wall on a display, the server behind it, and the board in the test's hand. */
export interface Wall extends OpenedPage {
  readonly server: WallServer;
  readonly source: MemoryBoardSource;
  readonly clock: () => number;
}

/** Opens a wall in a browser and waits for its first figures, or for its words where it is to have none. */
export async function openWall(
  browser: Browser,
  options: {
    readonly board?: Board;
    /** Instead of a board: a source with a will of its own. */
    readonly source?: MemoryBoardSource;
    /** It will have words instead of figures. */
    readonly withFigures?: boolean;
    /** Pages without a push behind them. */
    readonly withPush?: boolean;
    readonly query?: string;
    /** As over plain HTTP from another machine. */
    readonly insecure?: boolean;
    readonly display?: Display;
  } = {},
): Promise<Wall> {
  const source = options.source ?? new MemoryBoardSource(options.board ?? sampleBoard());
  const clock = clockFrom(SAMPLE_NOW);
  const server = await startWallServer({ source, clock, withPush: options.withPush ?? true });
  const base = options.insecure === true ? `http://${PLAIN_HOST}:${server.port}` : server.url;
  const opened = await openPage(
    browser,
    `${base}/wall${options.query ?? ''}`,
    options.display ?? displays.fullHd,
  );
  await opened.page.waitForSelector(options.withFigures === false ? 'main h1' : '.tile');
  return {
    ...opened,
    server,
    source,
    clock,
    close: async () => {
      await opened.close();
      await server.close();
    },
  };
}

/** Köln with so many callers waiting. */
export function withWaiting(waiting: number): (board: Board) => Board {
  return (board) => ({
    ...board,
    cities: board.cities.map((city) => (city.id === 'koeln' ? { ...city, waiting } : city)),
  });
}
