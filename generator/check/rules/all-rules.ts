import { contradictionRule } from './contradictions.ts';
import { decidedConditionRule } from './decided-conditions.ts';
import { endlessLoopRule } from './endless-loops.ts';
import { eventWithoutCauseRule } from './events-without-cause.ts';
import { exampleByOthersRule } from './examples-by-others.ts';
import { exampleOutOfLifeRule } from './examples-out-of-life.ts';
import { fieldNeverFilledRule } from './fields-never-filled.ts';
import { idleActorRule } from './idle-actors.ts';
import { outcomeThatNeverComesRule } from './outcomes-that-never-come.ts';
import { policyNeverSetOffRule } from './policies-never-set-off.ts';
import type { CheckRule } from './rule.ts';
import { sentTwiceRule } from './sent-twice.ts';
import { trustRule } from './trust.ts';
import { uncalledFunctionRule } from './uncalled-functions.ts';
import { unheardReportRule } from './unheard-reports.ts';
import { unreadCommandFieldRule } from './unread-command-fields.ts';
import { unreadReadModelRule } from './unread-read-models.ts';
import { unreadStateRule } from './unread-state.ts';
import { unsentCommandRule } from './unsent-commands.ts';
import { unsetMemberRule } from './unset-members.ts';
import { unshownRule } from './unshown-by-scenarios.ts';
import { unusedRequestRule } from './unused-requests.ts';
import { unusedTypeRule } from './unused-types.ts';

/** All that is asked of a model as a whole, in this order: what may be an error first. */
export const ALL_RULES: readonly CheckRule[] = [
  endlessLoopRule,
  contradictionRule,
  decidedConditionRule,
  exampleOutOfLifeRule,
  outcomeThatNeverComesRule,
  fieldNeverFilledRule,
  unsentCommandRule,
  eventWithoutCauseRule,
  policyNeverSetOffRule,
  sentTwiceRule,
  unusedRequestRule,
  unheardReportRule,
  idleActorRule,
  unreadReadModelRule,
  unusedTypeRule,
  uncalledFunctionRule,
  unsetMemberRule,
  unreadStateRule,
  unreadCommandFieldRule,
  exampleByOthersRule,
  unshownRule,
  trustRule,
];
