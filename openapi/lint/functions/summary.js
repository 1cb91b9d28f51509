// A summary is a heading: sentence case, no final period, and for an operation a few words only.

/** `words` is the most that a summary may have; `names` are words that keep their capital anywhere. */
export default function summary(text, { words = Infinity, names }) {
  if (typeof text !== 'string') return [];
  const parts = text.trim().split(/\s+/);
  const bare = parts.slice(1).map((word) => word.replace(/[^\w'-]/g, ''));
  const capital = bare.find((word) => /^[A-Z][a-z]+$/.test(word) && !names.includes(word));
  const found = [];
  if (/^[a-z]/.test(text)) found.push('begins with a small letter; begin it with a capital');
  if (/[.:;,]$/.test(text.trim())) found.push('ends with a punctuation mark; leave it out, a summary is a heading');
  if (parts.length > words) found.push(`has ${parts.length} words; use ${words} at most, the description is for more`);
  if (capital) found.push(`writes “${capital}” with a capital; use sentence case, or list it in the rule's \`names\``);
  return found.map((problem) => ({ message: `The summary “${text}” ${problem}.` }));
}
