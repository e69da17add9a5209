import type { CityColours } from './wall.ts';

/** Green: far from the first three cities. */
export const DEFAULT_HUE = 145;
/** Grounds that a city's colours stand on, from the design's tokens. */
export const DARK_PANEL = '#171e24';
export const LIGHT_PANEL = '#ffffff';
/** WCAG 2.2 AA: text 4.5, graphics 3; a little more, because walls are read from five metres. */
const TEXT_CONTRAST = 5.5;
const GRAPHIC_CONTRAST = 3.1;

/**
 * A city's identity in both themes from one hue: lightness is searched until each colour's contrast holds.
 *
 * @param hue degrees on the OKLCH circle: red about 20, yellow 90, green 145, blue 250
 */
export function cityColours(hue: number): CityColours {
  const fill = oklch(0.93, 0.035, hue);
  return {
    dark: lightnessThat(
      (l) => oklch(l, 0.13, hue),
      0.66,
      0.01,
      (hex) => contrast(hex, DARK_PANEL) >= TEXT_CONTRAST,
    ),
    text: lightnessThat(
      (l) => oklch(l, 0.12, hue),
      0.52,
      -0.01,
      (hex) => contrast(hex, LIGHT_PANEL) >= TEXT_CONTRAST && contrast(hex, fill) >= TEXT_CONTRAST - 0.5,
    ),
    mark: lightnessThat(
      (l) => oklch(l, 0.14, hue),
      0.66,
      -0.01,
      (hex) => contrast(hex, LIGHT_PANEL) >= GRAPHIC_CONTRAST,
    ),
    fill,
    edge: oklch(0.76, 0.08, hue),
  };
}

function lightnessThat(
  colour: (lightness: number) => string,
  first: number,
  step: number,
  holds: (hex: string) => boolean,
): string {
  let lightness = first;
  while (lightness > 0.05 && lightness < 0.98 && !holds(colour(lightness))) lightness += step;
  return colour(lightness);
}

/** Contrast ratio of two colours after WCAG 2: 1 (the same) to 21. */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => toLinear(parseInt(hex.slice(at, at + 2), 16) / 255));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function toLinear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

function fromLinear(channel: number): number {
  return channel <= 0.0031308 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055;
}

/** OKLCH to sRGB after Ottosson, “A perceptual color space for image processing” (2020); chroma falls until it fits. */
function oklch(lightness: number, chroma: number, hue: number): string {
  for (let c = chroma; c >= 0; c -= 0.005) {
    const rgb = oklabToRgb(
      lightness,
      c * Math.cos((hue * Math.PI) / 180),
      c * Math.sin((hue * Math.PI) / 180),
    );
    if (rgb.every((channel) => channel >= -0.0005 && channel <= 1.0005)) return hexOf(rgb);
  }
  return hexOf(oklabToRgb(lightness, 0, 0));
}

function oklabToRgb(lightness: number, a: number, b: number): readonly number[] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    fromLinear(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    fromLinear(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    fromLinear(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function hexOf(rgb: readonly number[]): string {
  const digits = rgb.map((channel) =>
    Math.round(Math.min(1, Math.max(0, channel)) * 255)
      .toString(16)
      .padStart(2, '0'),
  );
  return `#${digits.join('')}`;
}
