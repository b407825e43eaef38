// Exact numbers: fractions of BigInt. No float takes part in money.

export type Fraction = { readonly top: bigint; readonly bottom: bigint };

/** Read a decimal as the tariff writes it ("4.5", "0.31", "1300000"). */
export function fraction(text: string): Fraction {
  const parts = /^(\d+)(?:\.(\d+))?$/.exec(text);
  if (!parts) throw new RangeError(`not a decimal: ${text}`);
  const decimals = parts[2] ?? "";
  return { top: BigInt(parts[1] + decimals), bottom: 10n ** BigInt(decimals.length) };
}

export function whole(value: number | bigint): Fraction {
  return { top: BigInt(value), bottom: 1n };
}

export function times(left: Fraction, right: Fraction): Fraction {
  return { top: left.top * right.top, bottom: left.bottom * right.bottom };
}

/** `percent` hundredths of `amount`. */
export function percentOf(percent: Fraction, amount: Fraction): Fraction {
  return times(times(percent, amount), { top: 1n, bottom: 100n });
}

export function isMore(left: Fraction, right: Fraction): boolean {
  return left.top * right.bottom > right.top * left.bottom;
}

export function isSame(left: Fraction, right: Fraction): boolean {
  return left.top * right.bottom === right.top * left.bottom;
}

/** The one rounding of money: to whole đồng, half up. Amounts are never negative. */
export function toDong(amount: Fraction): number {
  return toNumber((amount.top * 2n + amount.bottom) / (amount.bottom * 2n));
}

/** A whole number of law or money as a plain number; refuses what a plain number cannot hold exactly. */
export function toNumber(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new RangeError(`too large: ${value}`);
  return Number(value);
}

/** The whole part of a figure that is whole by its nature: months, a step, a factor. */
export function truncated(value: Fraction): number {
  return toNumber(value.top / value.bottom);
}

/** Round to the nearest whole, a half to the even one, as the discounts of years ahead are made. */
export function roundHalfEven(value: Fraction): bigint {
  const down = value.top / value.bottom;
  const rest = (value.top - down * value.bottom) * 2n;
  if (rest === value.bottom) return down + (down % 2n);
  return rest > value.bottom ? down + 1n : down;
}
