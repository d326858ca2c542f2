import type { Code } from '../../generator/diagnostics/catalogue.ts';
import { catalogue } from '../../generator/diagnostics/catalogue.ts';
import { checkCodes } from '../../generator/diagnostics/codes/check-codes.ts';
import { feelCodes } from '../../generator/diagnostics/codes/feel-codes.ts';
import { includeCodes } from '../../generator/diagnostics/codes/include-codes.ts';
import { listCodes } from '../../generator/diagnostics/codes/list-codes.ts';
import { nameCodes } from '../../generator/diagnostics/codes/name-codes.ts';
import { outputCodes } from '../../generator/diagnostics/codes/output-codes.ts';
import { publishedCodes } from '../../generator/diagnostics/codes/published-codes.ts';
import { shapeCodes } from '../../generator/diagnostics/codes/shape-codes.ts';
import { sourceCodes } from '../../generator/diagnostics/codes/source-codes.ts';
import { formatDiagnostics } from '../../generator/diagnostics/format.ts';
import { levelsInWords } from './levels-in-words.ts';
import { codes, type Example, exampleOf, hasExample } from './examples.ts';

/** Where a code belongs on the page; one that is in none of them comes last. */
const CHAPTERS: readonly (readonly [string, string, object])[] = [
  ['How a file is written', 'Before anybody asks what a model means, it must be possible to read it.', sourceCodes],
  ['What stands where', 'Keys that nobody knows, keys that are missing, a list where a name belongs.', shapeCodes],
  ['Names', 'Nobody knows them, two things have one, or they are no names.', nameCodes],
  ['Expressions', 'How they are written, what their names mean, and whether their parts go together.', { ...feelCodes, ...listCodes }],
  ['How it all fits together', 'What shows only when the stickies are put together.', checkCodes],
  ['Several files', 'How files make up a model, and what may stand in a part of one.', includeCodes],
  ['Files', 'What lies in the files of a project rather than in a model.', outputCodes],
  ['Published events', 'What was kept by `npx stormwright publish` and has changed since.', publishedCodes],
];

const INTRODUCTION = `# What can be wrong with a model

<!-- Written by \`npm run docs\` from the catalogue of codes and from the models in test/diagnostics/catalogue. Not edited by hand. -->

\`npm run check\` finds every mistake of a model in one run. Each is printed with its place, its code, one sentence, the
line with the wrong part underlined, and where it can be told, what would be right:

    model/bank.yaml:68:29: error comparison-in-words: "is at most" is written as a sign here.
      68 |           - require: amount is at most balance
         |                             ^^^^^^^^^^
      Write \`<=\`.

An **error** stops the generator. A **warning** never does. Where there is one certain answer the code is marked with
**can be mended**: \`npm run check -- --fix\` gives it, changes nothing else in the file, says what it did, and then
prints what remains. A change after which there would be more errors than before is not made.

## How much is asked

Strict late, loose early: the \`level\` of a model says how much is asked of it. How it is written and what its names
mean is asked at every level.

${levelsInWords()}

A warning can be accepted with a written reason: \`accepted:\` at the top of the model, a list of \`code\`, \`on\` (what it is
about: a field, a refusal, a sticky, or the aggregate it belongs to) and \`because\`. An entry that no longer applies is a
warning; one of an error is an error.

## For other programs

\`npm run --silent check -- --format json\` prints one JSON document and nothing else. Its shape is kept; a new shape gets a
higher \`version\`, and new members may be added without one.

| member | what it is |
|---|---|
| \`version\` | 1 |
| \`errors\`, \`warnings\` | how many there are |
| \`diagnostics\` | all of them, in the order of the files and of the places in them |
| \`diagnostics[].code\`, \`.severity\` | a code of this page; \`error\` or \`warning\` |
| \`diagnostics[].path\` | the file, with \`/\`, relative to the folder the command was started in when it is below that |
| \`diagnostics[].range\` | \`start\` and \`end\`, each with \`line\` and \`column\` from 1 and \`offset\` from 0, counted in UTF-16 code units as editors do, a byte order mark not counted; \`end\` is behind the last character |
| \`diagnostics[].sentence\`, \`.help\` | what is wrong; what would be right, or null |
| \`diagnostics[].related\` | other places that belong to it, each with \`path\`, \`range\` and \`sentence\` |
| \`diagnostics[].fixes\` | certain answers, each with a \`title\` and \`edits\`: what stands in the \`range\` of a \`path\` becomes \`text\` |
| \`accepted\` | warnings that the model accepts, each with \`code\`, \`path\`, \`range\`, \`sentence\` and \`because\` |
| \`fixed\` | with \`--fix\`: what was mended, each with \`code\`, \`path\`, \`range\` (before it was mended) and \`title\` |
| \`failures\` | only where the command could not do its work for another reason than the models: sentences, such as that there is no model, or that a file can not be written |

\`--format sarif\` prints a SARIF 2.1.0 log, which code hosts show beside a change under review; what the model accepts is in it, suppressed. \`npm run generate\` knows
\`--format\` as well; what it has written is then told on standard error.

The exit code is 0 without errors (warnings do not count), 1 with errors in a model, and 2 when the command line itself is
wrong. Colours are for terminals; \`NO_COLOR\` or \`--no-color\` switches them off, \`FORCE_COLOR\` on.
`;

/** The reference page of all codes, each with a wrong model, what it prints, and the mended one. */
export function referencePage(): string {
  const chapters = CHAPTERS.map(([title, about, table]) => chapter(title, about, codes.filter((code) => Object.hasOwn(table, code))));
  const others = codes.filter((code) => !CHAPTERS.some(([, , table]) => Object.hasOwn(table, code)));
  const rest = others.length === 0 ? [] : [chapter('More', 'What belongs to none of these.', others)];
  return `${[INTRODUCTION, ...chapters, ...rest].join('\n')}`;
}

function chapter(title: string, about: string, members: readonly Code[]): string {
  return [`## ${title}\n`, `${about}\n`, ...members.map(entry)].join('\n');
}

function entry(code: Code): string {
  const heading = `### ${code}\n`;
  if (!hasExample(code)) return `${heading}\n${severityOf(code)}.\n`;
  const example = exampleOf(code);
  const found = example.found.filter((each) => each.code === code);
  const mends = found.some(({ fixes }) => fixes !== undefined) ? ', can be mended' : '';
  const shown = formatDiagnostics(found.slice(0, 2)).replaceAll(/[ \t]+$/gm, '');
  return [heading, `${severityOf(code)}${mends}.\n`, ...wrongPart(example), fenced('text', shown), ...mendedPart(example)].join('\n');
}

function severityOf(code: Code): string {
  return catalogue[code].severity === 'error' ? 'Error' : 'Warning';
}

function wrongPart({ situation, wrong }: Example): readonly string[] {
  return situation === undefined ? [fenced('yaml', wrong), 'prints\n'] : [`${situation.words} That prints\n`];
}

function mendedPart({ situation, mended }: Example): readonly string[] {
  return situation === undefined ? ['and is right as\n', fenced('yaml', mended)] : [`${situation.mended}\n`];
}

/** What nobody would read to its end is cut. */
function fenced(language: string, text: string): string {
  const lines = text.trimEnd().split('\n').map((line) => (line.length > 240 ? `${line.slice(0, 200)} …` : line));
  return `\`\`\`${language}\n${lines.join('\n')}\n\`\`\`\n`;
}
