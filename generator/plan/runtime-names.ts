/**
 * Every name of the runtime that generated code may import from `stormwright`. A test checks that each is really
 * exported there.
 */
export const runtimeNames = [
  'accepted', 'actorIdOf', 'actorOf', 'assertNever', 'begun', 'changed', 'connect', 'date', 'dateAndTime', 'decimal', 'declaredFunction', 'decimalType', 'defineAggregate',
  'defineExternalSystem', 'definePolicy', 'defineReadModel', 'derivedId', 'duration', 'earlierVersion', 'ended', 'freeDecimalType', 'identifier', 'identifierType',
  'listOf', 'namedType', 'oneOf', 'optional', 'record', 'refused', 'stateOf', 'text', 'textType', 'wholeNumber', 'wholeNumberType', 'yesOrNo',
  'setUpAdapter', 'absolute', 'compareText', 'dateAfter', 'dateBefore', 'decimalText', 'exactDecimal', 'largest', 'modulo', 'momentAfter', 'momentBefore', 'quotient',
  'rounded', 'roundedDecimalQuotient', 'roundedQuotient', 'smallest', 'substring',
  'exponential', 'logarithm', 'matches', 'power', 'present', 'readNumber', 'replaced', 'splitText', 'squareRoot', 'substringAfter', 'substringAt', 'substringBefore',
  'balanced', 'calendarOffset', 'calendarTime', 'calendarTimeAfter', 'calendarTimeBefore', 'calendarTimeFrom', 'calendarTimeOf', 'calendarTimeSince', 'calendarTimeText',
  'clockTime', 'clockTimeFrom', 'clockTimeIn', 'clockTimeOf', 'clockTimeText', 'compareCalendarTimes', 'compareDecimals', 'compareMonths', 'compareNumbers', 'compareTimes', 'compareTruths', 'compareUnits',
  'dateFrom', 'dateOf', 'dateText', 'dayOfWeek', 'durationFrom', 'durationOver', 'durationRatio', 'durationText', 'durationTimes', 'identicalCalendarTime', 'identicalTime', 'intervals', 'inZone', 'isWithin', 'momentFrom', 'momentOf',
  'monthDurationFrom', 'monthDurationText', 'monthOfYear', 'monthsAfter', 'monthsBefore', 'monthsBetween', 'monthsIn', 'monthsMinus', 'monthsOver', 'monthsPlus', 'monthsRatio', 'monthsTimes',
  'onlyValue', 'sameCalendarTime', 'sameRange', 'sameTime', 'secondOf', 'secondsOf', 'timeAfter', 'timeBefore', 'timeOfDay', 'timeOffset', 'timeSince', 'timeZone', 'weekOfYear', 'withZone', 'zoneOffset',
  'contains', 'distinct', 'greatest', 'insertedBefore', 'itemAt', 'itemOrNull', 'joinedTexts', 'least', 'mean', 'median', 'mode', 'placesOf', 'product', 'productOfDecimals', 'removed', 'replacedAt',
  'sameValue', 'series', 'sorted', 'standardDeviation', 'sublist', 'sum', 'sumOfDecimals', 'sumOfWholes',
  'ApplicationDefinition', 'Branded', 'ClockReaction', 'CommandContext', 'Decimal', 'Decision', 'Delivery', 'Environment', 'Identifier', 'Lifecycle', 'Reaction', 'Recorded',
  'Sending', 'Temporal', 'Tick',
] as const;

export type RuntimeName = (typeof runtimeNames)[number];

/** Where generated tests find their harness. */
export const testingNames = ['aggregateScenario', 'policyScenario', 'readModelScenario', 'systemScenario'] as const;
