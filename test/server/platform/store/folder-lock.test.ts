import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lockFolder } from '../../../../server/platform/store/folder-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'leitstand-lock-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the lock on a data folder', () => {
  it('refuses a second server, naming the first and the way out', () => {
    const lock = lockFolder(join(folder, 'a'));
    lock.announce('http://127.0.0.1:8080');
    expect(() => lockFolder(join(folder, 'a'))).toThrow(
      new RegExp(
        `is in use by another leitstand \\(process ${process.pid}, http://127\\.0\\.0\\.1:8080\\).*LEITSTAND_DATA`,
      ),
    );
    lock.release();
  });

  it('is free again once released, and each folder has its own', () => {
    const first = lockFolder(join(folder, 'b'));
    const other = lockFolder(join(folder, 'c'));
    first.release();
    const second = lockFolder(join(folder, 'b'));
    second.release();
    other.release();
  });

  it('says in words when the folder cannot be made', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => lockFolder(join(folder, 'file', 'inside'))).toThrow(/cannot be made \(ENOTDIR\)/);
  });
});
