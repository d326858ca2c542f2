import type { IncomingHttpHeaders } from 'node:http';
import type { CommandDefinition } from '../aggregate/decider.ts';
import { type Actor, idOfActor } from '../message/message.ts';
import type { ApplicationDefinition } from '../reaction/application.ts';
import type { Reader, ReadModelDefinition } from '../reaction/read-model.ts';
import { storableText } from '../store/storable.ts';
import { bad, read, type Reading } from './input-error.ts';
import { didYouMean } from './nearest.ts';
import { badInput, type Problem } from './problem.ts';

/**
 * Who a caller says to be, in the headers `Actor` and `Actor-Id` (percent-encoded where they are not ASCII). Until tokens say
 * who somebody is, every caller on this machine may be anybody; `door.ts` takes these headers from nobody else.
 */
export interface Claim {
  readonly name: string | undefined;
  readonly id: string | null;
}

const LONGEST_ID = 200;

export function readClaim(headers: IncomingHttpHeaders): Reading<Claim> {
  const name = headers['actor'] === undefined ? undefined : decoded(String(headers['actor']));
  if (headers['actor-id'] === undefined) return read({ name, id: null });
  const id = decoded(String(headers['actor-id']));
  const detail = wrongId(id);
  return detail === undefined ? read({ name, id }) : bad({ detail, header: 'Actor-Id' });
}

function wrongId(id: string): string | undefined {
  if (id === '' || id.length > LONGEST_ID) return `Actor-Id must have between 1 and ${LONGEST_ID} characters; it has ${id.length}.`;
  try {
    storableText('Actor-Id', id);
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

/** In whose name a command is sent: of the actor in the header, else of the first who may send it. */
export function actorOf(name: string, command: CommandDefinition<unknown>, headers: IncomingHttpHeaders): Actor | Problem {
  const [first] = command.by;
  if (first === undefined) return { kind: 'NotAllowed', title: 'Only for policies', detail: `Nobody may send "${name}" from outside: only policies do.` };
  const claim = readClaim(headers);
  if (claim.kind === 'bad input') return badInput(claim.errors);
  const wanted = claim.value.name ?? first;
  if (command.by.includes(wanted)) return { name: wanted, id: claim.value.id };
  return { kind: 'NotAllowed', title: 'Not for this actor', detail: `"${name}" is sent by ${command.by.join(' or ')}, not by ${JSON.stringify(wanted)}.` };
}

/** Who looks at a read model: the actor in the header, else the first who may. */
export function readerOf({ actors }: ApplicationDefinition, { name, viewedBy }: ReadModelDefinition, headers: IncomingHttpHeaders): Reader | Problem {
  const claim = readClaim(headers);
  if (claim.kind === 'bad input') return badInput(claim.errors);
  const { name: wanted, id } = claim.value;
  const [first] = viewedBy;
  if (wanted === undefined) return { actor: first ?? '', actorId: id ?? first ?? '' };
  const known = actors.map((actor) => actor.name);
  if (!known.includes(wanted)) return { kind: 'NotAllowed', title: 'No such actor', detail: `There is no actor ${JSON.stringify(wanted)}; ${didYouMean(wanted, known)}` };
  if (viewedBy.length > 0 && !viewedBy.includes(wanted)) return { kind: 'NotAllowed', title: 'Not for this actor', detail: `"${name}" is for ${viewedBy.join(' and ')}, not for ${JSON.stringify(wanted)}.` };
  return { actor: wanted, actorId: idOfActor({ name: wanted, id }) };
}

function decoded(header: string): string {
  try {
    return decodeURIComponent(header.trim());
  } catch {
    return header;
  }
}
