// Years paid ahead: each later month is discounted and rounded by itself (docs/algorithms/voluntary-prepayment.md).
import { type Fraction, fraction, roundHalfEven, toNumber } from "./exact.ts";
import type { Tariff } from "./tariff.ts";

/** What `months` months cost when paid now; `rate` is the monthly return of the fund in percent, as text. */
export function yearsAhead(tariff: Tariff, monthly: Fraction, months: number, rate: string): number {
  const parts = BigInt(tariff.years_ahead.parts);
  const [half, unit] = [monthly.bottom * parts, monthly.bottom * parts * 2n];
  let total = 0n;
  for (const factor of discounts(tariff, rate, months)) total += (monthly.top * 2n * factor + half) / unit;
  return toNumber(total);
}

/** What each month is multiplied by, in parts: from the sheet, or worked out for a return it does not know. */
export function discounts(tariff: Tariff, rate: string, months: number): bigint[] {
  const known = tariff.years_ahead.factors[rate];
  if (known && known.length >= months) return known.slice(0, months).map(BigInt);
  const { top, bottom } = fraction(rate);
  const [growth, unit] = [bottom * 100n + top, bottom * 100n];
  const parts = BigInt(tariff.years_ahead.parts);
  return Array.from({ length: months }, (_, month) =>
    roundHalfEven({ top: parts * unit ** BigInt(month), bottom: growth ** BigInt(month) }),
  );
}
