// The tariff sheet (GET /api/v1/advice/tariff.json) and the figures of one day in it.
import { type Fraction, fraction, isSame } from "./exact.ts";
import { isDay } from "./days.ts";
import { Refusal } from "./refusal.ts";

export type Row = {
  readonly parameter: string;
  readonly key: string;
  readonly place: string;
  readonly value: string;
  readonly from: string;
  readonly to: string | null;
  readonly basis: string;
  readonly source: string;
  readonly confidence: "high" | "medium" | "low" | "unverified";
  readonly note: string;
};

export type Tariff = {
  readonly format: string;
  readonly hash: string;
  readonly first_day: string;
  readonly last_change: string;
  readonly covered: Readonly<Record<string, readonly { readonly from: string; readonly to: string | null }[]>>;
  readonly parameters: Readonly<Record<string, { readonly vi: string; readonly en: string; readonly unit: string }>>;
  readonly rows: readonly Row[];
  readonly years_ahead: { readonly parts: string; readonly factors: Readonly<Record<string, readonly string[]>> };
};

/** A figure of the law that changes within the time paid for; what is paid stays as it was paid. */
export type Change = { readonly day: string; readonly before: Row; readonly after: Row };

export const format = "diemtua-tariff/1";

/** Take a sheet as it came over the wire; a sheet of another format is refused, never guessed at. */
export function readTariff(sheet: unknown): Tariff {
  const found = (sheet as Partial<Tariff> | null)?.format;
  if (found !== format) throw new Refusal("tariff_unreadable", { format: String(found) });
  return sheet as Tariff;
}

/** The figures in force on one day. */
export class DayLaw {
  readonly tariff: Tariff;
  readonly day: string;
  readonly #rows = new Map<string, Row>();

  constructor(tariff: Tariff, day: string) {
    this.tariff = tariff;
    this.day = day;
    for (const row of tariff.rows) if (holdsOn(row, day)) this.#rows.set(figure(row.parameter, row.key, row.place), row);
  }

  find(parameter: string, key = "", place = ""): Row | undefined {
    return this.#rows.get(figure(parameter, key, place));
  }

  row(parameter: string, key = "", place = ""): Row {
    const found = this.find(parameter, key, place);
    if (!found) throw new Refusal("no_law_for_day", { parameter, key, day: this.day });
    return found;
  }

  value(parameter: string, key = "", place = ""): Fraction {
    return fraction(this.row(parameter, key, place).value);
  }

  /** The rows of the keys 1, 2, 3 … up to the first that is missing; the first must be there. */
  numbered(parameter: string): Row[] {
    const rows = [this.row(parameter, "1")];
    for (let next = this.find(parameter, "2"); next; next = this.find(parameter, String(rows.length + 1))) rows.push(next);
    return rows;
  }
}

/** The figures of a day for which people may ask quotes. */
export function lawOn(tariff: Tariff, day: string): DayLaw {
  if (!isDay(day)) throw new Refusal("input_misread", { name: "day", value: day });
  if (day < tariff.first_day) throw new Refusal("before_first_day", { first: tariff.first_day, day });
  return new DayLaw(tariff, day);
}

/** The changes of some figures (parameter and key) on the days between two, both excluded. */
export function changesBetween(
  tariff: Tariff,
  figures: readonly (readonly [parameter: string, key: string])[],
  from: string,
  end: string,
): Change[] {
  return figures.flatMap(([parameter, key]) => {
    const rows = rowsOf(tariff, parameter, key);
    return rows.slice(1).flatMap((after, place) => {
      const before = rows[place];
      const isInside = from < after.from && after.from < end;
      return isInside && !isSame(fraction(before.value), fraction(after.value)) ? [{ day: after.from, before, after }] : [];
    });
  });
}

/** The rows of one figure, oldest first. */
function rowsOf(tariff: Tariff, parameter: string, key: string): Row[] {
  const rows = tariff.rows.filter((row) => row.parameter === parameter && row.key === key && row.place === "");
  return rows.sort((one, other) => (one.from < other.from ? -1 : 1));
}

function holdsOn(row: Row, day: string): boolean {
  return row.from <= day && (row.to === null || day <= row.to);
}

function figure(parameter: string, key: string, place: string): string {
  return `${parameter}|${key}|${place}`;
}
