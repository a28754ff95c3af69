// Holds a dashboard against Grafana's published types, made into JSON Schemas in which nothing unknown is allowed.
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import { createGenerator } from 'ts-json-schema-generator';
import { json } from '../src/dashboards.mjs';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

/** A function from a dashboard to what is wrong with it. */
export function schemaCheck() {
  const generator = createGenerator({
    path: path('dashboard.ts'),
    tsconfig: path('tsconfig.json'),
    expose: 'none',
    topRef: false,
    additionalProperties: false,
  });
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
  const panelSchemas = new Map(Object.entries(generator.createSchema('Panels').properties).map(([type, schema]) => [type, ajv.compile(schema)]));
  const validateDashboard = ajv.compile(generator.createSchema('LabDashboard'));

  const errorsOf = (validate, value, where) =>
    validate(value) ? [] : validate.errors.map(({ instancePath, message, params }) => `${where}${instancePath} ${message} ${JSON.stringify(params)}`);

  return (dashboard) => {
    const { panels, ...rest } = JSON.parse(json(dashboard));
    return panels.reduce(
      (errors, panel) => {
        const validate = panelSchemas.get(panel.type);
        const where = `panel "${panel.title}": `;
        return errors.concat(validate ? errorsOf(validate, panel, where) : [`${where}unknown type ${panel.type}`]);
      },
      errorsOf(validateDashboard, rest, ''),
    );
  };
}
