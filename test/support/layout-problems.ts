/**
 * Runs inside a page for people at a desk or on a telephone: words that cover each other, words that are cut off, and
 * what would have to be scrolled sideways for. A table wider than the window may be: it cannot be told otherwise.
 */
export function layoutProblems(): string[] {
  const TOLERANCE = 3;
  const MAY_BE_WIDE = 'table, .weeks, .scroll';
  const problems: string[] = [];
  if (document.documentElement.scrollWidth > window.innerWidth + 1)
    problems.push('the page scrolls sideways');

  interface Words {
    readonly element: Element;
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly text: string;
  }

  /** What is left of a box inside everything that clips or scrolls it. */
  function clipped(element: Element, box: DOMRect): Omit<Words, 'element' | 'text'> {
    let { left, top, right, bottom } = box;
    for (let outer = element.parentElement; outer !== null; outer = outer.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(outer);
      const edge = outer.getBoundingClientRect();
      if (overflowX !== 'visible') [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
      if (overflowY !== 'visible') [top, bottom] = [Math.max(top, edge.top), Math.min(bottom, edge.bottom)];
    }
    return { left, top, right, bottom };
  }

  const isPinned = (element: Element): boolean => {
    for (let outer: Element | null = element; outer !== null; outer = outer.parentElement)
      if (['sticky', 'fixed'].includes(getComputedStyle(outer).position)) return true;
    return false;
  };

  const words: Words[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = (node.textContent ?? '').trim();
    if (
      element === null ||
      text === '' ||
      element.closest('.visually-hidden, svg, option, .skip-link') !== null
    )
      continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || isPinned(element))
      continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      const seen = clipped(element, box);
      if (seen.right - seen.left > 1 && seen.bottom - seen.top > 1) words.push({ element, text, ...seen });
      const wide =
        element.closest(MAY_BE_WIDE) === null && getComputedStyle(element).textOverflow !== 'ellipsis';
      if (wide && seen.bottom > seen.top && seen.right > seen.left && box.right - seen.right > TOLERANCE)
        problems.push(`“${text.slice(0, 40)}” is cut off at its end`);
      if (wide && box.left > window.innerWidth)
        problems.push(`“${text.slice(0, 40)}” lies beside the window`);
    }
  }

  for (const panel of document.querySelectorAll('.panel, .card'))
    if (panel.getBoundingClientRect().right > window.innerWidth + TOLERANCE)
      problems.push(`the panel “${(panel.textContent ?? '').trim().slice(0, 40)}” is cut off by the window`);

  words.forEach((one, index) => {
    for (const other of words.slice(index + 1)) {
      if (one.element === other.element) continue;
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      // lines stand close: two letters' height has to be covered before a word cannot be read
      if (across > TOLERANCE && down > 5)
        problems.push(`“${one.text.slice(0, 40)}” covers “${other.text.slice(0, 40)}”`);
    }
  });
  return [...new Set(problems)];
}
