/** Which page stands at which path; each is loaded when first opened. The first path that fits is taken. */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { HOME, JOB, JOBS, LEND, NEW_JOB, PEOPLE, PERSON, SETTINGS } from './routes.js';

type Page = LazyExoticComponent<ComponentType>;

const page = <Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name): Page =>
  lazy(async () => ({ default: (await load())[name] }));

/** In this order: `/jobs/new` before `/jobs/:jobId`. */
export const PAGES: readonly { readonly path: string; readonly page: Page }[] = [
  { path: HOME, page: page(() => import('../home/home-page.js'), 'HomePage') },
  { path: JOBS, page: page(() => import('../jobs/jobs-page.js'), 'JobsPage') },
  { path: NEW_JOB, page: page(() => import('../composer/composer-page.js'), 'ComposerPage') },
  { path: JOB, page: page(() => import('../jobs/job-page.js'), 'JobPage') },
  { path: LEND, page: page(() => import('../lend/lend-page.js'), 'LendPage') },
  { path: PEOPLE, page: page(() => import('../people/people-page.js'), 'PeoplePage') },
  { path: PERSON, page: page(() => import('../people/person-page.js'), 'PersonPage') },
  { path: SETTINGS, page: page(() => import('../settings/settings-page.js'), 'SettingsPage') },
];
