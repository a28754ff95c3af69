// Grafana's links, of panels and of dashboards.

export const link = (title, url) => ({
  asDropdown: false,
  icon: 'external link',
  includeVars: false,
  keepTime: false,
  tags: [],
  targetBlank: false,
  title,
  tooltip: '',
  type: 'link',
  url,
});

/** A panel's link to the dashboard that tells more. */
export const drillDown = ([title, uid]) => link(title, `/d/${uid}?\${__url_time_range}`);
