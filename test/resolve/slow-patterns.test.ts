import { describe, expect, test } from 'vitest';
import { isSlow } from '../../generator/resolve/slow-pattern.ts';

describe('A pattern that could take for ever is known before it is tried', () => {
  test.each(['(a+)+', '(x*|y+)*', '(a|a)*b', '(\\w|[0-9])+!', '([a-z]+.)+[A-Z]', '(([a-z])+.)+[A-Z]', '([A-Za-z][a-z]*)+!', '([a-z]+-?)*!', '((a*)*)*', '( ?[a-z]+)*!', '(a?){30}a{30}', '(a|a){30}b'])('%s', (pattern) => {
    expect(isSlow(pattern)).toBe(true);
  });

  test.each(['[A-Z]{2}[0-9]{6}', '[a-z]+( [a-z]+)*', '([a-z]+-)*[a-z]+', '[^@ ]+@[^@ ]+\\.[a-z]{2,}', '([0-9]{3}|[a-z])+', '(ab|ac)*', '([A-Z][a-z]+ ?)+', '(\\+[0-9]+ )?[0-9 ]+', '([0-9a-f]{2}:){5}[0-9a-f]{2}', 'a?b?c?', '(-?[0-9]){12}', '(a?){3}', '(red|green|blue)(, (red|green|blue))*'])('%s is fine', (pattern) => {
    expect(isSlow(pattern)).toBe(false);
  });
});
