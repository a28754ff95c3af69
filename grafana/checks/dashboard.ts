// What a dashboard of the lab may hold: Grafana's own types, put together for the four panels in use. The checker makes
// JSON Schemas of `LabDashboard` and `Panels`; nothing compiles this file to JavaScript.
import type { AnnotationQuery, Dashboard, FieldConfig, Panel, RowPanel, VariableModel } from '@grafana/schema';
import type * as stat from '../node_modules/@grafana/schema/dist/types/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import type * as stateTimeline from '../node_modules/@grafana/schema/dist/types/raw/composable/statetimeline/panelcfg/x/StateTimelinePanelCfg_types.gen';
import type * as text from '../node_modules/@grafana/schema/dist/types/raw/composable/text/panelcfg/x/TextPanelCfg_types.gen';
import type * as timeseries from '../node_modules/@grafana/schema/dist/types/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';

/** Of the Prometheus data source; Grafana publishes no type for it in this package. */
interface PrometheusTarget {
  datasource: { type: 'prometheus'; uid: string };
  refId: string;
  expr: string;
  legendFormat: string;
  range: true;
  instant: false;
  editorMode: 'code';
}

interface Typed<Type extends string, Options, Custom> extends Omit<Panel, 'fieldConfig' | 'options' | 'targets' | 'type'> {
  type: Type;
  id: number;
  title: string;
  description: string;
  gridPos: { h: number; w: number; x: number; y: number };
  options: Options;
  targets: PrometheusTarget[];
  fieldConfig: {
    defaults: Omit<FieldConfig, 'custom' | 'unit'> & { unit: string; custom?: Custom };
    overrides: Array<{ matcher: { id: 'byName'; options: string }; properties: Array<{ id: string; value?: unknown }> }>;
  };
}

interface TextPanel extends Omit<Panel, 'options' | 'type'> {
  type: 'text';
  options: text.Options;
}

/** Of the Prometheus data source's annotations. */
interface FaultAnnotation extends Omit<AnnotationQuery, 'target'> {
  target: { refId: string; expr: string; interval: string };
  titleFormat: string;
  textFormat: string;
  tagKeys: string;
  useValueForTime: boolean;
}

/** The panels in use, by `type`. */
export interface Panels {
  timeseries: Typed<'timeseries', timeseries.Options, timeseries.FieldConfig>;
  stat: Typed<'stat', stat.Options, never>;
  'state-timeline': Typed<'state-timeline', stateTimeline.Options, stateTimeline.FieldConfig>;
  text: TextPanel;
  row: RowPanel;
}

/** All but its panels, which are held against `Panels` one by one. */
export interface LabDashboard extends Omit<Dashboard, 'annotations' | 'panels' | 'templating'> {
  uid: string;
  title: string;
  description: string;
  annotations: { list: FaultAnnotation[] };
  templating: { list: VariableModel[] };
}
