import type { Reporter, TestModule } from 'vitest/node';

/** Ends the output with one line that a plain rule reads: `tests: 812 passed, 0 failed, 3 skipped`. */
export default class LastLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let [passed, failed, skipped] = [0, errors.length, 0];
    for (const module of modules) {
      let ownFailed = 0;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        else if (state === 'failed') ownFailed += 1;
        else skipped += 1;
      }
      // A file that fails outside its tests, while it is loaded or cleaned up, counts as one.
      if (ownFailed === 0 && module.state() === 'failed') ownFailed = 1;
      failed += ownFailed;
    }
    process.stdout.write(`tests: ${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  }
}
