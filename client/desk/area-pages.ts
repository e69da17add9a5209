import type { Component } from 'svelte';
import type { Area } from './areas.ts';

/** Loads the page of an area when it is opened for the first time: nobody waits for rooms that they do not enter. */
const loaders: Readonly<Record<Area, () => Promise<{ readonly default: Component }>>> = {
  today: () => import('./today/TodayPage.svelte'),
  history: () => import('./history/HistoryPage.svelte'),
  forecast: () => import('./forecast/ForecastPage.svelte'),
  requirement: () => import('./requirement/RequirementPage.svelte'),
  roster: () => import('./roster/RosterPage.svelte'),
  people: () => import('./people/PeoplePage.svelte'),
  cities: () => import('./cities/CitiesPage.svelte'),
  accounts: () => import('./accounts/AccountsPage.svelte'),
};

const loaded = new Map<Area, Component>();

/** The page of an area that was loaded before. */
export function loadedPage(area: Area): Component | undefined {
  return loaded.get(area);
}

/** @throws TypeError where the server cannot be reached or has another version of the page by now */
export async function loadPage(area: Area): Promise<Component> {
  const { default: page } = await loaders[area]();
  loaded.set(area, page);
  return page;
}
