import { describe, expect, it } from 'vitest';
import { ListPage } from '../../../../client/desk/shell/list-page.svelte.ts';
import { Api } from '../../../../client/session/api.ts';
import { eventually } from '../../../support/eventually.ts';

interface Listed {
  readonly path: string;
  readonly found: number;
  readonly pageSize: number;
}

/** A server whose answers come when the test says so. */
class HeldApi extends Api {
  readonly asked: { readonly path: string; readonly answer: (found: number) => void }[] = [];

  constructor() {
    super(() => undefined);
  }

  override get<T>(path: string, read: (body: unknown) => T) {
    return new Promise<{ readonly ok: true; readonly value: T }>((resolve) => {
      this.asked.push({
        path,
        answer: (found) => resolve({ ok: true, value: read({ path, found, pageSize: 100 }) }),
      });
    });
  }
}

const read = (body: unknown): Listed => {
  if (typeof body === 'object' && body !== null && 'path' in body && 'found' in body)
    return { path: String(body.path), found: Number(body.found), pageSize: 100 };
  throw new Error('no list');
};

function newList() {
  const api = new HeldApi();
  return { api, list: new ListPage(api, '/api/v1/people', { words: '' }, read) };
}

describe('a list that the server searches', () => {
  it('shows the answer that was asked for last, however late an older one comes', async () => {
    const { api, list } = newList();
    const first = list.load();
    const second = list.turnTo(1);
    api.asked[1]?.answer(300);
    await second;
    api.asked[0]?.answer(300);
    await first;
    expect(list.answer?.path).toBe('/api/v1/people?words=&page=1');
  });

  it('begins at the first page with other words, and asks once for what was typed at one go', async () => {
    const { api, list } = newList();
    const turned = list.turnTo(2);
    api.asked[0]?.answer(300);
    await turned;
    for (const words of ['k', 'kö', 'kö&n']) list.search({ words });
    await eventually(() => expect(api.asked).toHaveLength(2));
    expect(api.asked[1]?.path).toBe('/api/v1/people?words=k%C3%B6%26n&page=0');
    expect(list.page).toBe(0);
  });

  it('goes to the last page that there is when the last one of a page is gone', async () => {
    const { api, list } = newList();
    const turned = list.turnTo(2);
    api.asked[0]?.answer(200);
    await eventually(() => expect(api.asked).toHaveLength(2));
    api.asked[1]?.answer(200);
    await turned;
    expect([list.page, list.answer?.path]).toEqual([1, '/api/v1/people?words=&page=1']);
  });
});
