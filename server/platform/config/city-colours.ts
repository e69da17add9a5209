import type { CityColours } from '../../contract/wall.ts';

/** Identities for cities that choose none, distinguishable also for readers with a colour deficiency; then from the start. */
const palette: readonly [CityColours, ...CityColours[]] = [
  { dark: '#e8616b', text: '#a82a40', mark: '#cf4a5c', fill: '#f9e1e4', edge: '#d98e99' },
  { dark: '#f2c14e', text: '#735200', mark: '#b58300', fill: '#f8ebc6', edge: '#c9a548' },
  { dark: '#6fb7e9', text: '#1b5c8f', mark: '#3d88c4', fill: '#dcebf7', edge: '#84b3d9' },
  { dark: '#b7a6d9', text: '#5b3f94', mark: '#8468bd', fill: '#ebe5f5', edge: '#a892d2' },
  { dark: '#7fd1c0', text: '#0b6856', mark: '#2f9c86', fill: '#ddf1ec', edge: '#7cc0b1' },
];

export function coloursOfCity(index: number): CityColours {
  return palette[index % palette.length] ?? palette[0];
}
