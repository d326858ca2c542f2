import type { CommandHandler } from '../command/command-handler.ts';
import type { Clock } from '../command/clock.ts';
import type { CommandResult, SendOptions } from '../command/command-result.ts';
import type { Message } from '../message/message.ts';
import type { RequestStore, RequestToSend } from '../store/request-store.ts';

/** Where policies send to. A test records here instead. */
export interface Outbox {
  sendCommand(command: Message, options: SendOptions): Promise<CommandResult>;
  keepRequest(request: Omit<RequestToSend, 'requestedAt'>): Promise<void>;
}

/** Commands are handled at once; requests are kept until they are delivered. */
export function outbox(handler: CommandHandler, requests: RequestStore, clock: Clock): Outbox {
  return {
    sendCommand: (command, options) => handler.send(command, options),
    keepRequest: (request) => requests.keepRequest({ ...request, requestedAt: clock() }),
  };
}
