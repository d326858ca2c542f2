import type { FieldShapes, PublishedEvents, PublishedField, Shape } from '../resolve/published.ts';

const HEAD = `# Every shape in which events have been published: they may be stored somewhere, and are never changed.
# Written by \`npx stormwright publish\`. Commit this file, and do not edit it.
`;

/** The text of a model's file of published events. The same events give the same text. */
export function publishedText(events: PublishedEvents): string {
  const blocks = Object.entries(events).map(([event, versions]) => {
    const lines = Object.entries(versions).flatMap(([version, fields]) => {
      const own = Object.entries(fields).map(([name, field]) => `    ${scalar(name)}: ${fieldText(field)}`);
      return own.length === 0 ? [`  ${version}: {}`] : [`  ${version}:`, ...own];
    });
    return `${scalar(event)}:\n${lines.join('\n')}\n`;
  });
  return blocks.length === 0 ? `${HEAD}{}\n` : `${HEAD}${blocks.join('')}`;
}

/** What was published before, and in addition what is published now. A version that is there already stays, with members that are new. */
export function withPublished(before: PublishedEvents, now: PublishedEvents): PublishedEvents {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return Object.fromEntries(names.map((name) => [name, { ...before[name], ...now[name] }]));
}

function fieldText({ type, shape }: PublishedField): string {
  return `{ type: ${scalar(type)}, ${membersOf(shape)} }`;
}

function membersOf(shape: Shape): string {
  if ('optional' in shape) return `optional: { ${membersOf(shape.optional)} }`;
  if ('list of' in shape) return `list of: { ${membersOf(shape['list of'])} }`;
  if ('one of' in shape) return `one of: [${shape['one of'].map(scalar).join(', ')}]`;
  if ('with' in shape) return `with: ${fieldsText(shape.with)}`;
  return `is: ${shape.is}${'digits' in shape && shape.digits !== undefined ? `, digits: ${shape.digits}` : ''}`;
}

function fieldsText(fields: FieldShapes): string {
  const members = Object.entries(fields).map(([name, shape]) => `${scalar(name)}: { ${membersOf(shape)} }`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** Words as they are; everything that YAML might read as something else in double quotes. */
function scalar(text: string): string {
  const plain = /^\p{L}[\p{L}\p{N} _-]*$/u.test(text) && !/^(?:true|false|null|yes|no|on|off)$/i.test(text) && text === text.trim();
  return plain ? text : JSON.stringify(text);
}
