// What a household pays for its health insurance: src/diemtua/insurance/rules/household.py, to the same đồng.
import { addMonths, isDay } from "./days.ts";
import { fraction, isMore, percentOf, times, toDong, truncated, whole } from "./exact.ts";
import { Refusal } from "./refusal.ts";
import { type Change, type DayLaw, changesBetween } from "./tariff.ts";

export const healthGroups = [
  "near_poor_in_poor_commune",
  "near_poor",
  "ethnic_minority_left_list",
  "student",
  "average_farmer",
  "grassroots_worker",
  "trafficking_victim",
  "social_pensioner",
  "none",
] as const;
export type HealthGroup = (typeof healthGroups)[number];

export const mostMembers = 20;

const watched = [["base", ""], ["health_rate", ""]] as const;

export type Standing = "in_order" | "supported" | "covered_elsewhere" | "not_joining";

export type Member = {
  group?: string;
  /** Other groups the person belongs to: the one with the highest support counts. */
  also?: readonly string[];
  coveredElsewhere?: boolean;
  joins?: boolean;
  /** 3, 6 or 12, where this person's period differs from the household's. */
  months?: number;
  supportMonthsUsed?: number;
};

export type HouseholdQuestion = {
  /** In the order in which they join. */
  members: readonly Member[];
  months?: number;
  /** Members of the household who already paid in this calendar year. */
  joinedEarlier?: number;
  place?: string;
  /** The first day of the cards; the day of payment when left out. */
  startsOn?: string;
};

/** What one member pays, in whole đồng for the months of the card; `order` 0 stands outside the order. */
export type Line = {
  readonly standing: Standing;
  readonly order: number;
  readonly group: HealthGroup;
  readonly months: number;
  readonly supported: number;
  readonly gross: number;
  readonly state: number;
  readonly local: number;
  readonly net: number;
};

export type HouseholdQuote = {
  readonly lines: readonly Line[];
  readonly gross: number;
  readonly state: number;
  readonly local: number;
  readonly net: number;
  readonly changes: readonly Change[];
};

/** Work out one payment for a household made on the day of `on`. */
export function quoteHousehold(on: DayLaw, question: HouseholdQuestion): HouseholdQuote {
  const { members, months = 12, joinedEarlier = 0, place = "" } = question;
  checkNumber("members", members.length, 1, mostMembers);
  checkNumber("joined_earlier", joinedEarlier, 0, mostMembers);
  const startsOn = question.startsOn ?? on.day;
  if (!isDay(startsOn) || startsOn < on.day) throw new Refusal("input_misread", { name: "starts_on", value: startsOn });
  const scale = new Scale(on);
  let order = joinedEarlier;
  const lines = members.map((member) => {
    const line = lineOf(scale, member, months, order + 1, place);
    order = line.order || order;
    return line;
  });
  const sum = (part: "gross" | "state" | "local" | "net"): number => lines.reduce((total, line) => total + line[part], 0);
  const end = addMonths(startsOn, Math.max(...lines.map((line) => line.months)));
  const supported = new Set(lines.filter((line) => line.supported).map((line) => line.group));
  const figures = [...watched, ...[...supported].map((group) => ["health_support", group] as const)];
  const changes = changesBetween(on.tariff, figures, on.day, end);
  return { lines, gross: sum("gross"), state: sum("state"), local: sum("local"), net: sum("net"), changes };
}

/** The contributions of a day. */
class Scale {
  readonly on: DayLaw;
  readonly periods: readonly number[];
  readonly #full;
  readonly #shares;

  constructor(on: DayLaw) {
    this.on = on;
    this.#full = percentOf(on.value("health_rate"), on.value("base"));
    this.#shares = on.numbered("health_share").map((row) => fraction(row.value));
    this.periods = on.numbered("health_period").map((row) => truncated(fraction(row.value)));
  }

  /** Before rounding; `order` 0 pays in full, the last share is for all that follow. */
  #exact(order: number, months: number) {
    const share = order ? this.#shares[Math.min(order, this.#shares.length) - 1] : whole(100);
    return times(percentOf(share, this.#full), whole(months));
  }

  gross(order: number, months: number): number {
    return toDong(this.#exact(order, months));
  }

  state(group: HealthGroup, months: number): number {
    return toDong(percentOf(this.on.value("health_support", group), this.#exact(0, months)));
  }

  local(group: HealthGroup, place: string, order: number, months: number): number {
    const row = place ? this.on.find("health_topup", group, place) : undefined;
    return row ? toDong(percentOf(fraction(row.value), this.#exact(order, months))) : 0;
  }
}

function lineOf(scale: Scale, member: Member, householdMonths: number, order: number, place: string): Line {
  if (member.coveredElsewhere) return outside("covered_elsewhere");
  if (member.joins === false) return outside("not_joining");
  const months = member.months ?? householdMonths;
  if (!scale.periods.includes(months)) {
    throw new Refusal("months_not_offered", { months, allowed: scale.periods.join(", ") });
  }
  const group = bestHealthGroup(scale.on, member);
  if (group === "none") {
    const gross = scale.gross(order, months);
    const local = Math.min(scale.local(group, place, order, months), gross);
    return { standing: "in_order", order, group, months, supported: 0, gross, state: 0, local, net: gross - local };
  }
  const supported = supportedMonths(scale.on, group, months, member.supportMonthsUsed ?? 0);
  const [gross, state] = [scale.gross(0, months), scale.state(group, supported)];
  const local = Math.min(scale.local(group, place, 0, supported), gross - state);
  return { standing: "supported", order: 0, group, months, supported, gross, state, local, net: gross - state - local };
}

function outside(standing: Standing): Line {
  return { standing, order: 0, group: "none", months: 0, supported: 0, gross: 0, state: 0, local: 0, net: 0 };
}

/** The group with the highest support; a group whose months are used up does not count. */
function bestHealthGroup(on: DayLaw, member: Member): HealthGroup {
  const words = [member.group ?? "none", ...(member.also ?? [])];
  if (words.length === 1 && words[0] === "none") return "none";
  const used = member.supportMonthsUsed ?? 0;
  checkNumber("support_months_used", used, 0, 1200);
  const real = words.map(healthGroupOf).filter((group) => group !== "none" && supportedMonths(on, group, 1, used) > 0);
  let best: HealthGroup = real[0] ?? "none";
  for (const group of real) {
    if (isMore(on.value("health_support", group), on.value("health_support", best))) best = group;
  }
  return best;
}

function supportedMonths(on: DayLaw, group: HealthGroup, months: number, used: number): number {
  const limit = on.find("health_support_months", group);
  return limit ? Math.max(0, Math.min(months, truncated(fraction(limit.value)) - used)) : months;
}

function healthGroupOf(word: string): HealthGroup {
  const group = healthGroups.find((known) => known === word);
  if (!group) throw new Refusal("unknown_group", { group: word, allowed: healthGroups.join(", ") });
  return group;
}

function checkNumber(name: string, value: number, lowest: number, highest: number): void {
  if (!Number.isInteger(value) || value < lowest || value > highest) {
    throw new Refusal("number_out_of_range", { name, value, lowest, highest });
  }
}
