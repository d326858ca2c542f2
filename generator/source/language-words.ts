/** The words of the language that stand before a colon; a test holds them against the schema. */
export const languageWords: readonly string[] = [
  'about', 'above', 'accepted', 'actors', 'after', 'aggregates', 'always', 'at', 'at least', 'at most', 'because', 'becomes', 'begins with', 'below',
  'by', 'code', 'commands', 'digits', 'does', 'earlier versions', 'ends with', 'events', 'every', 'example', 'external systems',
  'find by', 'for each', 'from', 'functions', 'given', 'gives', 'hot spots', 'identified by', 'if', 'if refused', 'includes', 'is', 'key', 'level',
  'looks up', 'matches', 'max length', 'min length', 'model', 'on', 'one of', 'otherwise', 'policies', 'question', 'read models',
  'refused', 'removes', 'reports', 'require', 'rules', 'scenarios', 'sets', 'single', 'starts as', 'state', 'then',
  'time passes', 'time zone', 'types', 'unless', 'version', 'views', 'visible if', 'when', 'whenever', 'where', 'with',
];
