/** A city's colours on light ground as far as a style needs them. */
export interface ShownColours {
  readonly text: string;
  readonly mark: string;
  readonly fill: string;
  readonly edge: string;
}

/** A city's colours as custom properties of an element. Identity, never status. */
export function cityStyle(city: { readonly colours: ShownColours } | undefined): string {
  if (city === undefined) return '';
  const { text, mark, fill, edge } = city.colours;
  return `--city-text:${text};--city-mark:${mark};--city-fill:${fill};--city-edge:${edge}`;
}
