/**
 * Smallest whole number ≥ `least` that is enough, by doubling steps and then halving.
 *
 * @param isEnough false up to some number and true from there on
 * @param step first step; a good guess of the distance saves calls
 * @throws RangeError if nothing up to 2^40 above `least` is enough
 */
export function smallestEnough(least: number, isEnough: (n: number) => boolean, step = 1): number {
  if (isEnough(least)) return least;
  let tooFew = least;
  let stride = Math.max(1, Math.round(step));
  while (!isEnough(tooFew + stride)) {
    tooFew += stride;
    stride *= 2;
    if (stride > 2 ** 40) throw new RangeError('no number of agents meets the targets');
  }
  let enough = tooFew + stride;
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (isEnough(middle)) enough = middle;
    else tooFew = middle;
  }
  return enough;
}

/**
 * As `smallestEnough`, from a guess in both directions: few questions where the guess is good.
 *
 * @param guess ≥ `least`
 */
export function smallestEnoughNear(least: number, guess: number, isEnough: (n: number) => boolean): number {
  let tooFew = guess;
  let enough = guess;
  if (isEnough(guess)) {
    tooFew = guess - 1;
    for (let stride = 2; tooFew >= least && isEnough(tooFew); stride *= 2) {
      enough = tooFew;
      tooFew = Math.max(least - 1, tooFew - stride);
    }
  } else {
    enough = guess + 1;
    for (let stride = 2; !isEnough(enough); stride *= 2) {
      tooFew = enough;
      enough += stride;
      if (stride > 2 ** 40) throw new RangeError('no number of agents meets the targets');
    }
  }
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (isEnough(middle)) enough = middle;
    else tooFew = middle;
  }
  return enough;
}
