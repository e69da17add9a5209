/** Strokes on a 24 × 24 field, 1.75 wide. */
export const iconPaths = {
  logo: ['M6 19v-6', 'M12 19V5', 'M18 19v-9'],
  today: ['M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18', 'M12 7v5l3 2'],
  forecast: ['M3 16c4 0 4-8 8-8s4 4 10-2', 'M3 20h18'],
  requirement: ['M3 18h4v-5h4V7h4v4h6'],
  roster: ['M3 6h9', 'M7 12h12', 'M5 18h10'],
  cities: ['M4 21V9l6-3v15', 'M14 21V4l6 3v14', 'M2 21h20', 'M7 12v0', 'M7 16v0', 'M17 11v0', 'M17 15v0'],
  people: [
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7',
    'M2.5 20c.5-4 3-6 6.5-6s6 2 6.500 6',
    'M16 4.500a3.500 3.500 0 0 1 0 6.500',
    'M18 14.500c2 .8 3.200 2.600 3.500 5.500',
  ],
  history: ['M4 12a8 8 0 1 0 2.500-5.800L4 8.500', 'M4 4v4.500h4.500', 'M12 8v4l3 2'],
  undo: ['M8 5 4 9l4 4', 'M4 9h9a6 6 0 0 1 0 12h-3'],
  redo: ['m16 5 4 4-4 4', 'M20 9h-9a6 6 0 0 0 0 12h3'],
  pin: ['M9 4h6', 'M10 4v6l-3 4h10l-3-4V4', 'M12 14v6'],
  breach: ['M12 3 3 20h18L12 3', 'M12 10v4', 'M12 17v0'],
  ok: ['M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18', 'm8 12 3 3 5-6'],
  warning: ['M12 4 3 20h18L12 4', 'M12 10v4', 'M12 17v0'],
  publish: ['M12 15V4', 'm8 8 4-4 4 4', 'M4 15v5h16v-5'],
  previous: ['m14 6-6 6 6 6'],
  next: ['m10 6 6 6-6 6'],
  close: ['M6 6l12 12', 'M18 6 6 18'],
  check: ['m5 12 5 5 9-11'],
} as const satisfies Record<string, readonly string[]>;

export type IconName = keyof typeof iconPaths;
