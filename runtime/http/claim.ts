import type { IncomingHttpHeaders } from 'node:http';
import type { CommandDefinition } from '../aggregate/decider.ts';
import type { Actor } from '../message/message.ts';
import type { ApplicationDefinition } from '../reaction/application.ts';
import type { Reader, ReadModelDefinition } from '../reaction/read-model.ts';
import { storableText } from '../store/storable.ts';
import type { Caller } from './caller.ts';
import { bad, read, type Reading } from './input-error.ts';
import { didYouMean } from './nearest.ts';
import type { Problem } from './problem.ts';

/**
 * Who a caller says to be, in the headers `Actor` and `Actor-Id` (percent-encoded where they are not ASCII). Where no tokens say
 * who somebody is, every caller on this machine may be anybody; `door.ts` takes these headers from nobody else.
 */
export interface Claim {
  readonly name: string | undefined;
  readonly id: string | null;
}

const LONGEST_ID = 200;

export function readClaim(headers: IncomingHttpHeaders): Reading<Claim> {
  const name = headers['actor'] === undefined ? undefined : decodedHeader(String(headers['actor']));
  if (headers['actor-id'] === undefined) return read({ name, id: null });
  const id = decodedHeader(String(headers['actor-id']));
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

/** In whose name a command is sent: of the actor they want to be, else of the first they may send it as. */
export function actorOf(name: string, { by }: CommandDefinition<unknown>, caller: Caller): Actor | Problem {
  const [first] = by;
  if (first === undefined) return { kind: 'NotAllowed', title: 'Only for policies', detail: `Nobody may send "${name}" from outside: only policies do.` };
  const actor = caller.actor ?? firstOf(by, caller);
  if (actor !== undefined && by.includes(actor)) return { name: actor, id: caller.id };
  return { kind: 'NotAllowed', title: 'Not for this actor', detail: `"${name}" is sent by ${by.join(' or ')}, not by ${inWords(actor, caller)}.` };
}

/** Who looks at a read model: the actor they want to be, else the first of them who may. */
export function readerOf({ actors, readModels }: ApplicationDefinition, { name, viewedBy }: ReadModelDefinition, caller: Caller): Reader | Problem {
  const known = actors.map((actor) => actor.name);
  if (caller.actor !== undefined && !known.includes(caller.actor)) return { kind: 'NotAllowed', title: 'No such actor', detail: `There is no actor ${JSON.stringify(caller.actor)}; ${didYouMean(caller.actor, known)}` };
  // Where no actor of the model views anything, everybody may look at everything.
  const isForAll = viewedBy.length === 0 && (caller.kind === 'claims' || readModels.every((each) => each.viewedBy.length === 0));
  const actor = caller.actor ?? firstOf(viewedBy, caller) ?? (isForAll && caller.kind === 'proves' ? firstOf(known, caller) : undefined);
  if (isForAll || (actor !== undefined && viewedBy.includes(actor))) return { actor: actor ?? '', actorId: caller.id ?? actor ?? '' };
  const whom = viewedBy.length === 0 ? 'nobody' : viewedBy.join(' and ');
  return { kind: 'NotAllowed', title: 'Not for this actor', detail: `"${name}" is for ${whom}, not for ${inWords(actor, caller)}.` };
}

/** The first of `actors` that they are; on this machine everybody is anybody. */
function firstOf(actors: readonly string[], caller: Caller): string | undefined {
  return actors.find((each) => caller.kind === 'claims' || caller.actors.includes(each));
}

function inWords(actor: string | undefined, caller: Caller): string {
  if (actor !== undefined) return JSON.stringify(actor);
  return caller.kind === 'proves' && caller.actors.length > 0 ? caller.actors.map((each) => JSON.stringify(each)).join(' or ') : 'you: your token names no actor of this model';
}

/** Percent-encoded where it is not ASCII. */
export function decodedHeader(header: string): string {
  try {
    return decodeURIComponent(header.trim());
  } catch {
    return header;
  }
}
