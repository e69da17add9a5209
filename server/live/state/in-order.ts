/** Puts a number into a list that is in order, at its place; nearly always that is the end. @returns the list */
export function insertInOrder(numbers: number[], number: number): number[] {
  let place = numbers.length;
  while (place > 0 && (numbers[place - 1] ?? number) > number) place -= 1;
  numbers.splice(place, 0, number);
  return numbers;
}

/** The first number of a list in order that is greater than `bound`; `Infinity` where there is none. */
export function firstAfter(numbers: readonly number[], bound: number): number {
  let first = Number.POSITIVE_INFINITY;
  for (let place = numbers.length - 1; place >= 0; place -= 1) {
    const number = numbers[place] ?? bound;
    if (number <= bound) break;
    first = number;
  }
  return first;
}

/** Takes what is less than `bound` off the front of a list in order. */
export function dropBefore(numbers: number[], bound: number): void {
  let count = 0;
  while (count < numbers.length && (numbers[count] ?? bound) < bound) count += 1;
  if (count > 0) numbers.splice(0, count);
}
