// Days as ISO text ("2026-07-01"): they compare as text, and no time zone can move them.

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function firstOfMonth(day: string): string {
  return `${day.slice(0, 8)}01`;
}

export function endOfMonth(day: string): string {
  const { year, month } = read(day);
  return written(year, month, lengthOf(year, month));
}

/** The same day `months` later, or the last day of a shorter month. */
export function addMonths(day: string, months: number): string {
  const { year, month, date } = read(day);
  const count = year * 12 + month - 1 + months;
  const [newYear, newMonth] = [Math.floor(count / 12), (count % 12) + 1];
  return written(newYear, newMonth, Math.min(date, lengthOf(newYear, newMonth)));
}

/** Whether `text` is a day of the calendar, written as ISO. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const { year, month, date } = read(text);
  return month >= 1 && month <= 12 && date >= 1 && date <= lengthOf(year, month);
}

function read(day: string): { year: number; month: number; date: number } {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), date: Number(day.slice(8, 10)) };
}

function written(year: number, month: number, date: number): string {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
}

function lengthOf(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && isLeap ? 29 : lengths[month - 1];
}
