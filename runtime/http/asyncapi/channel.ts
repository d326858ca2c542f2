import type { JsonObject } from '../../message/json.ts';

/** Messages that go one way, and where. */
export interface Channel {
  /** What channel and operation are named after. */
  readonly name: string;
  /** `send` is what the application sends, `receive` what it is sent. */
  readonly action: 'send' | 'receive';
  /** The path on this server; null where it is not on this server. */
  readonly address: string | null;
  readonly title: string;
  readonly description: string;
  readonly messages: readonly ChannelMessage[];
  /** HTTP's, where it is on this server. */
  readonly method?: 'GET' | 'POST';
}

export interface ChannelMessage {
  /** What the message is named after. */
  readonly name: string;
  /** An AsyncAPI message object. */
  readonly message: JsonObject;
}
