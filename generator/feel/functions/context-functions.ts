import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Facts } from '../facts.ts';
import type { ContextEntry } from '../list-expression.ts';
import { memberIdentifier } from '../typing/locals.ts';
import { propertiesOf, propertyOf } from '../properties.ts';
import type { Syntax } from '../syntax.ts';
import { typeNeeded } from '../typing/type-arithmetic.ts';
import type { CallSyntax } from '../typing/type-call.ts';
import { contextLiteral, listLiteral } from '../typing/type-list.ts';
import { typeSyntax } from '../typing/type-syntax.ts';
import type { TypedExpression } from '../typed-expression.ts';
import { inWords, kindOf, text } from '../types.ts';
import { asKnown, broken, isBroken, spanOf, type Typing, writtenOf } from '../typing/typing.ts';
import { noResult } from './arguments.ts';

type Typer = (call: CallSyntax, typing: Typing, facts: Facts) => TypedExpression;
type Span = TypedExpression['span'];

/** The functions of contexts. Which entries there are is known before anything runs, so keys are written out. */
export const contextFunctions: { readonly [name: string]: Typer } = {
  'get value': typeGetValue, 'get entries': typeGetEntries, context: typeContextOf, 'context put': typePut, 'context merge': typeMerge,
};

function contextArgument(syntax: Syntax | undefined, call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  if (syntax === undefined) return broken(spanOf(call, typing));
  const typed = typeNeeded(syntax, typing, facts);
  if (isBroken(typed) || kindOf(typed.type) === 'record') return typed;
  typing.report(diagnose('context-wanted', typed.span, { asked: call.name.name, written: writtenOf(syntax, typing), is: inWords(typed.type) }));
  return broken(typed.span);
}

/** One key, or a list of them that leads further in. */
function keysOf(syntax: Syntax | undefined, call: CallSyntax, typing: Typing, facts: Facts): readonly string[] | undefined {
  if (syntax === undefined) return undefined;
  const typed = typeSyntax(syntax, typing, facts);
  const texts = typed.kind === 'list' ? typed.items : [typed];
  const keys = texts.flatMap((each) => (each.kind === 'text' ? [each.value] : []));
  if (isBroken(typed)) return undefined;
  if (keys.length === texts.length && keys.length > 0) return keys;
  typing.report(diagnose('key-not-written', typed.span, { asked: call.name.name, written: writtenOf(syntax, typing) }));
  return undefined;
}

function typeGetValue(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const context = contextArgument(call.args[0], call, typing, facts);
  const keys = keysOf(call.args[1], call, typing, facts);
  if (isBroken(context) || keys === undefined) return broken(span);
  return asKnown(keys.reduce<TypedExpression>((of, key) => valueAt(of, key, span), context), facts);
}

/** What a context has not is nothing. */
function valueAt(of: TypedExpression, key: string, span: Span): TypedExpression {
  const property = propertiesOf(of.type).find((each) => each.name === key);
  return property === undefined ? { kind: 'nothing', type: { kind: 'nothing' }, span } : propertyOf(of, property, span);
}

function entriesOf(context: TypedExpression, span: Span): readonly ContextEntry[] {
  return propertiesOf(context.type).map((property) => ({ name: property.name, identifier: property.identifier, value: propertyOf(context, property, span) }));
}

function typeGetEntries(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const context = contextArgument(call.args[0], call, typing, facts);
  if (isBroken(context)) return context;
  const pairs = entriesOf(context, span).map(({ name, value }) => contextLiteral([entry('key', { kind: 'text', value: name, type: text, span }), entry('value', value)], span));
  return listLiteral(pairs, span);
}

function entry(name: string, value: TypedExpression): ContextEntry {
  return { name, identifier: memberIdentifier(name), value };
}

/** `context([{ key: "a", value: 1 }])` */
function typeContextOf(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const [first] = call.args;
  const list = first === undefined ? broken(span) : typeNeeded(first, typing, facts);
  if (isBroken(list)) return list;
  const pairs = (list.kind === 'list' ? list.items : [list]).map((item) => pairOf(item));
  const found = pairs.flatMap((pair) => (pair === undefined ? [] : [pair]));
  if (found.length < pairs.length) {
    typing.report(diagnose('key-not-written', list.span, { asked: 'context', written: first === undefined ? 'context' : writtenOf(first, typing) }));
    return broken(span);
  }
  const twice = found.find((pair, index) => found.findIndex((each) => each.name === pair.name) !== index);
  return twice === undefined ? contextLiteral(found, span) : noResult(call, `"${twice.name}" stands in it twice`, typing);
}

function pairOf(item: TypedExpression): ContextEntry | undefined {
  if (item.kind !== 'context') return undefined;
  const [key, value] = ['key', 'value'].map((name) => item.entries.find((each) => each.name === name)?.value);
  return key?.kind === 'text' && value !== undefined ? entry(key.value, value) : undefined;
}

function typePut(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const context = contextArgument(call.args[0], call, typing, facts);
  const keys = keysOf(call.args[1], call, typing, facts);
  const third = call.args[2];
  const value = third === undefined ? broken(span) : typeSyntax(third, typing, facts);
  if (isBroken(context) || isBroken(value) || keys === undefined) return broken(span);
  return put(context, keys, value, span) ?? noResult(call, 'there is no such place in it', typing);
}

/** Nothing where the keys lead into what is no context. */
function put(context: TypedExpression, keys: readonly string[], value: TypedExpression, span: Span): TypedExpression | undefined {
  const [key, ...further] = keys;
  if (key === undefined || kindOf(context.type) !== 'record') return undefined;
  const entries = entriesOf(context, span);
  const old = entries.find((each) => each.name === key);
  const added = further.length === 0 ? value : old === undefined ? undefined : put(old.value, further, value, span);
  if (added === undefined) return undefined;
  if (old !== undefined) return contextLiteral(entries.map((each) => (each === old ? { ...each, value: added } : each)), span);
  return contextLiteral([...entries, { name: key, identifier: memberIdentifier(key, entries.map((each) => each.identifier)), value: added }], span);
}

/** Of entries with one name, the last counts. */
function typeMerge(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const [first] = call.args;
  const list = first === undefined ? broken(span) : typeNeeded(first, typing, facts);
  if (isBroken(list)) return list;
  const contexts = list.kind === 'list' ? list.items : kindOf(list.type) === 'record' ? [list] : undefined;
  if (contexts === undefined || contexts.some((each) => kindOf(each.type) !== 'record' || each.type.kind === 'optional')) {
    typing.report(diagnose('context-wanted', list.span, { asked: 'context merge', written: first === undefined ? '' : writtenOf(first, typing), is: inWords(list.type) }));
    return broken(span);
  }
  return contexts.reduce((sofar, each) => entriesOf(each, span).reduce((into, { name, value }) => put(into, [name], value, span) ?? into, sofar), contextLiteral([], span));
}
