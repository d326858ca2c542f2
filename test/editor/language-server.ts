import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';

const COMMAND = join(import.meta.dirname, '..', '..', 'node_modules', 'yaml-language-server', 'bin', 'yaml-language-server');

/** What an editor asks the YAML language server over standard input and output, each document opened once. */
export interface LanguageServer {
  /** Labels of what is offered at `|` in the text. */
  completions(uri: string, text: string): Promise<readonly string[]>;
  hover(uri: string, text: string): Promise<string>;
  diagnostics(uri: string, text: string): Promise<readonly string[]>;
  stop(): Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly uri?: string; readonly diagnostics?: readonly { readonly message: string }[]; readonly items?: readonly unknown[] };
  readonly result?: unknown;
}

/** Source: Language Server Protocol 3.17. */
export async function startLanguageServer(): Promise<LanguageServer> {
  const child = spawn(process.execPath, [COMMAND, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const talk = talkWith(child);
  await talk.ask('initialize', { processId: process.pid, rootUri: null, capabilities: { workspace: { configuration: true }, textDocument: { hover: { contentFormat: ['plaintext'] } } } });
  talk.tell('initialized', {});
  const at = async (method: string, uri: string, marked: string): Promise<unknown> => {
    const offset = marked.indexOf('|');
    const before = marked.slice(0, offset).split('\n');
    talk.open(uri, marked.replace('|', ''));
    return talk.ask(method, { textDocument: { uri }, position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 } });
  };
  return {
    completions: async (uri, text) => labelsOf(await at('textDocument/completion', uri, text)),
    hover: async (uri, text) => JSON.stringify(await at('textDocument/hover', uri, text)),
    diagnostics: async (uri, text) => {
      const published = talk.published(uri);
      talk.open(uri, text);
      return published;
    },
    stop: async () => {
      child.kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

function labelsOf(result: unknown): readonly string[] {
  const items: unknown = typeof result === 'object' && result !== null && 'items' in result ? result.items : result;
  return Array.isArray(items) ? items.map((item: { label: string }) => item.label) : [];
}

interface Talk {
  ask(method: string, params: object): Promise<unknown>;
  tell(method: string, params: object): void;
  open(uri: string, text: string): void;
  /** The next diagnostics of a document that are not a sign that it is still being read. */
  published(uri: string): Promise<readonly string[]>;
}

function talkWith(child: ChildProcess): Talk {
  const waiting = new Map<number, (result: unknown) => void>();
  const listeners: ((message: Message) => void)[] = [];
  let id = 0;
  const send = (message: object): void => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    child.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  readMessages(child, (message) => {
    if (message.method === 'workspace/configuration') send({ id: message.id, result: (message.params?.items ?? []).map(() => ({ schemaStore: { enable: false }, validate: true, completion: true, hover: true })) });
    else if (message.method !== undefined && message.id !== undefined) send({ id: message.id, result: null });
    else if (message.id !== undefined) waiting.get(message.id)?.(message.result);
    for (const listener of listeners) listener(message);
  });
  return {
    ask: (method, params) => {
      id += 1;
      const own = id;
      send({ id: own, method, params });
      return new Promise((resolve) => waiting.set(own, resolve));
    },
    tell: (method, params) => send({ method, params }),
    open: (uri, text) => send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'yaml', version: 1, text } } }),
    published: (uri) =>
      new Promise((resolve) => {
        listeners.push(({ method, params }) => {
          if (method === 'textDocument/publishDiagnostics' && params?.uri === uri) resolve((params.diagnostics ?? []).map(({ message }) => message));
        });
      }),
  };
}

function readMessages({ stdout }: ChildProcess, hear: (message: Message) => void): void {
  let buffer = Buffer.alloc(0);
  stdout?.on('data', (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const end = buffer.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/i.exec(buffer.subarray(0, Math.max(end, 0)).toString())?.[1] ?? Number.NaN);
      if (end < 0 || buffer.length < end + 4 + length) return;
      hear(JSON.parse(buffer.subarray(end + 4, end + 4 + length).toString()));
      buffer = buffer.subarray(end + 4 + length);
    }
  });
}
