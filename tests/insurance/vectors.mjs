// Answers questions with the TypeScript of the field app. Reads {tariff, questions} from standard input and
// writes one JSON answer a line, in the same order; a refusal is answered {"refused": code}.
import { createReadStream } from "node:fs";
import { text } from "node:stream/consumers";
import { Refusal, incomeBounds, lawOn, quoteHousehold, quoteVoluntary, readTariff } from "../../frontend/ts/advice/index.ts";

const { tariff: sheet, questions } = JSON.parse(await text(createReadStream(null, { fd: 0 })));
const tariff = readTariff(sheet);
const kinds = {
  bounds: (on) => incomeBounds(on),
  voluntary: (on, question) => told(quoteVoluntary(on, question)),
  household: (on, question) => told(quoteHousehold(on, question)),
};

function told(quote) {
  return { ...quote, changes: quote.changes.map(({ day, after }) => [day, after.parameter, after.value]) };
}

const answers = questions.map(({ kind, day, ...question }) => {
  try {
    return kinds[kind](lawOn(tariff, day), question);
  } catch (problem) {
    if (problem instanceof Refusal) return { refused: problem.code };
    throw problem;
  }
});
process.stdout.write(answers.map((answer) => JSON.stringify(answer)).join("\n"));
