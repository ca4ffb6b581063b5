import { describe, expect, it } from 'vitest';
import { filtered, searched } from '../../../renderer/jobs/job-filter.js';
import { fileName } from '../../../renderer/jobs/job-state.js';
import { receiptText } from '../../../renderer/jobs/receipt-text.js';
import { jobRow } from '../examples.js';

const rows = [
  jobRow({ jobId: 'a', name: 'Beach.jpg', sentence: 'Settled', state: 'done' }),
  jobRow({ jobId: 'b', name: '12 photos', sentence: 'Ada is computing', state: 'under-way' }),
];
const ids = (found: readonly { jobId: string }[]) => found.map(({ jobId }) => jobId);

describe('searching jobs', () => {
  it('finds every word in name, kind or sentence, whatever its case', () => {
    expect(ids(searched(rows, 'beach SETTLED'))).toEqual(['a']);
    expect(ids(searched(rows, 'resize'))).toEqual(['a', 'b']);
    expect(ids(searched(rows, 'beach ada'))).toEqual([]);
  });

  it('leaves all where nothing is searched for', () => {
    expect(searched(rows, '   ')).toBe(rows);
    expect(ids(filtered(rows, 'all'))).toEqual(['a', 'b']);
    expect(ids(filtered(rows, 'under-way'))).toEqual(['b']);
  });
});

describe('names of files', () => {
  it('are what follows the last separator of either system', () => {
    expect(fileName('/a/b/c.jpg')).toBe('c.jpg');
    expect(fileName('C:\\a\\c.jpg')).toBe('c.jpg');
    expect(fileName('c.jpg')).toBe('c.jpg');
  });
});

describe('a receipt as text', () => {
  it('has a line each, values in one column', () => {
    const lines = [
      { label: 'Root', value: '0x1' },
      { label: 'Drawn chunks', value: '0, 3' },
    ];
    expect(receiptText({ jobId: 'j', network: 'Here', tasks: [{ taskId: '0x7', lines }] })).toBe(
      'Receipt of job j on Here\n\nTask 1 of 1\nRoot          0x1\nDrawn chunks  0, 3\n',
    );
  });

  it('is only a heading without tasks', () => {
    expect(receiptText({ jobId: 'j', network: 'Here', tasks: [] })).toBe('Receipt of job j on Here\n');
  });
});
