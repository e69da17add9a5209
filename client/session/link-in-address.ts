/** A one-time link as it stands behind `#`: it never reaches a server's or a proxy's log. */
export interface OneTimeLink {
  readonly purpose: 'first' | 'invitation' | 'reset';
  readonly token: string;
}

export function linkInAddress(hash: string): OneTimeLink | undefined {
  const match = /^#(first|invitation|reset)=([\w-]+)$/.exec(hash);
  const [, purpose, token] = match ?? [];
  if (token === undefined) return undefined;
  switch (purpose) {
    case 'first':
    case 'invitation':
    case 'reset':
      return { purpose, token };
    default:
      return undefined;
  }
}
