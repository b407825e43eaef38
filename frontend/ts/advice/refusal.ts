// A refusal is an answer: the code of the Python engine and the values its sentence names.

export type RefusalCode =
  | "before_first_day"
  | "no_law_for_day"
  | "unknown_group"
  | "income_out_of_range"
  | "income_off_step"
  | "months_not_offered"
  | "number_out_of_range"
  | "input_misread"
  | "tariff_unreadable";

export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly values: Readonly<Record<string, string | number>>;

  constructor(code: RefusalCode, values: Record<string, string | number> = {}) {
    super(code);
    this.code = code;
    this.values = values;
  }
}
