/** Lines of a buffer without their ends, as views; empty lines are left out. */
export function* linesOf(bytes: Buffer): Iterable<Buffer> {
  let start = 0;
  while (start < bytes.length) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline;
    const trimmed = end > start && bytes[end - 1] === 13 ? end - 1 : end;
    if (trimmed > start) yield bytes.subarray(start, trimmed);
    start = end + 1;
  }
}
