/** What each command says of itself behind its options: examples first. */
export const EXIT_CODES = '\nExit codes:\n  0  no errors; warnings may have been printed\n  1  errors in a model\n  2  the command line is wrong';

export const CHECK_HELP = `Examples:
  npx stormwright check                  all models in model/
  npx stormwright check model/bank.yaml  one of them
  npx stormwright check --fix            mend misspelt names, tabs, quotes, lost colons and the like
  npx stormwright check --format json    a document for an editor or a script
  npx stormwright check --format sarif   one that code reviews can show

Every mistake is printed with its place, the line, and what would be right. Its code, like \`unknown-name\`,
is explained in docs/diagnostics.md, with a wrong model and the mended one.

NO_COLOR switches colours off and FORCE_COLOR switches them on; STORM_DEBUG=timings tells how long each phase took.`;

export const GENERATE_HELP = `Examples:
  npx stormwright generate           make generated/ what the models say, and say what was written
  npx stormwright generate --check   write nothing; exit code 1 when something would change: for CI
  npx stormwright generate --json    what is wrong with the models, as a document

What is generated is committed, read in review and never edited. A file that was edited by hand is never written over: the
command says which it is, and writes nothing.`;

export const WATCH_HELP = `Examples:
  npx stormwright watch   in one terminal, while you write the model in another window

It goes on when a model has mistakes, and leaves what is there until they are mended. Ctrl+C stops it.`;

export const PUBLISH_HELP = `Examples:
  npx stormwright publish                    every model: before the first event is stored in earnest
  npx stormwright publish model/bank.yaml    one of them
  npx stormwright publish --json             { "published": [{ "path", "changed" }] }

Writes <model>.published.yaml beside each model; commit it. A published event changes only by a new version.`;

export const INIT_HELP = `Examples:
  npx stormwright init library
  npx stormwright init web-shop --title "Shop of ours"

A file is never written over: it begins in an empty folder. Without a terminal nothing is asked.`;

export const START_HELP = `Examples:
  npx stormwright start                           the only model, or the bank, on an embedded PostgreSQL
  npx stormwright start library                   another one
  PORT=8080 npx stormwright start                 at another port
  DATABASE_URL=memory: npx stormwright start      nothing is kept: for trying something out
  npx stormwright start --built                   in production: what \`npm run build\` made

Environment:
  PORT             where to listen (3000)
  HOST             the address to listen on (127.0.0.1); another one needs tokens
  DATABASE_URL     a PostgreSQL, or memory: for nothing kept (an embedded PostgreSQL in .storm/)
  LOG_LEVEL        fatal, error, warn, info, debug or silent

  AUTH_ISSUER      whose tokens are taken: what "iss" in them is
  AUTH_AUDIENCE    what "aud" in them names
  AUTH_KEY         what they are signed with: a secret of at least 32 bytes (HS256), or a public key as PEM or JWK
  AUTH_JWKS_URL    or where the issuer publishes its keys: https://id.example.org/.well-known/jwks.json

  HOSTS            names it may be called by, besides those of this machine (any with tokens, none without)
  RATE_LIMIT       requests a minute of one caller, 0 for no limit (1000 with tokens, 0 without)
  TRUSTED_PROXIES  addresses of proxies before it, whose word is taken for where a request comes from: 10.0.0.0/8

Without tokens everybody may act as anybody, so it answers to this machine only. With them "sub" is actor.id, "actors" the
list of actors somebody is, and "systems" that of the external systems which report with the token.`;
