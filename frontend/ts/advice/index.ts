// Dues worked out from a tariff sheet, without a server: what the field app and the public calculator use.
export { type Member, type HouseholdQuestion, type HouseholdQuote, type Line, healthGroups, quoteHousehold } from "./household.ts";
export { Refusal, type RefusalCode } from "./refusal.ts";
export { type Change, DayLaw, type Row, type Tariff, format, lawOn, readTariff } from "./tariff.ts";
export { type VoluntaryQuestion, type VoluntaryQuote, groups, incomeBounds, offeredMonths, quoteVoluntary } from "./voluntary.ts";
