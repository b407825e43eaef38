// What voluntary social insurance costs: src/diemtua/insurance/rules/voluntary.py, to the same đồng.
import { addMonths, endOfMonth, firstOfMonth } from "./days.ts";
import { type Fraction, fraction, isMore, percentOf, times, toDong, truncated, whole } from "./exact.ts";
import { yearsAhead } from "./prepayment.ts";
import { Refusal } from "./refusal.ts";
import { type Change, type DayLaw, type Row, changesBetween } from "./tariff.ts";

export const groups = ["poor", "near_poor", "ethnic_minority", "island_or_special_zone", "other"] as const;
export type Group = (typeof groups)[number];

export type VoluntaryQuestion = {
  /** The chosen income, in đồng a month. */
  income: number;
  /** The groups the person belongs to: the one with the highest support counts. */
  groups?: readonly string[];
  /** 1, 3, 6, 12, or 24 to 60 for years ahead. */
  months?: number;
  /** How many of the person's months of support are used up. */
  monthsSupported?: number;
  /** The code of the province, for its own support. */
  place?: string;
  /** The first month paid for, as any of its days; the month of the payment when left out. */
  firstMonth?: string;
  /** The fund's monthly return in percent ("0.31"), for years that the sheet has no row of. */
  monthlyReturn?: string;
};

/** Whole đồng for the whole payment: `net` is what the person pays. */
export type VoluntaryQuote = {
  readonly group: Group;
  readonly months: number;
  readonly supported: number;
  readonly gross: number;
  readonly state: number;
  readonly local: number;
  readonly net: number;
  readonly payBy: string;
  readonly changes: readonly Change[];
};

const periods = [1, 3, 6, 12];
const watched = ["base", "voluntary_lowest_income", "voluntary_rate"];

/** The incomes that may be chosen, in đồng a month: lowest, lowest + step, … up to highest. */
export function incomeBounds(on: DayLaw): { lowest: number; highest: number; step: number } {
  const highest = times(on.value("voluntary_highest_income_factor"), on.value("base"));
  return {
    lowest: truncated(on.value("voluntary_lowest_income")),
    highest: truncated(highest),
    step: truncated(on.value("voluntary_income_step")),
  };
}

/** How many months one payment may cover. */
export function offeredMonths(on: DayLaw): number[] {
  const years = truncated(on.value("voluntary_years_ahead"));
  return [...periods, ...Array.from({ length: years - 1 }, (_, year) => 12 * (year + 2))];
}

/** Work out one payment made on the day of `on`. */
export function quoteVoluntary(on: DayLaw, question: VoluntaryQuestion): VoluntaryQuote {
  const { income, months = 12, monthsSupported = 0, place = "" } = question;
  const belongsTo = (question.groups ?? []).map(groupOf);
  checkIncome(on, income);
  const most = truncated(on.value("voluntary_support_months"));
  if (!Number.isInteger(monthsSupported) || monthsSupported < 0 || monthsSupported > most) {
    throw new Refusal("number_out_of_range", { name: "months_supported", value: monthsSupported, lowest: 0, highest: most });
  }
  const group = bestGroup(on, belongsTo);
  const gross = grossOf(on, income, months, question.monthlyReturn);
  const supported = Math.min(months, most - monthsSupported);
  const state = toDong(times(supportMonth(on, on.row("voluntary_support", group)), whole(supported)));
  const added = place ? on.find("voluntary_local_support", group, place) : undefined;
  const wanted = added ? toDong(times(supportMonth(on, added), whole(supported))) : 0;
  const local = Math.min(wanted, gross - state);
  const firstMonth = firstOfMonth(question.firstMonth ?? on.day);
  const payBy = payByOf(on, months, firstMonth);
  const figures = [...watched.map((parameter) => [parameter, ""] as const), ["voluntary_support", group] as const];
  const changes = changesBetween(on.tariff, figures, on.day, addMonths(firstMonth, months));
  changes.sort((one, other) => (one.day === other.day ? 0 : one.day < other.day ? -1 : 1));
  return { group, months, supported, gross, state, local, net: gross - state - local, payBy, changes };
}

function checkIncome(on: DayLaw, income: number): void {
  const { lowest, highest, step } = incomeBounds(on);
  if (!Number.isInteger(income) || income < lowest || income > highest) {
    throw new Refusal("income_out_of_range", { income, lowest, highest });
  }
  const over = (income - lowest) % step;
  if (over && income !== highest) {
    const above = Math.min(income - over + step, highest);
    throw new Refusal("income_off_step", { income, lowest, step, below: income - over, above });
  }
}

function bestGroup(on: DayLaw, belongsTo: readonly Group[]): Group {
  let best: Group = belongsTo[0] ?? "other";
  for (const group of belongsTo) {
    if (isMore(on.value("voluntary_support", group), on.value("voluntary_support", best))) best = group;
  }
  return best;
}

function groupOf(word: string): Group {
  const group = groups.find((known) => known === word);
  if (!group) throw new Refusal("unknown_group", { group: word, allowed: groups.join(", ") });
  return group;
}

function grossMonth(on: DayLaw, income: Fraction): Fraction {
  return percentOf(on.value("voluntary_rate"), income);
}

function supportMonth(on: DayLaw, support: Row): Fraction {
  const lowest = grossMonth(on, on.value("voluntary_lowest_income"));
  return percentOf(fraction(support.value), lowest);
}

function grossOf(on: DayLaw, income: number, months: number, monthlyReturn?: string): number {
  const month = grossMonth(on, whole(income));
  if (periods.includes(months)) return toDong(times(month, whole(months)));
  const allowed = offeredMonths(on);
  if (!allowed.includes(months)) throw new Refusal("months_not_offered", { months, allowed: allowed.join(", ") });
  return yearsAhead(on.tariff, month, months, monthlyReturn ?? on.row("fund_return").value);
}

/** The last day to pay in time; years ahead are paid on the day of registering. */
function payByOf(on: DayLaw, months: number, firstMonth: string): string {
  const row = on.find("voluntary_deadline_months", String(months));
  return row ? endOfMonth(addMonths(firstMonth, truncated(fraction(row.value)) - 1)) : on.day;
}
