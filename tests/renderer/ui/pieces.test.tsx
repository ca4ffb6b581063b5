// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { TwoBars } from '../../../renderer/ui/bars.js';
import { Glyph } from '../../../renderer/ui/glyph.js';
import { Page } from '../../../renderer/ui/page.js';
import { Person } from '../../../renderer/ui/person.js';
import { Picture } from '../../../renderer/ui/picture.js';
import { PicturesWait } from '../../../renderer/ui/pictures-wait.js';
import { ADA } from '../examples.js';
import { failing, installBridge } from '../fake-bridge.js';
import { show } from '../show.js';

describe('a person', () => {
  it('leads to their page, unless plain', () => {
    installBridge();
    show(
      <>
        <Person address={ADA} name="Ada" />
        <Person address={ADA} name="Plain Ada" plain />
        <Person name="Somebody" />
      </>,
    );
    expect(screen.getAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
      ['Ada', `#/people/${ADA}`],
    ]);
  });

  it('has a glyph of their own', () => {
    installBridge();
    const drawn = ['0x01', '0x02', '0x01'].map((of) => show(<Glyph of={of} />).container.querySelector('svg'));
    const [one, two, again] = drawn.map((svg) => svg?.innerHTML);
    expect(one).toBe(again);
    expect(one).not.toBe(two);
  });
});

describe('a picture', () => {
  it('asks for twice its side, and shows what comes', async () => {
    const bridge = installBridge({
      'jobs.preview': { url: 'app://corehour/preview/a.webp', width: 80, height: 60, size: 9 },
    });
    show(<Picture path="/a.jpg" alt="The creek" side={40} />);
    const image = await screen.findByRole('img', { name: 'The creek' });
    expect(image.getAttribute('src')).toBe('app://corehour/preview/a.webp');
    expect(bridge.inputsOf('jobs.preview')).toEqual([{ path: '/a.jpg', longestSide: 80 }]);
    bridge.change();
    expect(bridge.inputsOf('jobs.preview')).toHaveLength(1);
    fireEvent.error(image);
    expect(screen.getByRole('img', { name: 'The creek' }).tagName).toBe('SPAN');
  });

  it('is not asked for while its list runs past', async () => {
    const bridge = installBridge({
      'jobs.preview': { url: 'app://corehour/preview/a.webp', width: 80, height: 60, size: 9 },
    });
    const List = () => {
      const [isRunning, setIsRunning] = useState(true);
      return (
        <PicturesWait value={isRunning}>
          <Picture path="/a.jpg" alt="The creek" side={40} />
          <button onClick={() => setIsRunning(!isRunning)}>{isRunning ? 'Stop' : 'Run'}</button>
        </PicturesWait>
      );
    };
    const { user } = show(<List />);
    expect(bridge.inputsOf('jobs.preview')).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Stop' }));
    await screen.findByRole('img', { name: 'The creek' });
    await user.click(screen.getByRole('button', { name: 'Run' }));
    expect(screen.getByRole('img', { name: 'The creek' }).tagName).toBe('IMG');
    expect(bridge.inputsOf('jobs.preview')).toHaveLength(1);
  });

  it('has a quiet stand-in where there is none', async () => {
    const bridge = installBridge({ 'jobs.preview': failing('Not a picture.', 'input.not-an-image') });
    show(
      <>
        <Picture path="/a.txt" alt="a.txt" side={40} />
        <Picture path={undefined} alt="nothing" side={40} />
      </>,
    );
    await waitFor(() => expect(screen.getAllByRole('img')).toHaveLength(2));
    expect(bridge.inputsOf('jobs.preview')).toHaveLength(1);
  });
});

describe('two bars', () => {
  it('stand on one scale and say both sums', () => {
    installBridge();
    show(<TwoBars left="100" right="400" />);
    const track = screen.getByRole('img', { name: 'You owe 0.100 CC, owed to you 0.400 CC' });
    const widths = [...track.querySelectorAll<HTMLElement>('[style]')].map((bar) => bar.style.width);
    expect(widths).toEqual(['25%', '100%']);
  });
});

describe('a page', () => {
  it('takes the focus to its heading and names the window', () => {
    installBridge();
    show(<Page title="Lend">{null}</Page>);
    expect(document.activeElement?.textContent).toBe('Lend');
    expect(document.title).toBe('Lend · Corehour');
  });
});
