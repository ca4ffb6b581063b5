/** Opens the window's page. The order of the styles counts: ours below Mantine's layer come first. */
import './base.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { createQueries, followChanges } from './queries.js';

const place = document.getElementById('root');
if (place === null) throw new Error('The page has no place for the app.');
const queries = createQueries();
followChanges(queries);
createRoot(place).render(<App queries={queries} />);
