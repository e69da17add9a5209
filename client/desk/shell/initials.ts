/** Two capital letters that stand for a name in a small round field. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const letters = words.length > 1 ? words.map((word) => word.charAt(0)) : [...(words[0] ?? '')];
  return letters.slice(0, 2).join('').toUpperCase();
}
