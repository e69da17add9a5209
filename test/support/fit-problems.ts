/**
 * Runs inside a page of the wall: everything that does not fit, in words. Text that is wider than its box, boxes that
 * leave the display or their tile, parts of a tile that overlap, and scroll bars.
 */
export function fitProblems(): string[] {
  const TOLERANCE = 1.5;
  const problems: string[] = [];
  const display = { left: 0, top: 0, right: window.innerWidth, bottom: window.innerHeight };
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth || page.scrollHeight > page.clientHeight)
    problems.push('the page scrolls');

  const nameOf = (element: Element): string =>
    `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> “${(element.textContent ?? '').trim().slice(0, 40)}”`;
  const leaves = (
    inner: DOMRect,
    outer: { left: number; top: number; right: number; bottom: number },
  ): boolean =>
    inner.left < outer.left - TOLERANCE ||
    inner.top < outer.top - TOLERANCE ||
    inner.right > outer.right + TOLERANCE ||
    inner.bottom > outer.bottom + TOLERANCE;

  for (const element of document.querySelectorAll('#wall *')) {
    if (element.closest('.visually-hidden, svg, button') !== null) continue;
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    if (leaves(box, display)) problems.push(`${nameOf(element)} leaves the display`);
    const tile = element.closest('.tile, .joint, .band, header');
    if (tile !== null && leaves(box, tile.getBoundingClientRect()))
      problems.push(`${nameOf(element)} leaves its tile`);
    const hasText = [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
    );
    if (
      hasText &&
      getComputedStyle(element).display !== 'inline' &&
      element.scrollWidth > element.clientWidth + TOLERANCE
    )
      problems.push(`${nameOf(element)} is ${element.scrollWidth} wide in ${element.clientWidth}`);
    if (
      hasText &&
      getComputedStyle(element).overflow === 'hidden' &&
      element.scrollHeight > element.clientHeight + TOLERANCE
    )
      problems.push(`${nameOf(element)} is ${element.scrollHeight} high in ${element.clientHeight}`);
  }

  for (const tile of document.querySelectorAll('.tile, .joint, .explanations article')) {
    const parts = [...tile.children].filter((part) => part.tagName !== 'BUTTON');
    parts.forEach((part, index) => {
      const box = part.getBoundingClientRect();
      for (const inner of part.querySelectorAll('*')) {
        if (inner.closest('.visually-hidden, svg, button') !== null) continue;
        const innerBox = inner.getBoundingClientRect();
        if (
          innerBox.width > 0 &&
          (innerBox.left < box.left - TOLERANCE || innerBox.right > box.right + TOLERANCE)
        )
          problems.push(`${nameOf(inner)} leaves its part of the tile`);
      }
      for (const other of parts.slice(index + 1)) {
        const next = other.getBoundingClientRect();
        const across = Math.min(box.right, next.right) - Math.max(box.left, next.left);
        const down = Math.min(box.bottom, next.bottom) - Math.max(box.top, next.top);
        if (across > TOLERANCE && down > TOLERANCE)
          problems.push(`${nameOf(part)} overlaps ${nameOf(other)}`);
      }
    });
    for (const curve of tile.querySelectorAll('.frame'))
      if (curve.clientHeight < tile.clientHeight * 0.08)
        problems.push(`${nameOf(tile)} leaves its curve ${curve.clientHeight} px`);
  }
  return problems;
}
