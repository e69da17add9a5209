/**
 * Lays the page out for paper before it is printed, and back afterwards. The rules for it stand in `print.css` under
 * `html[data-paper]` and not in a media query: charts are drawn for the width that they measure, and a media query would
 * change it only when it is too late to draw. Charts measure anew at the same events; this comes first.
 *
 * @returns undoes it
 */
export function watchPrinting(): () => void {
  const { dataset } = document.documentElement;
  const layOut = (): void => {
    dataset['paper'] = '';
  };
  const putBack = (): void => {
    delete dataset['paper'];
  };
  addEventListener('beforeprint', layOut);
  addEventListener('afterprint', putBack);
  return () => {
    removeEventListener('beforeprint', layOut);
    removeEventListener('afterprint', putBack);
  };
}
